package corpus

import (
	"bytes"
	"slices"
	"strings"
)

// Lists of references for exchange are lines of a tag and a value, and lines
// that go on with the value before. Formats differ in what a tag looks like and
// in how records are told apart.

// A tagFormat is one family of such lines.
type tagFormat struct {
	// tag takes a line apart into parts of it. It returns no tag for a line that
	// goes on with the value before.
	tag   func(line []byte) (tag, value []byte)
	begin string   // a record has one such tag at most: another begins the next record
	end   string   // the tag that ends a record; "" if there is none
	gaps  bool     // a tag after a blank line begins a record
	opens []string // what may be the first tag of a record: others between records belong to none; nil: any
	read  func(references) (Paper, *flaw)
}

// A reference is one value of a record with all of its lines, parts of the raw
// record.
type reference struct{ tag, value []byte }

// references are the values of a record in their order.
type references []reference

// get returns the first value of these tags that says something, the tags in
// order of preference.
func (r references) get(tags ...string) string {
	for _, tag := range tags {
		for _, ref := range r {
			if string(ref.tag) == tag && !blank(ref.value) {
				return string(ref.value)
			}
		}
	}
	return ""
}

// all returns the values of the first of these tags that the record has.
func (r references) all(tags ...string) (values []string) {
	for _, tag := range tags {
		for _, ref := range r {
			if string(ref.tag) == tag {
				values = append(values, string(ref.value))
			}
		}
		if values != nil {
			return values
		}
	}
	return nil
}

// words returns the values of all lists under the first of these tags that the
// record has: each line may hold several with semicolons between them.
func (r references) words(tags ...string) (words []string) {
	for _, value := range r.all(tags...) {
		words = append(words, strings.FieldsFunc(value, func(c rune) bool { return c == ';' || c == '\n' })...)
	}
	return words
}

// joined returns the items of lists that break lines anywhere and have
// semicolons between items.
func joined(lists []string) (items []string) {
	for _, list := range lists {
		items = append(items, strings.Split(strings.ReplaceAll(list, "\n", " "), ";")...)
	}
	return items
}

// lines returns the lines of all values.
func lines(values []string) (all []string) {
	for _, v := range values {
		all = append(all, strings.Split(v, "\n")...)
	}
	return all
}

// opened returns how a file of this family is opened.
func (f tagFormat) opened(s *stream, _ Options, in *Input) (splitter, parser) {
	text := openLegacy(s, true)
	split := func(emit func(record) bool) error {
		c := tagCutter{format: f, emit: emit}
		err := eachLine(text.Reader, func(number int, line []byte, bad *flaw) bool {
			c.add(number, line, bad)
			return !c.stopped
		})
		c.flush()
		in.Warnings = append(in.Warnings, text.warnings()...)
		return err
	}
	return split, func(raw []byte) (Paper, *flaw) { return f.read(f.references(raw)) }
}

// references reads a raw record.
func (f tagFormat) references(raw []byte) references {
	var all references
	from := 0 // of the value of the last
	for at := 0; at < len(raw); {
		end := at + bytes.IndexByte(raw[at:], '\n') + 1 // the splitter ends all lines
		line := raw[at : end-1]
		if tag, value := f.tag(line); len(tag) > 0 {
			all = append(all, reference{tag, value})
			from = end - 1 - len(value)
		} else if last := len(all) - 1; last >= 0 {
			all[last].value = raw[from : end-1]
		}
		at = end
	}
	return all
}

// A tagCutter gathers lines to records.
type tagCutter struct {
	format  tagFormat
	emit    func(record) bool
	buffer  []byte // lines of the record that is open
	line    int    // where it begins; 0: none is open
	begun   bool   // it has the tag that begins a record
	gap     bool   // a blank line was the last
	bad     *flaw
	stopped bool
}

// add takes the next line.
func (c *tagCutter) add(number int, line []byte, bad *flaw) {
	f := c.format
	var tag []byte
	if bad == nil {
		tag, _ = f.tag(line)
	}
	tagged, begins := len(tag) > 0, len(tag) > 0 && string(tag) == f.begin
	if c.line > 0 && (begins && c.begun || tagged && f.gaps && c.gap) {
		c.flush()
	}
	c.gap = bad == nil && blank(line)
	if c.line == 0 {
		switch {
		case bad != nil:
			c.stopped = !c.emit(record{line: number, bad: bad})
			return
		case !tagged, f.opens != nil && !slices.Contains(f.opens, string(tag)):
			return
		}
		c.line = number
	}
	c.begun = c.begun || begins
	switch {
	case c.bad == nil && bad != nil:
		c.bad = bad
	case c.bad == nil && len(c.buffer)+len(line) > MaxRecord:
		c.bad = tooLong(int64(len(c.buffer) + len(line)))
	case c.bad == nil:
		c.buffer = append(append(c.buffer, line...), '\n')
	}
	if tagged && string(tag) == f.end {
		c.flush()
	}
}

// flush ends the open record.
func (c *tagCutter) flush() {
	if c.line == 0 || c.stopped {
		return
	}
	rec := record{raw: c.buffer, line: c.line, bad: c.bad}
	if c.bad != nil {
		rec.raw = nil
	}
	c.stopped = !c.emit(rec)
	c.buffer, c.line, c.begun, c.bad = c.buffer[:0], 0, false, nil
}
