package reports

import "strings"

// Values of BibTeX are LaTeX, and so are many titles and abstracts: formulas,
// accents and commands stay as they are. Only what would change or break the
// entry is written otherwise, in a form that pipeline/corpus reads back as it
// was (see bibText there):
//
//	& % # _ outside formulas      \&  \%  \#  \_
//	\& \% \# \_                   {\&}  {\%}  {\#}  {\_}
//	{ and } without partner       {\textbraceleft}  {\textbraceright}, after a backslash {\lbrace}  {\rbrace}
//	\ at the end                  {\textbackslash}

// latexText returns s as the value of a field.
func latexText(s string) string {
	if !strings.ContainsAny(s, `&%#_\{}$`) {
		return s
	}
	lone := loneBraces(s)
	formulas := strings.Count(strings.ReplaceAll(s, `\$`, ""), "$")%2 == 0 // else it is the sign of a currency
	formula := false
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 == len(s):
			b.WriteString(`{\textbackslash}`)
		case c == '\\':
			i++
			switch n := s[i]; {
			case strings.IndexByte("&%#_", n) >= 0:
				b.WriteString(`{\` + string(n) + `}`)
			case lone[i] && n == '{':
				b.WriteString(`{\lbrace}`)
			case lone[i]:
				b.WriteString(`{\rbrace}`)
			default:
				b.WriteByte('\\')
				b.WriteByte(n)
			}
		case lone[i] && c == '{':
			b.WriteString(`{\textbraceleft}`)
		case lone[i]:
			b.WriteString(`{\textbraceright}`)
		case c != '$' && strings.HasSuffix(s[:i], "{") && strings.HasPrefix(s[i+1:], "}"): // {%} is no {\%}
			b.WriteByte(c)
		case c == '%', strings.IndexByte("&#_", c) >= 0 && !formula:
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			formula = formula != (c == '$' && formulas)
			b.WriteByte(c)
		}
	}
	return b.String()
}

// loneBraces returns the places of braces without partner. BibTeX counts them
// all, also those after a backslash.
func loneBraces(s string) map[int]bool {
	lone := map[int]bool{}
	var open []int
	for i := range len(s) {
		switch s[i] {
		case '{':
			open = append(open, i)
		case '}':
			if n := len(open); n > 0 {
				open = open[:n-1]
			} else {
				lone[i] = true
			}
		}
	}
	for _, i := range open {
		lone[i] = true
	}
	return lone
}

// joinLaTeX joins items, with braces around those that whole says have to be
// kept together and those that are one group already.
func joinLaTeX(items []string, separator string, whole func(string) bool) string {
	all := make([]string, len(items))
	for i, s := range items {
		all[i] = latexText(s)
		if whole(s) || strings.HasPrefix(all[i], "{") && strings.HasSuffix(all[i], "}") {
			all[i] = "{" + all[i] + "}"
		}
	}
	return strings.Join(all, separator)
}
