package corpus

import (
	"bufio"
	"bytes"
)

// JSON comes as lines of one object each, as objects that take many lines, as
// arrays, and as arrays inside an object that an interface wrapped around
// them. Records are cut here by strings and brackets alone; whether a record
// is good JSON its parser finds out.

// layout says how a JSON file holds its records.
type layout int

const (
	notJSON     layout = iota
	jsonLines          // an object a line
	jsonValues         // arrays of records, or objects of many lines
	jsonWrapped        // objects that hold records, or arrays of such objects
)

// wrappers are the names under which interfaces and archives put an array of
// records, or an object that holds one.
var wrappers = map[string]bool{
	"data": true, "papers": true, "results": true, "items": true, "records": true, "entries": true, "entry": true,
	"docs": true, "documents": true, "articles": true, "publications": true, "works": true, "hits": true,
	"response": true, "message": true, "content": true, "notes": true, "rows": true, "list": true, "value": true,
	"result": true, "resultlist": true, "collection": true, "submissions": true, "recommendedpapers": true,
}

// envelopes are those of them under which a record may stand by itself.
var envelopes = map[string]bool{"message": true, "data": true, "response": true, "result": true}

// layoutOf looks at the first bytes of a file.
func layoutOf(head []byte) layout {
	whole := len(head) < headSize
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return notJSON
	}
	switch head[0] {
	case '[':
		next := bytes.TrimLeft(head[1:], " \t\r\n")
		switch {
		case len(next) > 0 && next[0] == '{' && kindOf(next, 0) == holdsRecords:
			return jsonWrapped
		case len(next) > 0 && bytes.IndexByte([]byte(`{"[]`), next[0]) >= 0, bytes.HasPrefix(next, []byte("null")):
			return jsonValues
		}
		return notJSON
	case '{':
	default:
		return notJSON
	}
	if kindOf(head, 0) == holdsRecords || whole && holdsNone(head) {
		return jsonWrapped
	}
	// Lines, if any line holds an object whole: the first may be a broken one.
	for line := range bytes.Lines(head) {
		ended := line[len(line)-1] == '\n'
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] != '{' {
			continue
		}
		_, size, open := cutterOf(line).value(nil)
		if !open && size == int64(len(line)) || !ended && !whole && len(line) > headSize/2 {
			return jsonLines
		}
	}
	return jsonValues
}

// holdsNone reports whether text is the whole answer of an interface that has
// no papers to list: an empty array, alone or under a name of wrappers. An
// answer that says more ({"error": "busy", "data": []}) may have failed.
func holdsNone(text []byte) bool {
	text = bytes.TrimSpace(text)
	for range deepest + 1 {
		inner, ok := within(text, '{', '}')
		if !ok {
			break
		}
		name, value, _ := bytes.Cut(inner, []byte{':'})
		if !wrappers[fieldName(name)] {
			return false
		}
		text = bytes.TrimSpace(value)
	}
	inner, ok := within(text, '[', ']')
	return ok && len(inner) == 0
}

// within returns what stands between two brackets, without space around it.
func within(text []byte, left, right byte) (inner []byte, ok bool) {
	if len(text) < 2 || text[0] != left || text[len(text)-1] != right {
		return nil, false
	}
	return bytes.TrimSpace(text[1 : len(text)-1]), true
}

// splitJSON cuts the records of a text of the given layout.
func splitJSON(r *bufio.Reader, l layout) splitter {
	if l == jsonLines {
		return func(emit func(record) bool) error {
			return eachLine(r, func(number int, line []byte, bad *flaw) bool {
				if bad == nil && blank(line) {
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
		b, ok := c.next()
		if !ok || b == '}' {
			c.skip()
			return
		}
		if b == ',' || b == ':' {
			c.skip()
			continue
		}
		name, _, _ := c.value([]byte{})
		if b, ok = c.next(); !ok || b != ':' {
			continue
		}
		c.skip()
		b, _ = c.next()
		switch {
		case b == '[' && wrappers[fieldName(name)]:
			c.array(false)
		case b == '{' && envelopes[fieldName(name)] && kindOf(c.ahead(headSize), deepest) == isRecord:
			c.records++
			c.record(c.records)
		case b == '{' && wrappers[fieldName(name)] && depth < deepest:
			c.unwrap(depth + 1)
		case b != '}':
			c.value(nil)
		}
	}
}

// jsonKind says what an object is for.
type jsonKind int

const (
	otherObject  jsonKind = iota
	isRecord              // it has a title
	holdsRecords          // an array of objects, or of texts that hold objects, under a name of wrappers, or a record in an envelope
)

// kindOf looks at an object, whose text may end early.
func kindOf(text []byte, depth int) jsonKind {
	c := cutterOf(text)
	kind := otherObject
	c.next()
	c.skip()
	for {
		b, ok := c.next()
		if !ok || b == '}' {
			return kind
		}
		if b == ',' || b == ':' {
			c.skip()
			continue
		}
		quoted, _, _ := c.value([]byte{})
		name := fieldName(quoted)
		if b, ok = c.next(); !ok || b != ':' {
			continue
		}
		c.skip()
		if fieldOf[name] == fieldTitle {
			return isRecord
		}
		if b, ok = c.next(); !ok || b == '}' {
			return kind
		}
		from := c.at
		c.value(nil)
		if wrappers[name] && holds(name, text[from:c.at], depth) {
			kind = holdsRecords
		}
	}
}

// holds reports whether the value under a name of wrappers holds records.
func holds(name string, value []byte, depth int) bool {
	switch {
	case value[0] == '[':
		inner := bytes.TrimLeft(value[1:], " \t\r\n")
		return bytes.HasPrefix(inner, []byte("{")) || bytes.HasPrefix(inner, []byte(`"{`))
	case value[0] == '{' && depth < deepest:
		kind := kindOf(value, depth+1)
		return kind == holdsRecords || kind == isRecord && envelopes[name]
	}
	return false
}
