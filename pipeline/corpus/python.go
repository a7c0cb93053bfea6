package corpus

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonOfPython turns what Python's repr prints of dictionaries and lists into
// JSON: quotes of both kinds, True, False, None, nan, tuples, commas before a
// bracket. It also accepts JSON and makes line breaks inside its strings good.
// It works token by token and does not judge: the JSON that it writes is as
// sound as its input.
func jsonOfPython(s string) []byte {
	out := make([]byte, 0, len(s)+len(s)/16)
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\'' || c == '"':
			out, i = pythonString(out, s, i)
		case c == '(':
			out = append(out, '[')
			i++
		case c == ')', c == ']', c == '}':
			out = dropComma(out)
			if c == ')' {
				c = ']'
			}
			out = append(out, c)
			i++
		case isWordByte(c):
			from := i
			for i < len(s) && isWordByte(s[i]) {
				i++
			}
			switch word := s[from:i]; word {
			case "True", "False":
				out = append(out, strings.ToLower(word)...)
			case "None", "nan", "NaN", "inf", "Infinity", "-inf", "-Infinity":
				out = append(out, "null"...)
			case "u", "b", "r": // the prefix of a string
				if i == len(s) || s[i] != '\'' && s[i] != '"' {
					out = append(out, word...)
				}
			default:
				out = append(out, word...)
			}
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == '_'
}

func dropComma(out []byte) []byte {
	trimmed := strings.TrimRight(string(out[max(0, len(out)-64):]), " \t\r\n")
	if strings.HasSuffix(trimmed, ",") {
		return out[:max(0, len(out)-64)+len(trimmed)-1]
	}
	return out
}

// pythonString writes the string that begins at s[i] as a JSON string and
// returns where it ended.
func pythonString(out []byte, s string, i int) ([]byte, int) {
	quote := s[i]
	out = append(out, '"')
	for i++; i < len(s) && s[i] != quote; i++ {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s):
			i++
			out, i = pythonEscape(out, s, i)
		case c == '"', c == '\\':
			out = append(out, '\\', c)
		case c < ' ':
			out = appendEscape(out, rune(c))
		default:
			out = append(out, c)
		}
	}
	if i == len(s) {
		return out, i // no end: the JSON has none either
	}
	return append(out, '"'), i + 1
}

// pythonEscape writes the escape whose letter is s[i] and returns its last
// byte.
func pythonEscape(out []byte, s string, i int) ([]byte, int) {
	switch c := s[i]; c {
	case 'n', 't', 'r', 'b', 'f', '\\', '"':
		return append(out, '\\', c), i
	case 'x', 'U', 'u':
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
		if i+digits < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+1+digits], 16, 32); err == nil {
				return appendEscape(out, rune(n)), i + digits
			}
		}
		return append(out, '\\', '\\', c), i
	case '\n': // a line that goes on
		return out, i
	case '\'', '/':
		return append(out, c), i
	case '0', 'a', 'v':
		return append(out, ' '), i
	default:
		if c < ' ' {
			return appendEscape(out, rune(c)), i
		}
		return append(out, '\\', '\\', c), i
	}
}

// appendEscape writes a character that JSON wants escaped, or had escaped:
// halves of surrogate pairs stay halves, so that they can find each other.
func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff || r < 0 {
		return utf8.AppendRune(out, r)
	}
	const hex = "0123456789abcdef"
	return append(out, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
