package corpus

import (
	"bytes"
	"fmt"
)

// The records of a table are cut at the ends of lines outside quotation marks.
// Where a quotation mark that nobody closes runs on through the records after
// it, only its own line is lost: the record turns out to be too long, or the
// file ends in it, or it has swallowed a line in which a quotation mark begins
// a cell. Then its first line is taken alone, and what follows is read again.

// The first byte of a raw record tells the parser what quotation marks mean.
const (
	withQuotes    = 'q'
	withoutQuotes = 'p' // nothing
)

// A tableCutter gathers lines to records.
type tableCutter struct {
	t       *table
	emit    func(record) bool
	buffer  []byte // marker and lines of the record that is open
	line    int    // where it begins
	lines   int    // how many it has
	quoted  bool   // it is open: a quotation mark was
	fields  int    // complete ones
	odd     bool   // a quotation mark within a quoted cell would begin another
	read    int64  // bytes of lines in all
	again   int64  // of these, bytes that were read again
	stopped bool
	ragged  int // records with more or fewer fields than the header
	first   int // line of the first of them
}

// splitTable cuts the records of a table whose header stands before them.
func splitTable(text legacyText, t *table, in *Input) splitter {
	return func(emit func(record) bool) error {
		c := &tableCutter{t: t, emit: emit, buffer: []byte{withQuotes}}
		err := eachLine(text.Reader, func(number int, line []byte, bad *flaw) bool {
			if number > t.line {
				c.read += int64(len(line))
				c.add(number, line, bad)
			}
			return !c.stopped
		})
		for c.quoted && !c.stopped {
			c.part()
		}
		in.Warnings = append(in.Warnings, text.warnings()...)
		if c.ragged > 0 {
			in.Warnings = append(in.Warnings, fmt.Sprintf("%d records have more or fewer fields than the header: the first in line %d", c.ragged, c.first))
		}
		return err
	}
}

// add takes the next line.
func (c *tableCutter) add(number int, line []byte, bad *flaw) {
	if bad != nil {
		if bad == cutOff && c.quoted {
			number, c.quoted = c.line, false
		}
		for c.quoted && !c.stopped {
			c.part()
		}
		c.stopped = c.stopped || !c.emit(record{line: number, bad: bad})
		return
	}
	if c.quoted {
		c.buffer = append(c.buffer, '\n')
		c.lines++
	} else {
		if blank(line) {
			return
		}
		c.buffer, c.line, c.lines, c.fields, c.odd = c.buffer[:1], number, 1, 0, false
	}
	c.buffer = append(c.buffer, line...)
	c.scan(line)
	switch {
	case c.quoted && (len(c.buffer) > MaxRecord || c.again > 4*c.read+1<<20):
		c.part()
	case c.quoted:
	case c.lines > 1 && c.odd:
		c.part()
	default:
		c.count()
		c.stopped = !c.emit(record{raw: c.buffer, line: c.line})
	}
}

// scan moves the state of the open record over a line.
func (c *tableCutter) scan(rec []byte) {
	begun := c.quoted // the cell goes on from the line before
	for {
		if inner := opening(rec); !begun && inner > 0 {
			c.quoted, rec = true, rec[inner:]
		}
		if c.quoted {
			end, ok := closing(rec, 0, c.t.comma)
			if !ok {
				c.odd = c.odd || beginsWithin(rec, c.t.comma, begun)
				return
			}
			c.odd = c.odd || beginsWithin(rec[:end-1], c.t.comma, begun)
			c.quoted, rec = false, rec[end:]
		}
		c.fields++
		next := bytes.IndexByte(rec, c.t.comma)
		if next < 0 {
			return
		}
		rec, begun = rec[next+1:], false
	}
}

// beginsWithin reports whether a quoted text holds a quotation mark that is not
// doubled and stands after a comma or, where newLine says so, at the beginning.
func beginsWithin(text []byte, comma byte, newLine bool) bool {
	for at := 0; ; {
		q := bytes.IndexByte(text[at:], '"')
		if q < 0 {
			return false
		}
		at += q + 1
		switch {
		case at < len(text) && text[at] == '"':
			at++
		case at == 1 && newLine, at > 1 && text[at-2] == comma:
			return true
		}
	}
}

// part gives up the open record: its first line stands alone and the others are
// taken again.
func (c *tableCutter) part() {
	first, rest, _ := bytes.Cut(bytes.Clone(c.buffer[1:]), []byte{'\n'})
	number, more := c.line, c.lines-1
	alone := record{line: number}
	if len(cellsOf(len(c.t.columns)+1, first, c.t.comma, false)) == len(c.t.columns) { // the mark begins a cell that is not quoted
		alone.raw = append([]byte{withoutQuotes}, first...)
	} else {
		alone.bad = &flaw{"quotation mark never closed", string(first[:min(len(first), 200)])}
	}
	c.quoted = false
	c.stopped = c.stopped || !c.emit(alone)
	for ; more > 0 && !c.stopped; more-- {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte{'\n'})
		number++
		c.again += int64(len(line))
		c.add(number, line, nil)
	}
}

// count notes a record that has not the fields of the header.
func (c *tableCutter) count() {
	if c.fields != len(c.t.columns) {
		if c.ragged++; c.ragged == 1 {
			c.first = c.line
		}
	}
}
