package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// An xmlShape says how the records of an XML format are found and read. Names
// are those of elements without the prefix of their name space.
type xmlShape struct {
	roots   []string // the outermost elements of such files
	marks   []string // one of them stands in the head of the file; none: the root is enough
	records []string // elements that are records
	nests   bool     // a record may hold an element of its own name
	around  []string // elements around records whose start tags go with each record
	before  []string // elements before records that go with each record that follows, whole
	// paper reads a record; doc holds what goes with it.
	paper func(rec, doc *element) (Paper, *flaw)
}

// fits reports whether a file that begins with head is of this shape.
func (s xmlShape) fits(head []byte) bool {
	x := xmlScanner{lookahead: lookahead{window: head}}
	for {
		kind, raw := x.next()
		switch {
		case kind == xmlStart || kind == xmlEmpty:
			return slices.Contains(s.roots, string(localName(tagName(raw)))) && (len(s.marks) == 0 ||
				slices.ContainsFunc(s.marks, func(m string) bool { return bytes.Contains(head, []byte(m)) }))
		case kind != xmlText || !blank(raw):
			return false
		}
	}
}

func (s xmlShape) open(st *stream, _ Options, in *Input) (splitter, parser) {
	split := func(emit func(record) bool) error {
		c := xmlCutter{xmlScanner: xmlScanner{lookahead: lookahead{r: xmlUTF8(st.text)}}, shape: s, emit: emit}
		c.run()
		if c.defines {
			in.Warnings = append(in.Warnings, "the document defines entities of its own: they stay as they are written")
		}
		return c.err
	}
	return split, func(raw []byte) (Paper, *flaw) {
		doc, bad := readElements(raw)
		if bad != nil {
			return Paper{}, bad
		}
		rec := doc.find(s.records)
		if rec == nil { // its name has more than one prefix
			return Paper{}, &flaw{"malformed XML", "no record was found"}
		}
		return s.paper(rec, doc)
	}
}

// xmlUTF8 returns r in UTF-8 where r says that it is written in another
// character set. A file that says so, but shows that it is UTF-8, was converted
// by somebody who left the words alone.
func xmlUTF8(r *bufio.Reader) *bufio.Reader {
	head, _ := r.Peek(headSize)
	label := xmlEncoding(head)
	if label == "" || plainlyUTF8(head) {
		return r
	}
	encoding, name := charset.Lookup(label)
	if encoding == nil || strings.HasPrefix(name, "utf-") || name == "replacement" { // else it could not be read so far
		return r
	}
	return bufio.NewReaderSize(encoding.NewDecoder().Reader(r), 64<<10)
}

// xmlEncoding returns the character set that an XML declaration names.
func xmlEncoding(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := bytes.Cut(head, []byte("?>"))
	_, after, _ := bytes.Cut(declaration, []byte("encoding"))
	after = bytes.TrimLeft(after, " =\t\r\n")
	if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	label, _, _ := bytes.Cut(after[1:], after[:1])
	return string(label)
}

// xmlCutter cuts records by their tags alone; whether they are good XML their
// parser finds out. A record holds no comments and no CDATA sections.
type xmlCutter struct {
	xmlScanner
	shape   xmlShape
	emit    func(record) bool
	context []xmlContext
	rec     []byte
	records int
}

// xmlContext is what goes with the records that follow.
type xmlContext struct {
	name string
	raw  []byte
}

// maxContext is the longest element that goes with records, bytes.
const maxContext = 64 << 10

func (c *xmlCutter) run() {
	for more := true; more; {
		kind, tag := c.next()
		if kind == xmlEOF {
			return
		}
		if kind != xmlStart && kind != xmlEmpty {
			continue
		}
		switch name := string(localName(tagName(tag))); {
		case slices.Contains(c.shape.records, name):
			more = c.record(kind)
		case slices.Contains(c.shape.around, name):
			c.keep(name, tag)
		case slices.Contains(c.shape.before, name):
			c.rec = c.rec[:0]
			if _, bad := c.element(kind); bad == nil {
				c.keep(name, c.rec)
			}
		}
	}
}

// keep remembers what goes with the records that follow. It takes the place of
// what was kept under its name, and of what was kept after that.
func (c *xmlCutter) keep(name string, raw []byte) {
	for i := range c.context {
		if c.context[i].name == name {
			c.context = c.context[:i]
			break
		}
	}
	if len(raw) <= maxContext {
		c.context = append(c.context, xmlContext{name, bytes.Clone(raw)})
	}
}

// record cuts the record whose start tag was just read, and those that begin
// before it has ended.
func (c *xmlCutter) record(kind xmlKind) (more bool) {
	for again := true; again; {
		c.rec = c.rec[:0]
		for _, x := range c.context {
			c.rec = append(c.rec, x.raw...)
		}
		c.records++
		rec := record{nth: c.records}
		kind, rec.bad = c.element(kind)
		again = kind != xmlEOF
		if rec.bad == nil {
			rec.raw = c.rec
		} else if rec.bad == unclosedXML && !again && c.err != nil {
			rec.bad = cutOff
		}
		if !c.emit(rec) {
			return false
		}
		if cap(c.rec) > 1<<20 {
			c.rec = nil
		}
	}
	return true
}

var unclosedXML = &flaw{"malformed XML", "the record has no end"}

// element appends the element whose start tag was just read to c.rec. Where the
// next record begins inside of it, next is the kind of its tag.
func (c *xmlCutter) element(kind xmlKind) (next xmlKind, bad *flaw) {
	name, depth, size, long := bytes.Clone(tagName(c.tag)), 0, int64(0), false
	raw := c.tag
	for {
		switch kind {
		case xmlEOF:
			return xmlEOF, tooLongOr(size, unclosedXML)
		case xmlLiteral:
			c.rec, size = appendLiteral(c.rec, raw, size)
		default:
			if kind >= xmlStart {
				long = long || c.long
				depth += c.level(kind, name)
			}
			if size += int64(len(raw)); size <= MaxRecord {
				c.rec = append(c.rec, raw...)
			}
		}
		if depth == 0 {
			break
		}
		kind, raw = c.next()
		if kind >= xmlStart && kind != xmlEnd && !c.shape.nests && bytes.Equal(tagName(raw), name) {
			return kind, tooLongOr(size, unclosedXML)
		}
	}
	if long {
		return xmlEOF, &flaw{"malformed XML", fmt.Sprintf("a tag of more than %d bytes", maxXMLTag)}
	}
	return xmlEOF, tooLongOr(size, nil)
}

// level returns by how much the last tag changes the depth in elements that
// are called name.
func (c *xmlCutter) level(kind xmlKind, name []byte) int {
	switch {
	case kind == xmlEmpty || !bytes.Equal(tagName(c.tag), name):
		return 0
	case kind == xmlEnd:
		return -1
	}
	return 1
}

func tooLongOr(size int64, other *flaw) *flaw {
	if size > MaxRecord {
		return tooLong(size)
	}
	return other
}

// appendLiteral writes text in which < and & mean nothing, up to MaxRecord.
func appendLiteral(rec, text []byte, size int64) ([]byte, int64) {
	for len(text) > 0 {
		n := bytes.IndexAny(text, "<>&")
		piece := text[:max(n, 0)]
		switch {
		case n < 0:
			piece, text = text, nil
		case n > 0:
			text = text[n:]
		default:
			piece, text = literals[text[0]], text[1:]
		}
		if size += int64(len(piece)); size <= MaxRecord {
			rec = append(rec, piece...)
		}
	}
	return rec, size
}

var literals = map[byte][]byte{'<': []byte("&lt;"), '>': []byte("&gt;"), '&': []byte("&amp;")}
