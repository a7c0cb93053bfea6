package fetch

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A staleError is a token that the source has forgotten.
type staleError struct{}

func (*staleError) Error() string { return "the source has forgotten its token for this page" }

// readJSON reads a whole JSON value.
func readJSON(body []byte, into any) error {
	if isHTML(body) {
		return errHTML
	}
	err := json.Unmarshal(body, into)
	if err == nil {
		return nil
	}
	var other *json.UnmarshalTypeError
	if errors.As(err, &other) {
		return &fault{text: "JSON of another kind than this source gives: " + oneLine(err.Error())}
	}
	return &fault{text: "no whole JSON: " + oneLine(err.Error()), again: true}
}

var errHTML = &fault{text: "a web page in place of the answer: is there a sign-in page in between?"}

// isHTML reports whether a body is a web page, such as the one of a network that
// wants a sign-in first.
func isHTML(body []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(body[:min(len(body), 512)], []byte("\xef\xbb\xbf")))))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

// notXML says why a body is no answer with this root.
func notXML(body []byte, root string, err error) error {
	if isHTML(body) {
		return errHTML
	}
	if err == nil {
		return &fault{text: "XML of another kind than <" + root + ">"}
	}
	return &fault{text: "no whole XML: " + oneLine(err.Error()), again: true}
}

// A scanner goes through the elements of an XML document.
type scanner struct {
	*xml.Decoder
	begin int64 // of the token that came last
	depth int
}

const (
	deepest     = 100     // elements may lie in others
	longestText = 4 << 10 // bytes that are wanted of an element
)

// newScanner scans a body whose characters that XML forbids, which occur in real
// abstracts, are blanks. Places in the body are those of the decoder.
func newScanner(body []byte) *scanner {
	clean := make([]byte, len(body))
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			for j := range n {
				clean[i+j] = ' '
			}
		} else {
			copy(clean[i:], body[i:i+n])
		}
		i += n
	}
	d := xml.NewDecoder(bytes.NewReader(clean))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &scanner{Decoder: d}
}

// next is the next element, or io.EOF after the root has ended.
func (x *scanner) next() (xml.StartElement, error) {
	for {
		t, err := x.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// texts reads the element that next gave to its end, and returns the texts of
// the elements of these names in it, itself included.
func (x *scanner) texts(e xml.StartElement, names ...string) (map[string]string, error) {
	texts := map[string]string{}
	outside := x.depth - 1
	for name := e.Name.Local; x.depth > outside; {
		t, err := x.token()
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
		case xml.CharData:
			if slices.Contains(names, name) && len(texts[name]) < longestText {
				texts[name] += string(t)
			}
		case xml.EndElement:
			name = ""
		}
		if err != nil {
			return nil, err
		}
	}
	for name := range texts {
		texts[name] = strings.TrimSpace(texts[name])
	}
	return texts, nil
}

// token is the next token, from which on depth is right.
func (x *scanner) token() (xml.Token, error) {
	x.begin = x.InputOffset()
	t, err := x.Token()
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > deepest {
			return nil, fmt.Errorf("elements lie more than %d deep", deepest)
		}
	case xml.EndElement:
		x.depth--
	}
	return t, err
}

// oneLine is the beginning of a source's text, fit to be shown.
func oneLine(s string) string {
	const most = 200
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// A fault is an answer that cannot be used.
type fault struct {
	text  string
	again bool // asking again may help
}

func (f *fault) Error() string { return f.text }
