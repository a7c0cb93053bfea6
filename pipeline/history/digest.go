package history

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"
)

// notDigested are the fields of Run that its digest does not cover: what it
// must not depend on (number, bound for dates, version, title), and the papers,
// for which PapersSHA256 stands.
var notDigested = []string{"Number", "Bound", "Version", "Title", "Papers", "Digest"}

// Digest returns the hex SHA-256 over what a run said: memberships, labels,
// events, and every number that its page or its exports show, with the
// settings and the digest of the papers. Numbers with a fraction count to six
// significant digits, as the last bits differ between processors. Fields that
// hold nothing do not count, so that a version of the program that says more
// gives the same digest to runs that say the same.
func Digest(r Run) string {
	var b []byte
	v := reflect.ValueOf(r)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if !slices.Contains(notDigested, name) && !empty(v.Field(i)) {
			b = append(b, name...)
			b = append(canon(b, v.Field(i)), '\n')
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// canon appends a value so that equal values, and only these, give equal bytes.
func canon(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(append(b, ' '), v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(append(b, ' '), v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(append(b, ' '), v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return canonFloat(b, v.Float())
	case reflect.String:
		return strconv.AppendQuote(append(b, ' '), v.String())
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, " nil"...)
		}
		return canon(b, v.Elem())
	case reflect.Slice, reflect.Array:
		b = strconv.AppendInt(append(b, " ["...), int64(v.Len()), 10)
		for i := range v.Len() {
			b = canon(b, v.Index(i))
		}
		return append(b, ']')
	case reflect.Map:
		var entries []string
		for _, k := range v.MapKeys() {
			entries = append(entries, string(canon(canon(nil, k), v.MapIndex(k))))
		}
		slices.Sort(entries)
		b = append(b, " {"...)
		for _, e := range entries {
			b = append(b, e...)
		}
		return append(b, '}')
	case reflect.Struct:
		b = append(b, " ("...)
		for i := range v.NumField() {
			if f := v.Field(i); !empty(f) {
				b = append(b, v.Type().Field(i).Name...)
				b = append(canon(b, f), ',')
			}
		}
		return append(b, ')')
	}
	panic("history: no digest of a " + v.Type().String())
}

// canonFloat rounds to six significant digits; 0 has no sign.
func canonFloat(b []byte, f float64) []byte {
	if f == 0 {
		return append(b, " 0"...)
	}
	return strconv.AppendFloat(append(b, ' '), f, 'g', 6, 64)
}

// empty reports whether a field holds nothing.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Float32, reflect.Float64:
		return v.Float() == 0
	}
	return v.IsZero()
}
