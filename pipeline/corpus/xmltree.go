package corpus

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An element of an XML record with all that is in it, or a piece of text. All
// methods take nil for an element that is not there, which is empty.
type element struct {
	name string // without the prefix of its name space; "" of text
	text string // of text alone
	attr []xml.Attr
	kids []*element
}

const (
	deepestXML  = 100       // elements inside one another that are read
	mostXML     = 200 << 10 // elements and pieces of text of a record that are read
	mostXMLAttr = 100       // attributes of an element that are read
)

// readElements reads the elements of a record. What was not closed ends with
// what it stands in.
func readElements(raw []byte) (*element, *flaw) {
	d := xml.NewDecoder(bytes.NewReader(mendXML(raw)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	doc := &element{}
	open := []*element{doc}
	count := 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return doc, nil
		}
		if err != nil {
			return nil, &flaw{"malformed XML", strings.TrimPrefix(err.Error(), "XML syntax error on ")}
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attr: t.Attr}
			if len(t.Attr) > mostXMLAttr {
				e.attr = slices.Clone(t.Attr[:mostXMLAttr])
			}
			top.kids = append(top.kids, e)
			open = append(open, e)
		case xml.EndElement:
			for i := len(open) - 1; i > 0; i-- {
				if open[i].name == t.Name.Local {
					open = open[:i]
					break
				}
			}
		case xml.CharData:
			top.kids = append(top.kids, &element{text: string(t)})
		}
		if count++; count > mostXML {
			return nil, &flaw{"too much XML in a record", fmt.Sprintf("more than %d parts", mostXML)}
		}
		if len(open) > deepestXML {
			return nil, &flaw{"XML too deep", fmt.Sprintf("more than %d elements in one another", deepestXML)}
		}
	}
}

var characterReference = regexp.MustCompile(`&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));`)

// mendXML replaces what encoding/xml aborts at though it harms nothing: bytes
// that are no UTF-8, and characters that XML does not know.
func mendXML(raw []byte) []byte {
	if !utf8.Valid(raw) || slices.ContainsFunc(raw, func(b byte) bool { return b < ' ' && !isXMLSpace(b) }) ||
		bytes.Contains(raw, []byte("\uffff")) || bytes.Contains(raw, []byte("\ufffe")) {
		raw = bytes.Map(xmlRune, raw)
	}
	if !bytes.Contains(raw, []byte("&#")) {
		return raw
	}
	return characterReference.ReplaceAllFunc(raw, func(ref []byte) []byte {
		m := characterReference.FindSubmatch(ref)
		n, err := strconv.ParseUint(string(m[1]), 16, 32)
		if len(m[1]) == 0 {
			n, err = strconv.ParseUint(string(m[2]), 10, 32)
		}
		if err != nil || n > utf8.MaxRune {
			return []byte("\ufffd")
		}
		if r := xmlRune(rune(n)); r != rune(n) {
			return []byte(string(r))
		}
		return ref
	})
}

func isXMLSpace(b byte) bool { return b == '\t' || b == '\n' || b == '\r' }

// xmlRune returns a character that XML knows: a space for a control character,
// U+FFFD for others that it does not.
func xmlRune(r rune) rune {
	switch {
	case r >= ' ' && r < 0xd800 || r >= 0xe000 && r < 0xfffe || r > 0xffff || r < ' ' && isXMLSpace(byte(r)):
		return r
	case r < ' ':
		return ' '
	}
	return utf8.RuneError
}

// find returns the first element that has one of the names, e itself included.
func (e *element) find(names []string) *element {
	if e == nil || slices.Contains(names, e.name) {
		return e
	}
	for _, k := range e.kids {
		if found := k.find(names); found != nil {
			return found
		}
	}
	return nil
}

// every returns the elements at the end of a path of names that begins below e.
func (e *element) every(path ...string) []*element {
	if e == nil {
		return nil
	}
	at := []*element{e}
	for _, name := range path {
		var next []*element
		for _, e := range at {
			for _, k := range e.kids {
				if k.name == name {
					next = append(next, k)
				}
			}
		}
		at = next
	}
	return at
}

// kid returns the first element at the end of a path.
func (e *element) kid(path ...string) *element {
	if all := e.every(path...); len(all) > 0 {
		return all[0]
	}
	return nil
}

// get returns the value of an attribute.
func (e *element) get(name string) string {
	if e != nil {
		for _, a := range e.attr {
			if a.Name.Local == name {
				return strings.TrimSpace(a.Value)
			}
		}
	}
	return ""
}

// words returns the text of the first element at the end of a path: see plain.
func (e *element) words(path ...string) string { return e.kid(path...).plain() }

// allWords returns the texts of all elements at the end of a path.
func (e *element) allWords(path ...string) (all []string) {
	for _, k := range e.every(path...) {
		if s := k.plain(); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// plain returns the text in e without space around it. Paragraphs and the like
// are parted by spaces, formulas of TeX stand between dollars, and an exponent
// of digits is written 10^3.
func (e *element) plain() string {
	if e == nil {
		return ""
	}
	if len(e.kids) == 1 && e.kids[0].name == "" {
		return strings.TrimSpace(e.kids[0].text)
	}
	return string(bytes.TrimSpace(e.appendText(nil)))
}

// blocks are elements in text that part words.
var blocks = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(`AbstractText abstract blockquote br caption dd disp-formula div dl dt h1 h2 h3 h4 h5 h6 label li
		list list-item ol p par para sec section table tbody td th title tr ul`) {
		m[name] = true
	}
	return m
}()

func (e *element) appendText(b []byte) []byte {
	for _, k := range e.kids {
		switch {
		case k.name == "":
			b = append(b, k.text...)
		case blocks[k.name]:
			b = append(k.appendText(append(b, ' ')), ' ')
		case k.name == "tex-math":
			b = append(b, formula(k.plain())...)
		case k.name == "alternatives": // of one thing
			b = (&element{kids: k.kids[:min(len(k.kids), 1)]}).appendText(b)
		case k.raised():
			at := len(b)
			b = k.appendText(b)
			if at > 0 && b[at-1] >= '0' && b[at-1] <= '9' && isExponent(string(b[at:])) {
				b = slices.Insert(b, at, '^')
			}
		default:
			b = k.appendText(b)
		}
	}
	return b
}

// formula returns a formula of TeX between dollars. It may be a document.
func formula(tex string) string {
	if _, body, found := strings.Cut(tex, `\begin{document}`); found {
		body, _, _ = strings.Cut(body, `\end{document}`)
		tex = strings.TrimSpace(body)
	}
	if tex == "" || strings.HasPrefix(tex, "$") {
		return tex
	}
	return "$" + tex + "$"
}

// raised reports whether the text of e stands above the line.
func (e *element) raised() bool {
	return e.name == "sup" || e.name == "style" && e.get("face") == "superscript"
}

// isExponent reports whether s is a number, perhaps a negative one.
func isExponent(s string) bool {
	s = strings.TrimSpace(s)
	for _, minus := range []string{"-", "−", "–"} {
		s = strings.TrimPrefix(s, minus)
	}
	return digits(s)
}
