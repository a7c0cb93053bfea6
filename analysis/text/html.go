package text

import (
	"html"
	"strings"
)

// maxEntity is the length of the longest name of an entity and a bit.
const maxEntity = 32

// decodeEntities replaces HTML entities by their characters, also those that
// were escaped several times (&amp;lt; is <).
func decodeEntities(s string) string {
	var out []byte
	from := 0 // s[:from] is in out
	for i := strings.IndexByte(s, '&'); i >= 0; {
		end, char := i+1, ""
		// While the entity is an ampersand, what follows may be one again.
		for end <= len(s) {
			n := entity(s[end:])
			if n == 0 {
				break
			}
			char = html.UnescapeString("&" + s[end:end+n])
			end += n
			if char != "&" {
				break
			}
		}
		if char != "" {
			out = append(append(out, s[from:i]...), char...)
			from = end
		}
		next := strings.IndexByte(s[end:], '&')
		if next < 0 {
			break
		}
		i = end + next
	}
	if from == 0 {
		return s
	}
	return strings.ToValidUTF8(string(append(out, s[from:]...)), "\uFFFD")
}

// entity returns the length of what makes the & before s an entity, with the
// semicolon; 0 if there is none.
func entity(s string) int {
	for i := range min(len(s), maxEntity) {
		b := s[i]
		switch {
		case b == ';':
			// A name that only begins like an entity keeps its semicolon.
			if whole := "&" + s[:i+1]; i > 0 && !strings.HasSuffix(html.UnescapeString(whole), ";") {
				return i + 1
			}
			return 0
		case !isAlnum(b) && !(b == '#' && i == 0):
			return 0
		}
	}
	return 0
}

func isAlnum(b byte) bool { return isAlpha(b) || '0' <= b && b <= '9' }

func isAlpha(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// parryEntities sees to it that an ampersand of the cleaned text is not taken
// for an entity when it is cleaned again.
func parryEntities(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 || strings.IndexByte(s[i:], ';') < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+8)
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return string(append(out, s...))
		}
		out = append(out, s[:i+1]...)
		s = s[i+1:]
		if n := entity(s); n > 0 {
			out = append(out, s[:n-1]...)
			out = append(out, ' ')
			s = s[n-1:]
		}
	}
}

// tags are the elements that occur in abstracts and titles: HTML, JATS and
// MathML (both with a name space before the name). The value is what stands
// between the words before and after.
var tags = func() map[string]string {
	m := map[string]string{}
	for _, name := range strings.Fields(`a abbr b bdi big cite code em font i img inf italic bold kbd mark math
		mi mn mo mrow ms msub msup msubsup mfrac mtext mover munder munderover mspace msqrt mroot mstyle mfenced
		mtable mtr mtd mpadded mphantom menclose semantics annotation monospace named-content q roman s sc scp
		small span strike strong styled-content sub sup tex-math tt u ul underline var xref ext-link
		inline-formula inline-graphic inline alternatives italics`) {
		m[name] = ""
	}
	for _, name := range strings.Fields(`abstract address article blockquote body br caption center dd div dl dt
		disp-formula figure h1 h2 h3 h4 h5 h6 head hr label li list list-item ol p para pre sec section table tbody
		td th thead title tr`) {
		m[name] = " "
	}
	return m
}()

// maxTag is the longest tag that is looked for, in bytes.
const maxTag = 400

// tag returns the length of the HTML tag that s, which starts with <, begins
// with, and what takes its place; 0 if there is none ("a < b", "<think>").
func tag(s string) (n int, gap string) {
	i := 1
	closing := i < len(s) && s[i] == '/'
	if closing {
		i++
	}
	start := i
	for i < len(s) && i < maxEntity && (isAlnum(s[i]) || s[i] == '-' || s[i] == ':') {
		if s[i] == ':' {
			start = i + 1
		}
		i++
	}
	gap, known := tags[strings.ToLower(s[start:i])]
	if !known {
		return 0, ""
	}
	end := strings.IndexByte(s[i:min(len(s), maxTag)], '>')
	if end < 0 {
		return 0, ""
	}
	// What stands between name and > must be attributes, or "x<a and b>c"
	// would be a link.
	inside := strings.TrimRight(s[i:i+end], "/ ")
	if inside != "" && (closing || inside[0] > ' ' || strings.IndexByte(inside, '=') < 0) {
		return 0, ""
	}
	return i + end + 1, gap
}
