package corpus

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// BibTeX is cut into entries by their braces alone, which BibTeX wants to be
// balanced even between quotation marks. What stands between entries is a
// comment. An entry that is not closed ends where a line begins another.
//
// The definitions of @string are a matter of the file, so that entries are
// taken apart here and reach their parser as names and values.

// entryStart finds an entry in a line; entryLine a line that begins one, for
// sure enough to end another.
var (
	entryStart = regexp.MustCompile(`@[ \t]*([A-Za-z]+)[ \t]*([{(])`)
	entryLine  = regexp.MustCompile(`^[ \t]*@[ \t]*(?:(?i:string|comment|preamble)[ \t]*[{(]|[A-Za-z]+[ \t]*[{(][^ \t={}"]*(?:,|[ \t]*$))`)
)

// A bibCutter gathers lines to entries.
type bibCutter struct {
	emit    func(record) bool
	macros  map[string]string // of @string, names in small letters
	defined int               // bytes of macros
	kind    string            // of the open entry; "": none is open
	round   bool              // it began with a round bracket
	quoted  bool              // and is within quotation marks
	line    int               // where it begins
	depth   int               // braces that are open within it
	buffer  []byte            // what stands between its brackets
	size    int64             // of that, bytes, also where they are not kept
	bad     *flaw
	stopped bool
}

func openBibTeX(s *stream, _ Options, in *Input) (splitter, parser) {
	text := openLegacy(s, false)
	split := func(emit func(record) bool) error {
		c := bibCutter{emit: emit, macros: map[string]string{}}
		err := eachLine(text.Reader, func(number int, line []byte, bad *flaw) bool {
			c.add(number, line, bad)
			return !c.stopped
		})
		c.unclosed()
		in.Warnings = append(in.Warnings, text.warnings()...)
		return err
	}
	return split, bibPaper
}

func fitsBibTeX(head []byte) bool {
	for line := range bytes.Lines(head) {
		if entryLine.Match(line) {
			return true
		}
	}
	return false
}

// add takes the next line.
func (c *bibCutter) add(number int, line []byte, bad *flaw) {
	if bad != nil {
		if c.kind == "" {
			c.stopped = !c.emit(record{line: number, bad: bad})
		} else if c.bad == nil {
			c.bad = bad
		}
		return
	}
	if c.kind != "" && bytes.IndexByte(line, '@') >= 0 && entryLine.Match(line) {
		c.unclosed()
	}
	for !c.stopped {
		if c.kind == "" {
			at := bytes.IndexByte(line, '@')
			if at < 0 {
				return
			}
			m := entryStart.FindSubmatchIndex(line[at:])
			if m == nil {
				return
			}
			c.kind, c.round, c.line, c.depth = strings.ToLower(string(line[at+m[2]:at+m[3]])), line[at+m[4]] == '(', number, 0
			c.buffer, c.size, c.bad, c.quoted = c.buffer[:0], 0, nil, false
			line = line[at+m[1]:]
		}
		end, closed := c.scan(line)
		c.keep(line[:end])
		if !closed {
			c.keep([]byte{'\n'})
			return
		}
		c.close()
		line = line[end+1:]
	}
}

// scan returns the place of the bracket that closes the open entry.
func (c *bibCutter) scan(line []byte) (end int, closed bool) {
	for i, b := range line {
		switch b {
		case '{':
			c.depth++
		case '}':
			if c.depth--; c.depth < 0 {
				return i, true
			}
		case '"':
			c.quoted = c.quoted != (c.depth == 0)
		case ')':
			if c.round && c.depth == 0 && !c.quoted {
				return i, true
			}
		}
	}
	return len(line), false
}

func (c *bibCutter) keep(text []byte) {
	if c.size += int64(len(text)); c.size <= MaxRecord {
		c.buffer = append(c.buffer, text...)
	}
}

// close ends the open entry.
func (c *bibCutter) close() {
	kind := c.kind
	c.kind = ""
	if kind == "comment" || kind == "preamble" {
		return
	}
	if c.bad == nil && c.size > MaxRecord {
		c.bad = tooLong(c.size)
	}
	var fields []bibField
	if c.bad == nil {
		p := bibParser{text: string(c.buffer), macros: c.macros, line: c.line}
		fields, c.bad = p.entry(kind == "string")
	}
	if kind == "string" && c.bad == nil {
		for _, f := range fields {
			if c.defined += len(f.name) + len(f.value); c.defined <= MaxRecord {
				c.macros[f.name] = f.value
			}
		}
		if c.defined <= MaxRecord {
			return
		}
		fields, c.bad = nil, tooLong(int64(c.defined))
	}
	c.stopped = c.stopped || !c.emit(record{raw: encodeFields(fields), line: c.line, bad: c.bad})
}

// unclosed ends an entry that goes on to the end of the file or into the next.
func (c *bibCutter) unclosed() {
	if c.kind == "" {
		return
	}
	kind := c.kind
	c.kind = ""
	if kind == "comment" || kind == "preamble" || c.stopped {
		return
	}
	if c.bad == nil {
		first, _, _ := bytes.Cut(c.buffer, []byte{'\n'})
		c.bad = &flaw{"entry not closed", fmt.Sprintf("@%s{%s", kind, first)}
	}
	c.stopped = !c.emit(record{line: c.line, bad: c.bad})
}
