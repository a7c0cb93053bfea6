package history

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"papertide/analysis/topics"
)

// Difference names in words the first thing that two runs say differently, of
// what their digests cover: `paper 2404.02905: in T003, now in T007`, or
// `Topics[T017].Label[0]: "GUI agents", now "agents"`. It is "" where the digests
// are equal. Papers and what they were made with are looked at first, then
// memberships, from which most of the rest follows.
func Difference(then, now Run) string {
	d := differing{then, now}
	if found := d.inField("PapersSHA256", "Settings", "AsOf"); found != "" {
		return found
	}
	if found := d.inMemberships(); found != "" {
		return found
	}
	var rest []string
	for i := range reflect.TypeFor[Run]().NumField() {
		if name := reflect.TypeFor[Run]().Field(i).Name; !slices.Contains(notDigested, name) {
			rest = append(rest, name)
		}
	}
	return d.inField(rest...)
}

// differing looks for a difference between two runs.
type differing struct{ then, now Run }

// inMemberships names the first paper that is in another topic.
func (d differing) inMemberships() string {
	if len(d.then.Of) != len(d.now.Of) {
		return fmt.Sprintf("papers: %d, now %d", len(d.then.Of), len(d.now.Of))
	}
	topic := func(r *Run, row int) string {
		if of := r.Of[row]; of >= 0 {
			return "in " + r.Topics[of].ID.String()
		}
		return "in no topic"
	}
	for row := range d.then.Of {
		if was, is := topic(&d.then, row), topic(&d.now, row); was != is {
			return fmt.Sprintf("paper %s: %s, now %s", d.then.Papers[row].ID, was, is)
		}
	}
	return ""
}

// inField names the first difference in one of some fields of Run.
func (d differing) inField(names ...string) string {
	for _, name := range names {
		was, is := reflect.ValueOf(d.then).FieldByName(name), reflect.ValueOf(d.now).FieldByName(name)
		if found := d.inValue(name, d.elements(name), was, is); found != "" {
			return found
		}
	}
	return ""
}

// elements says what the elements of a field are called, at each depth of
// slices; "" is the index.
func (d differing) elements(field string) []func(i int) string {
	called := func(all []topics.Topic) func(int) string {
		return func(i int) string { return all[i].ID.String() }
	}
	paper := func(row int) string { return d.then.Papers[row].ID }
	period := func(i int) string { return d.then.Counts.Periods[i].Period.String() }
	switch field {
	case "Similarity", "Spot":
		return []func(int) string{paper}
	case "Topics", "Overall", "Position":
		return []func(int) string{called(d.then.Topics)}
	case "Themes", "OverallThemes":
		return []func(int) string{called(d.then.Themes)}
	case "Rested":
		return []func(int) string{called(d.then.Rested)}
	case "Shares":
		return []func(int) string{called(d.then.Topics), period}
	case "ThemeShares":
		return []func(int) string{called(d.then.Themes), period}
	}
	return nil
}

// inValue names the first difference between two values at a path; called are
// the names of the elements of slices in it.
func (d differing) inValue(path string, called []func(int) string, was, is reflect.Value) string {
	if bytes.Equal(canon(nil, was), canon(nil, is)) {
		return ""
	}
	if _, whole := was.Interface().(fmt.Stringer); whole { // a date, an id: its fields tell a reader nothing
		return fmt.Sprintf("%s: %s, now %s", path, shown(was), shown(is))
	}
	switch was.Kind() {
	case reflect.Pointer:
		if !was.IsNil() && !is.IsNil() {
			return d.inValue(path, called, was.Elem(), is.Elem())
		}
	case reflect.Struct:
		for i := range was.NumField() {
			inner := path + "." + was.Type().Field(i).Name
			if found := d.inValue(inner, called, was.Field(i), is.Field(i)); found != "" {
				return found
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range min(was.Len(), is.Len()) {
			name, inner := strconv.Itoa(i), called
			if len(called) > 0 {
				name, inner = called[0](i), called[1:]
			}
			if found := d.inValue(path+"["+name+"]", inner, was.Index(i), is.Index(i)); found != "" {
				return found
			}
		}
		if was.Len() != is.Len() {
			return fmt.Sprintf("%s: %d, now %d", path, was.Len(), is.Len())
		}
	}
	return fmt.Sprintf("%s: %s, now %s", path, shown(was), shown(is))
}

// shown writes a value for a person.
func shown(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return fmt.Sprintf("%.200q", v.String())
	case reflect.Float32, reflect.Float64:
		return string(canonFloat(nil, v.Float())[1:])
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "none"
		}
		v = v.Elem()
	}
	return cmp.Or(fmt.Sprintf("%+v", v.Interface()), "none")
}
