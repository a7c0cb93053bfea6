package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean collapses white space, replaces invalid UTF-8 with U+FFFD and takes
// control characters out, and those that turn the direction of writing. It
// reports whether there were any of these two kinds.
func clean(s *string) (control bool) {
	if isClean(*s) {
		return false
	}
	var b strings.Builder
	b.Grow(len(*s))
	gap := false
	write := func(piece string) {
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteString(piece)
	}
	for rest := *s; rest != ""; {
		n := 0
		for n < len(rest) && rest[n] > ' ' && rest[n] <= '~' { // most of most texts
			n++
		}
		if n > 0 {
			write(rest[:n])
			rest = rest[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsSpace(r) && r != 0x85: // U+0085 is more often a broken "…" than a new line
			gap = b.Len() > 0
		case unicode.IsControl(r), r == 0xfeff, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			control = control || r != 0xfeff
		case r == utf8.RuneError && n == 1: // no UTF-8
			write("\ufffd")
		default:
			write(rest[:n])
		}
		rest = rest[n:]
	}
	*s = b.String()
	return control
}

// isClean is the quick answer for the usual case: clean would change nothing.
func isClean(s string) bool {
	for i := range len(s) {
		if s[i]-' ' > '~'-' ' { // below the space or above the tilde
			return s[i] >= utf8.RuneSelf && isCleanText(s)
		}
	}
	return !strings.Contains(s, "  ") && (s == "" || s[0] != ' ' && s[len(s)-1] != ' ')
}

func isCleanText(s string) bool {
	last := ' '
	for i, r := range s {
		switch {
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return false
			}
		case r == ' ':
			if last == ' ' {
				return false
			}
		case unicode.IsSpace(r), unicode.IsControl(r), r == 0xfeff, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return false
		}
		last = r
	}
	return last != ' '
}
