package corpus

import (
	"bufio"
	"bytes"
)

// JSON comes as lines of one object each, as objects that take many lines, as
// arrays, and as arrays inside an object that an interface wrapped around
// them. Records are cut here by strings and brackets alone; whether a record
// is good JSON its parser finds out.

// splitJSON cuts the records of a text of the given layout.
func splitJSON(r *bufio.Reader, l layout) splitter {
	if l == jsonLines || l == jsonEachLine {
		return func(emit func(record) bool) error {
			return eachLine(r, func(number int, line []byte, bad *flaw) bool {
				if l == jsonLines && bad == nil && blank(line) {
					return true
				}
				return emit(record{raw: line, line: number, bad: bad})
			})
		}
	}
	return func(emit func(record) bool) error {
		c := &jsonCutter{lookahead: lookahead{r: r}, emit: emit, lines: 1}
		for {
			b, ok := c.next()
			switch {
			case !ok || c.stopped:
				return c.err
			case b == ',':
				c.skip()
			case b == '[':
				c.array(l == jsonWrapped)
			case b == '{' && l == jsonWrapped:
				c.unwrap(0)
			default:
				c.record(0)
			}
		}
	}
}

// firstRecords hands the first records of a file that begins with head to use,
// until it returns false: a few, as the very first may be broken.
func firstRecords(head []byte, use func(raw []byte) bool) {
	l := layoutOf(head)
	if l == notJSON {
		return
	}
	left := 8
	_ = splitJSON(bufio.NewReaderSize(bytes.NewReader(head), headSize), l)(func(rec record) bool {
		left--
		return use(rec.raw) && left > 0
	})
}

// jsonCutter walks over JSON text. Each of its methods moves on by at least a
// byte or finds the end, so that no text, however broken, can stop it.
type jsonCutter struct {
	lookahead
	emit    func(record) bool
	lines   int  // number of the line
	records int  // in arrays so far
	stopped bool // emit said so
	buffer  []byte
}

// cutterOf returns a cutter over text alone.
func cutterOf(text []byte) *jsonCutter {
	return &jsonCutter{lookahead: lookahead{window: text}}
}

// next passes white space and returns the byte after it without passing it.
func (c *jsonCutter) next() (byte, bool) {
	for c.fill() {
		switch b := c.window[c.at]; b {
		case '\n':
			c.lines++
			c.at++
		case ' ', '\t', '\r':
			c.at++
		default:
			return b, true
		}
	}
	return 0, false
}

func (c *jsonCutter) skip() { c.at++ }

// value passes one value and appends its text to buffer, unless buffer is nil
// or the value is longer than MaxRecord. open says that the text ended first.
func (c *jsonCutter) value(buffer []byte) (text []byte, size int64, open bool) {
	text = buffer
	depth, quoted, escaped, done := 0, false, false, false
	for !done && c.fill() {
		from := c.at
		for !done && c.at < len(c.window) {
			b := c.window[c.at]
			switch {
			case escaped:
				escaped = false
			case quoted:
				if b == '\\' {
					escaped = true
				} else if b == '"' {
					quoted = false
					done = depth == 0
				}
			case b == '"':
				quoted = true
			case b == '{' || b == '[':
				depth++
			case b == '}' || b == ']':
				depth--
				done = depth <= 0
				if depth < 0 && size+int64(c.at-from) > 0 { // the end of what holds a bare word
					c.at--
				}
			case depth == 0 && (b == ',' || b == ':' || b <= ' ') && size+int64(c.at-from) > 0:
				done = true
				c.at--
			}
			c.at++
		}
		piece := c.window[from:c.at]
		size += int64(len(piece))
		c.lines += bytes.Count(piece, []byte{'\n'})
		if buffer != nil && size <= MaxRecord {
			text = append(text, piece...)
		}
	}
	return text, size, !done && (depth > 0 || quoted)
}

// record cuts one value and emits it as a record: nth of an array, or 0.
func (c *jsonCutter) record(nth int) {
	rec := record{line: c.lines, nth: nth}
	if c.buffer == nil {
		c.buffer = make([]byte, 0, 8<<10)
	}
	text, size, open := c.value(c.buffer[:0])
	switch {
	case size > MaxRecord:
		rec.bad = tooLong(size)
		text = nil
	case open:
		rec.bad = &flaw{"malformed JSON", "the file ends inside the record"}
		if c.err != nil {
			rec.bad = cutOff
		}
	default:
		rec.raw = text
	}
	if cap(text) > cap(c.buffer) && cap(text) <= 1<<20 {
		c.buffer = text
	}
	c.stopped = c.stopped || !c.emit(rec)
}

// array passes an array and emits its elements, or what is in them if they are
// wrapped.
func (c *jsonCutter) array(wrapped bool) {
	c.skip()
	for !c.stopped {
		b, ok := c.next()
		switch {
		case !ok:
			return
		case b == ']':
			c.skip()
			return
		case b == ',':
			c.skip()
		case b == '{' && wrapped:
			c.unwrap(0)
		default:
			c.records++
			c.record(c.records)
		}
	}
}

// deepest is how many objects may be wrapped around an array of records.
const deepest = 4

// unwrap passes an object and emits the elements of the arrays under the names
// of wrappers, in it and in objects under such names, and the records under
// those of envelopes.
func (c *jsonCutter) unwrap(depth int) {
	c.skip()
	for !c.stopped {
		name, end := c.member()
		if end != ':' {
			return
		}
		switch b, _ := c.next(); {
		case b == '[' && wrappers[name]:
			c.array(false)
		case b == '{' && envelopes[name] && kindOf(c.ahead(headSize), deepest) == isRecord:
			c.records++
			c.record(c.records)
		case b == '{' && wrappers[name] && depth < deepest:
			c.unwrap(depth + 1)
		default:
			c.value(nil)
		}
	}
}

// member passes what stands before the value of the next member of an object,
// and white space. It returns the name and ':', or '}' after the object, or 0
// where the text ended first.
func (c *jsonCutter) member() (name string, end byte) {
	for {
		b, ok := c.next()
		switch {
		case !ok:
			return "", 0
		case b == '}':
			c.skip()
			return "", '}'
		case b == ',' || b == ':':
			c.skip()
			continue
		}
		quoted, _, _ := c.value([]byte{})
		name = fieldName(quoted)
		if b, ok = c.next(); !ok || b != ':' {
			continue
		}
		c.skip()
		if b, ok = c.next(); ok && b != '}' {
			return name, ':'
		}
	}
}
