package corpus

import "bytes"

// xmlScanner cuts XML text, however broken, into tags and pieces of text. What
// tells nothing of a paper it passes without keeping it: comments, processing
// instructions, and the document type with the entities that it defines, which
// nobody expands.
type xmlScanner struct {
	lookahead
	tag     []byte // the last tag, or its first maxXMLTag bytes
	long    bool   // the last tag was longer than maxXMLTag
	defines bool   // the document type defines entities
	cdata   bool   // inside of a CDATA section
}

// maxXMLTag is the longest tag that is kept whole, bytes.
const maxXMLTag = 64 << 10

type xmlKind int

const (
	xmlEOF     xmlKind = iota
	xmlText            // a piece of text, with its entities
	xmlLiteral         // a piece of text in which < and & mean nothing
	xmlStart
	xmlEmpty // a start and its end in one tag
	xmlEnd
)

// next returns the next tag or piece of text, valid until the next call. Each
// call but the last moves on by at least a byte.
func (x *xmlScanner) next() (xmlKind, []byte) {
	const cdata = "<![CDATA["
	for {
		if x.cdata {
			if piece := x.until("]]>", &x.cdata); len(piece) > 0 {
				return xmlLiteral, piece
			}
		}
		rest := x.ahead(len(cdata))
		switch {
		case len(rest) == 0:
			return xmlEOF, nil
		case rest[0] != '<':
			n := bytes.IndexByte(rest, '<')
			if n < 0 {
				n = len(rest)
			}
			x.at += n
			return xmlText, rest[:n]
		case bytes.HasPrefix(rest, []byte("<!--")):
			x.pass("<!--", "-->")
		case bytes.HasPrefix(rest, []byte(cdata)):
			x.at += len(cdata)
			x.cdata = true
		case bytes.HasPrefix(rest, []byte("<?")):
			x.pass("<?", "?>")
		case bytes.HasPrefix(rest, []byte("<!")):
			x.declaration()
		case beginsName(rest[1:]) || bytes.HasPrefix(rest, []byte("</")) && beginsName(rest[2:]):
			return x.readTag()
		default: // "p < 0.05"
			x.at++
			return xmlLiteral, rest[:1]
		}
	}
}

// beginsName reports whether the name of an element may begin so.
func beginsName(s []byte) bool {
	return len(s) > 0 && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] == '_' || s[0] == ':' || s[0] >= 0x80)
}

// until returns a piece of what stands before end. Where end follows it is
// passed, and open becomes false.
func (x *xmlScanner) until(end string, open *bool) []byte {
	rest := x.ahead(len(end))
	n := bytes.Index(rest, []byte(end))
	switch {
	case n >= 0:
		x.at += n + len(end)
		*open = false
	case len(rest) < len(end): // the text ends
		n = len(rest)
		x.at += n
		*open = false
	default:
		n = len(rest) - len(end) + 1
		x.at += n
	}
	return rest[:n]
}

// pass passes what begins and ends so.
func (x *xmlScanner) pass(begin, end string) {
	x.at += len(begin)
	for open := true; open; {
		x.until(end, &open)
	}
}

// declaration passes a declaration with all those inside of it.
func (x *xmlScanner) declaration() {
	depth, quote := 0, byte(0)
	for x.fill() {
		b := x.window[x.at]
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '<':
			rest := x.ahead(len("<!ENTITY"))
			if bytes.HasPrefix(rest, []byte("<!--")) {
				x.pass("<!--", "-->")
				continue
			}
			x.defines = x.defines || bytes.HasPrefix(rest, []byte("<!ENTITY"))
			depth++
		case b == '>':
			depth--
		}
		x.at++
		if depth == 0 {
			return
		}
	}
}

// readTag reads a tag. One that was not closed ends before the next.
func (x *xmlScanner) readTag() (xmlKind, []byte) {
	x.tag, x.long = x.tag[:0], false
	quote, done := byte(0), false
	for !done && x.fill() {
		from := x.at
		for !done && x.at < len(x.window) {
			switch b := x.window[x.at]; {
			case b == '<' && len(x.tag)+x.at > from: // no value of an attribute holds one
				done = true
				x.at--
			case quote != 0:
				if b == quote {
					quote = 0
				}
			case b == '"' || b == '\'':
				quote = b
			case b == '>':
				done = true
			}
			x.at++
		}
		piece := x.window[from:x.at]
		if room := maxXMLTag - len(x.tag); room < len(piece) {
			piece, x.long = piece[:room], true
		}
		x.tag = append(x.tag, piece...)
	}
	switch {
	case bytes.HasPrefix(x.tag, []byte("</")):
		return xmlEnd, x.tag
	case bytes.HasSuffix(x.tag, []byte("/>")):
		return xmlEmpty, x.tag
	}
	return xmlStart, x.tag
}

// tagName returns the name in a tag, with its prefix.
func tagName(tag []byte) []byte {
	name := bytes.TrimPrefix(tag[1:], []byte("/"))
	if i := bytes.IndexAny(name, " \t\r\n/><"); i >= 0 {
		name = name[:i]
	}
	return name
}

// localName returns a name without the prefix that stands for its name space.
func localName(name []byte) []byte { return name[bytes.LastIndexByte(name, ':')+1:] }
