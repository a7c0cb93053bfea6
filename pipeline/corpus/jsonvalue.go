package corpus

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// Values come out of JSON as the texts, numbers and lists that a paper needs:
// sources write the same thing in many ways.

// jsonReader walks over the members of JSON objects. Duplicate names and
// invalid UTF-8 are let pass: the first value counts, bad bytes become U+FFFD.
type jsonReader struct {
	buffer *bytes.Buffer
	d      *jsontext.Decoder
}

var lenient = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// readers keeps jsonReaders, whose buffers are worth using again.
type readers struct{ pool sync.Pool }

// members calls use for each member of the JSON object raw, with its quoted
// name and its value, both parts of raw.
func (p *readers) members(raw []byte, use func(name, value []byte)) error {
	r, _ := p.pool.Get().(*jsonReader)
	if r == nil {
		r = &jsonReader{}
		r.buffer = bytes.NewBuffer(raw)
		r.d = jsontext.NewDecoder(r.buffer, lenient...)
	} else {
		*r.buffer = *bytes.NewBuffer(raw)
		r.d.Reset(r.buffer, lenient...)
	}
	defer p.pool.Put(r)
	d := r.d
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() != '}' {
		name, err := part(d, raw)
		if err != nil {
			return err
		}
		value, err := part(d, raw)
		if err != nil {
			return err
		}
		use(name, value)
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return errors.New("more after the end of the object")
	}
	return nil
}

// part reads the next value and returns the bytes of raw that hold it.
func part(d *jsontext.Decoder, raw []byte) ([]byte, error) {
	v, err := d.ReadValue()
	end := d.InputOffset()
	return raw[end-int64(len(v)) : end], err
}

// textOf returns a string as it is, a number as its digits, such parts of an
// array joined by spaces, and "" of anything else. The value must be good JSON.
func textOf(value []byte) string {
	if len(value) == 0 {
		return ""
	}
	switch c := value[0]; {
	case c == '"':
		if bytes.IndexByte(value, '\\') < 0 {
			return string(value[1 : len(value)-1])
		}
		b, _ := jsontext.AppendUnquote(nil, value) // its only error is invalid UTF-8, which it repairs
		return string(b)
	case c == '[':
		var parts []string
		for _, v := range elements(value) {
			if v[0] != '[' {
				parts = append(parts, textOf(v))
			}
		}
		return strings.Join(parts, " ")
	case c == '-' || c >= '0' && c <= '9':
		return string(value)
	}
	return ""
}

// elements returns the values of a good JSON array.
func elements(array []byte) [][]byte {
	c := cutterOf(array)
	var all [][]byte
	c.skip()
	for {
		b, ok := c.next()
		if !ok || b == ']' {
			return all
		}
		if b == ',' {
			c.skip()
			continue
		}
		from := c.at
		c.value(nil)
		all = append(all, array[from:c.at])
	}
}

// countOf returns a count of 0 or more; nil if value is none.
func countOf(value []byte) *int {
	f, err := strconv.ParseFloat(strings.TrimSpace(textOf(value)), 64)
	if err != nil || f < 0 || f != math.Trunc(f) || f > math.MaxInt32 {
		return nil
	}
	n := int(f)
	return &n
}

// namesOf returns the names in an array of strings or of objects, in one
// object, or in a string.
func (p *readers) namesOf(value []byte) []string {
	if len(value) == 0 {
		return nil
	}
	var names []string
	switch value[0] {
	case '[':
		for _, v := range elements(value) {
			if v[0] == '{' {
				names = append(names, p.nameOf(v))
			} else {
				names = append(names, textOf(v))
			}
		}
	case '{':
		names = append(names, p.nameOf(value))
	case '"':
		names = splitNames(textOf(value))
	}
	return names
}

// nameOf returns the name of a person or an organisation.
func (p *readers) nameOf(object []byte) string {
	part := map[string]string{}
	_ = p.members(object, func(name, value []byte) {
		switch n := fieldName(name); n {
		case "name", "fullname", "displayname", "given", "first", "firstname", "forenames", "family", "last", "lastname", "keyname":
			if s := textOf(value); part[n] == "" {
				part[n] = s
			}
		}
	})
	for _, whole := range []string{"fullname", "displayname", "name"} {
		if part[whole] != "" {
			return part[whole]
		}
	}
	given := part["given"] + part["first"] + part["firstname"] + part["forenames"]
	family := part["family"] + part["last"] + part["lastname"] + part["keyname"]
	return strings.TrimSpace(given + " " + family)
}

// splitNames takes a list of names in one text apart: at semicolons, else at
// "and" and at those commas that do not stand between family and given name.
func splitNames(s string) []string {
	s = withoutMarkup(s) // entities have semicolons
	if strings.Contains(s, ";") {
		return strings.Split(s, ";")
	}
	groups := strings.Split(strings.ReplaceAll(s, ", and ", " and "), " and ")
	inverted := len(groups) > 1 // "Smith, John and Doe, Jane"
	for _, g := range groups {
		family, given, comma := strings.Cut(g, ",")
		inverted = inverted || comma && (!strings.Contains(family, " ") || !strings.Contains(strings.TrimSpace(given), " "))
	}
	for _, g := range groups {
		inverted = inverted && strings.Count(g, ",") == 1
	}
	if inverted {
		return groups
	}
	return strings.Split(strings.Join(groups, ","), ",")
}

// wordsOf returns a list of keywords: an array of strings or of objects, or a
// string with separators.
func (p *readers) wordsOf(value []byte) []string {
	if len(value) > 0 && value[0] == '"' {
		return strings.FieldsFunc(withoutMarkup(textOf(value)), func(r rune) bool { return r == ';' || r == '|' || r == ',' })
	}
	return p.namesOf(value)
}
