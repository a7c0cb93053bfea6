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

// openLegacy returns the text of s. A carriage return without a line feed ends
// a line of it if returns says so, or if the file has no other ends of lines.
func openLegacy(s *stream, returns bool) legacyText {
	head, _ := s.text.Peek(headSize)
	t := legacyText{Reader: s.text}
	if !plainlyUTF8(head) {
		t.westerly = &westerly{}
		t.Reader = bufio.NewReaderSize(transform.NewReader(s.text, t.westerly), headSize)
	}
	if returns || bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		t.Reader = bufio.NewReaderSize(transform.NewReader(t.Reader, loneReturns{}), headSize)
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

// loneReturns turns each carriage return before anything but a line feed into
// one, as old Macintoshes ended lines.
type loneReturns struct{ transform.NopResetter }

func (loneReturns) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	n := min(len(dst), len(src))
	if n < len(src) {
		err = transform.ErrShortDst
	}
	if n > 0 && src[n-1] == '\r' && !(atEOF && n == len(src)) { // what follows decides
		n--
		if err == nil {
			err = transform.ErrShortSrc
		}
	}
	copy(dst, src[:n])
	for at := 0; ; at++ {
		r := bytes.IndexByte(dst[at:n], '\r')
		if r < 0 {
			return n, n, err
		}
		if at += r; at+1 == n || dst[at+1] != '\n' {
			dst[at] = '\n'
		}
	}
}
