package corpus

import (
	"regexp"
	"strings"
)

// Values of BibTeX are LaTeX. Accents and formulas stay as they are, as they
// do in the texts of arXiv; only what stands for a single character that LaTeX
// reserves becomes that character, so that what an export escaped (see reports)
// comes back as it was:
//
//	\&  \%  \#  \_                              & % # _
//	{\&}  {\%}  {\#}  {\_}                      \& \% \# \_, which a text may hold itself
//	{\textbraceleft}  {\textbraceright}         { and } without partner
//	{\lbrace}  {\rbrace}                        \{ and \} without partner
//	{\textbackslash}                            \ at the end

const bibReserved = "&%#_"

var bibNamed = map[string]string{
	`{\textbraceleft}`: "{", `{\textbraceright}`: "}", `{\lbrace}`: `\{`, `{\rbrace}`: `\}`, `{\textbackslash}`: `\`,
}

// bibText returns the text of a value.
func bibText(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '{' && i+1 < len(s) && s[i+1] == '\\' {
			if end := strings.IndexByte(s[i:], '}'); end == 3 && strings.IndexByte(bibReserved, s[i+2]) >= 0 {
				b.WriteString(s[i+1 : i+3])
				i += 4
				continue
			} else if end > 0 {
				if char, ok := bibNamed[s[i:i+end+1]]; ok {
					b.WriteString(char)
					i += end + 1
					continue
				}
			}
		}
		if s[i] == '\\' && i+1 < len(s) {
			if strings.IndexByte(bibReserved, s[i+1]) < 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i+1])
			i += 2
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// unbraced takes away braces around the whole of a value.
func unbraced(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '{' || s[len(s)-1] != '}' {
		return s
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 && i < len(s)-1 {
				return s
			}
		}
	}
	return s[1 : len(s)-1]
}

// addressMacro is how LaTeX sets addresses.
var addressMacro = regexp.MustCompile(`\\(?:url|href)\s*\{([^{}]*)\}`)

// bibAddress returns an address or an id without what LaTeX needs around it.
func bibAddress(s string) string {
	if m := addressMacro.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	s = strings.Join(strings.Fields(unbraced(s)), "")
	if strings.IndexByte(s, '\\') >= 0 {
		s = texEscapes.Replace(s)
	}
	return s
}

// bibAuthors takes names apart at "and" outside braces.
func bibAuthors(s string) []string {
	var names []string
	for _, name := range splitOutside(s, func(rest string) int {
		if len(rest) > 4 && isBibSpace(rest[0]) && strings.EqualFold(rest[1:4], "and") && isBibSpace(rest[4]) {
			return 4 // the space after it may stand before another
		}
		return 0
	}) {
		if name = strings.TrimSpace(name); name != "" && !strings.EqualFold(name, "others") {
			names = append(names, bibText(unbraced(name)))
		}
	}
	return names
}

func isBibSpace(c byte) bool { return strings.IndexByte(bibSpace, c) >= 0 }

// bibKeywords takes a list apart at semicolons, else at commas, outside braces.
func bibKeywords(s string) []string {
	for _, sep := range []byte{';', ','} {
		parts := splitOutside(s, func(rest string) int {
			if rest[0] == sep {
				return 1
			}
			return 0
		})
		if len(parts) == 1 && sep == ';' {
			continue
		}
		for i, w := range parts {
			parts[i] = bibText(unbraced(w))
		}
		return parts
	}
	return nil
}

// splitOutside cuts s outside braces where sep finds a separator at the
// beginning of a rest and returns its length.
func splitOutside(s string, sep func(rest string) int) (parts []string) {
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		default:
			if depth > 0 {
				continue
			}
			if n := sep(s[i:]); n > 0 {
				parts = append(parts, s[from:i])
				from = i + n
				i = from - 1
			}
		}
	}
	if from < len(s) {
		parts = append(parts, s[from:])
	}
	return parts
}
