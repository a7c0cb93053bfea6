package text

import (
	"unicode"
	"unicode/utf8"
)

// A Token is a word as written, or one punctuation mark.
type Token struct {
	Text string
	Word bool
}

// class says what an ASCII byte is to the scanner.
type class uint8

const (
	other class = iota // punctuation
	space
	letter
	digit
	joiner // may stand inside a word
)

var classes = func() (c [utf8.RuneSelf]class) {
	for b := range c {
		switch {
		case b <= ' ' || b == 0x7f:
			c[b] = space
		case 'a' <= b|0x20 && b|0x20 <= 'z':
			c[b] = letter
		case '0' <= b && b <= '9':
			c[b] = digit
		}
	}
	for _, b := range "-.+'/&" {
		c[b] = joiner
	}
	return c
}()

// Tokens appends the tokens of a cleaned text (see [Clean]) to into and
// returns it. Texts of tokens are substrings of clean.
//
// A word is a run of letters, digits and combining marks, with inner
// - . + ' / & between two of them, a trailing ++ and a trailing * behind a
// capital ("GPT-4o", "k-means", "TCP/IP", "C++", "A*", "C*-algebra"); a trailing
// 's is cut off. A full stop is inner before a digit that follows a digit, before
// a small letter, and between single letters ("Llama-3.1", "Node.js", "U.S.A"),
// so that "end.Next" is two words. Every other mark but white space is a token of
// its own.
func Tokens(clean string, into []Token) []Token {
	for i := 0; i < len(clean); {
		c, n := classify(clean, i)
		switch c {
		case space:
			i += n
		case letter, digit:
			end := wordEnd(clean, i, i+n)
			into = append(into, Token{trimPossessive(clean[i:end]), true})
			i = end
		default:
			into = append(into, Token{clean[i : i+n], false})
			i += n
		}
	}
	return into
}

// classify returns the class of the character that begins at s[i], and its
// length in bytes.
func classify(s string, i int) (class, int) {
	if b := s[i]; b < utf8.RuneSelf {
		return classes[b], 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter, n
	case unicode.IsNumber(r):
		return digit, n
	case unicode.IsSpace(r):
		return space, n
	}
	return other, n
}

// wordEnd returns the end of the word that begins at s[start] and goes on at
// s[i].
func wordEnd(s string, start, i int) int {
	part := start // where the part after the last joiner begins
	for i < len(s) {
		c, n := other, 1
		if b := s[i]; b < utf8.RuneSelf {
			c = classes[b]
		} else {
			c, n = classify(s, i)
		}
		switch {
		case c == letter || c == digit:
		case c == joiner && wordAt(s, i+1) && (s[i] != '.' || innerStop(s, part, i)):
			part = i + 1
		case c == joiner && s[i] == '+' && i+1 < len(s) && s[i+1] == '+' && !wordAt(s, i+2):
			return i + 2
		case s[i] == '*' && starred(s, start, i):
			if i+1 == len(s) || s[i+1] != '-' || !wordAt(s, i+2) {
				return i + 1
			}
		default:
			return i
		}
		i += n
	}
	return i
}

// starred reports whether the star at s[i] belongs to the word that begins at
// s[start], and is no emphasis as in *NEW*.
func starred(s string, start, i int) bool {
	return 'A' <= s[i-1] && s[i-1] <= 'Z' && (start == 0 || s[start-1] != '*') &&
		(i+1 == len(s) || s[i+1] != '*' && !wordAt(s, i+1))
}

// innerStop reports whether the full stop at s[i], before which a word's part
// begins at s[part] and after which a letter or digit stands, is inside a word.
func innerStop(s string, part, i int) bool {
	after := s[i+1]
	switch {
	case '0' <= after && after <= '9':
		return '0' <= s[i-1] && s[i-1] <= '9'
	case 'a' <= after && after <= 'z':
		return true
	}
	return after < utf8.RuneSelf && i-part == 1 && !wordAt(s, i+2)
}

// wordAt reports whether a letter or digit stands at s[i].
func wordAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	c, _ := classify(s, i)
	return c == letter || c == digit
}

// trimPossessive cuts 's off a word.
func trimPossessive(w string) string {
	if n := len(w); n > 2 && w[n-2] == '\'' && w[n-1]|0x20 == 's' {
		return w[:n-2]
	}
	return w
}
