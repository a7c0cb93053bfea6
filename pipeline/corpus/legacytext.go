package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// Tables and tagged records come without a word about their character set.
// Where the first bytes of a file do not show that it is UTF-8, bytes that are
// none are read as Windows-1252, of which ISO 8859-1 is a part for all that
// texts hold; UTF-8 that turns up later is still read as such.

// A legacyText is the text of such a file.
type legacyText struct {
	*bufio.Reader
	westerly *westerly // nil: the file is UTF-8
}

// openLegacy returns the text of s.
func openLegacy(s *stream) legacyText {
	head, _ := s.text.Peek(headSize)
	t := legacyText{Reader: s.text}
	if !plainlyUTF8(head) {
		t.westerly = &westerly{}
		t.Reader = bufio.NewReaderSize(transform.NewReader(s.text, t.westerly), headSize)
	}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 { // the lines of an old Macintosh
		t.Reader = bufio.NewReaderSize(transform.NewReader(t.Reader, macLines{}), headSize)
	}
	return t
}

// warnings says what was read otherwise than it stood.
func (t legacyText) warnings() []string {
	if t.westerly == nil || t.westerly.changed == 0 {
		return nil
	}
	return []string{fmt.Sprintf("not UTF-8: %d bytes were read as Windows-1252", t.westerly.changed)}
}

// plainlyUTF8 reports whether head holds characters of UTF-8 beyond ASCII, and
// more of them than bytes that are none.
func plainlyUTF8(head []byte) bool {
	good, bad := 0, 0
	for len(head) > 0 {
		if head[0] < utf8.RuneSelf {
			head = head[1:]
			continue
		}
		r, n := utf8.DecodeRune(head)
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case utf8.FullRune(head): // else the head ends within a character
			bad++
		}
		head = head[n:]
	}
	return good > bad
}

// westerly passes UTF-8 on and turns other bytes from Windows-1252 into it.
type westerly struct {
	transform.NopResetter
	changed int64
}

func (w *westerly) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if src[nSrc] < utf8.RuneSelf {
			if nDst == len(dst) {
				return nDst, nSrc, transform.ErrShortDst
			}
			dst[nDst] = src[nSrc]
			nDst, nSrc = nDst+1, nSrc+1
			continue
		}
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		r, n := utf8.DecodeRune(src[nSrc:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(src[nSrc])
			w.changed++
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += n
	}
	return nDst, nSrc, nil
}

// macLines turns each carriage return into a line feed.
type macLines struct{ transform.NopResetter }

func (macLines) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	n := copy(dst, src)
	for i, b := range dst[:n] {
		if b == '\r' {
			dst[i] = '\n'
		}
	}
	if n < len(src) {
		err = transform.ErrShortDst
	}
	return n, n, err
}
