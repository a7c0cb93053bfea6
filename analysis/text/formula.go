package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dollar handles a formula between dollars, or a dollar that begins none: the
// sign of a currency.
func (c *scanner) dollar() {
	rest := c.s[c.i+1:]
	if strings.HasPrefix(rest, "$") {
		c.i += 2
		c.formulaUntil("$$")
		return
	}
	n := closingDollar(rest)
	if n < 0 || !looksLikeFormula(rest[:n], rest[n+1:]) {
		c.i++
		c.literal("$")
		return
	}
	c.i += 1 + n + 1
	c.formula(rest[:n])
}

// closingDollar returns where the first dollar within reach stands that has no
// backslash before it; −1 if there is none.
func closingDollar(s string) int {
	for i := range min(len(s), maxFormula) {
		if s[i] == '$' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return -1
}

// looksLikeFormula tells "$k$-means" and "$ \alpha $" from "$5 and $10".
func looksLikeFormula(f, after string) bool {
	trimmed := strings.TrimSpace(f)
	switch {
	case strings.ContainsAny(f, `\^_=<>{}`) || trimmed == "":
		return true
	case len(trimmed) != len(f): // blanks at the ends
		return len(trimmed) == 1 || !strings.ContainsFunc(trimmed, unicode.IsLetter)
	}
	return after == "" || after[0] < '0' || after[0] > '9'
}

// formulaUntil handles the formula that goes on at c.i and ends with a mark; if
// the mark is out of reach, the text goes on.
func (c *scanner) formulaUntil(mark string) {
	reach := c.s[c.i:min(len(c.s), c.i+3*maxFormula)]
	n := strings.Index(reach, mark)
	if n < 0 {
		c.write(" ")
		return
	}
	c.i += n + len(mark)
	if mark == `\end` {
		c.skipArgument()
	}
	c.formula(reach[:n])
}

// formula writes a formula.
func (c *scanner) formula(f string) {
	if c.plain {
		c.out = appendFormula(c.out, f, 0)
		return
	}
	before := len(c.out) > 0 && c.out[len(c.out)-1] != ' ' && (c.out[len(c.out)-1] == '-' || endsInWord(c.out))
	after := c.i < len(c.s) && (c.s[c.i] == '-' || isAlnum(c.s[c.i]))
	start := len(c.out)
	var ok bool
	if c.out, ok = appendFormulaWord(c.out, f, before || after); !ok {
		c.out = append(c.out[:start], broken...)
	}
}

func endsInWord(b []byte) bool {
	r, _ := utf8.DecodeLastRune(b)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// Formulas of at most so many characters may be words ($k$-means, CO$_2$);
// those set as text may be longer ($\mathrm{YBa_2Cu_3O_7}$).
const (
	wordFormula = 6
	textFormula = 24
)

// appendFormulaWord appends a short formula as (part of) a word, or reports that
// it is none. attached says that it touches other characters of one: alone,
// variables with an index (x_i) and powers (n^2) are no words.
func appendFormulaWord(out []byte, f string, attached bool) (word []byte, ok bool) {
	if len(f) > 3*maxArgument {
		return out, false
	}
	start := len(out)
	limit, script, letters := wordFormula, false, false
	if !strings.ContainsFunc(f, func(r rune) bool { return r >= utf8.RuneSelf || !isAlpha(byte(r)) }) {
		limit = textFormula // $Drosophila$
	}
	for i := 0; i < len(f); i++ {
		switch b := f[i]; {
		case b == '\\' && i+1 < len(f) && isAlpha(f[i+1]):
			from := i + 1
			for i+1 < len(f) && isAlpha(f[i+1]) {
				i++
			}
			name := f[from : i+1]
			switch {
			case upright[name]:
				limit = textFormula
			case styles[name]:
			case symbols[name] != "":
				out = append(out, symbols[name]...)
				letters = letters || script
			default:
				out = append(out, name...)
				letters = letters || script || len(name) > 1
			}
		case b == '\\' && i+1 < len(f): // spacing
			i++
		case b == '^' && len(out) > start && isLowerOrDigit(out[len(out)-1]):
			script, letters = true, true
		case b == '^' || b == '_':
			script = true
		case b == '{' || b == '}' || b == ' ' || b == '~':
		default:
			out = append(out, b)
			letters = letters || script && isAlpha(b)
		}
	}
	if letters && !attached && limit == wordFormula || utf8.RuneCount(out[start:]) > limit {
		return out, false
	}
	for i := start; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".+-'/*()", r) {
			return out, false
		}
		i += n
	}
	return out, true
}

func isLowerOrDigit(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }

// appendFormula writes a formula for people. Groups deeper than a few levels
// are written as they come.
func appendFormula(out []byte, f string, depth int) []byte {
	for i := 0; i < len(f); {
		switch b := f[i]; {
		case b == '\\':
			name := commandName(f[i+1:])
			i += 1 + len(name)
			switch {
			case name == "frac" || name == "tfrac" || name == "dfrac":
				var a, z string
				a, i = argument(f, i)
				z, i = argument(f, i)
				out = append(appendGroup(out, a, depth), '/')
				out = appendGroup(out, z, depth)
			case name == "sqrt":
				var a string
				a, i = argument(f, i)
				out = appendGroup(append(out, "√"...), a, depth)
			case blackboard[name]:
				var a string
				a, i = argument(f, i)
				if open, ok := doubleStruck[a]; ok {
					a = open
				}
				out = appendFormula(out, a, depth+1)
			case styles[name]:
			case symbols[name] != "":
				out = append(out, symbols[name]...)
			case isAlpha(first(name)):
				out = append(out, name...)
			case strings.Contains(`{}%#_&$|`, name):
				out = append(out, name...)
			case strings.Contains(` ,;:`, name):
				out = append(out, ' ')
			}
		case (b == '^' || b == '_') && depth < 4:
			var a string
			a, i = argument(f, i+1)
			out = appendScript(out, b, string(appendFormula(nil, a, depth+1)))
		case b == '{' || b == '}':
			i++
		case b == '~' || b < ' ':
			out = append(out, ' ')
			i++
		default:
			out = append(out, b)
			i++
		}
	}
	return out
}

func first(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// commandName returns the name of the TeX command whose backslash stands before
// s: letters, or one other character.
func commandName(s string) string {
	n := 0
	for n < len(s) && isAlpha(s[n]) {
		n++
	}
	if n == 0 && len(s) > 0 {
		_, n = utf8.DecodeRuneInString(s)
	}
	return s[:n]
}

// argument returns the argument that begins at f[i], without its braces, and
// where it ends: a group, a command or one character.
func argument(f string, i int) (arg string, next int) {
	for i < len(f) && f[i] == ' ' {
		i++
	}
	switch {
	case i >= len(f):
		return "", i
	case f[i] == '{':
		if n := group(f[i:], '{', '}'); n > 0 {
			return f[i+1 : i+n-1], i + n
		}
		return "", i + 1
	case f[i] == '\\':
		n := 1 + len(commandName(f[i+1:]))
		return f[i : i+n], i + n
	}
	_, n := utf8.DecodeRuneInString(f[i:])
	return f[i : i+n], i + n
}

// appendGroup writes an argument, in parentheses if it is longer than a
// character.
func appendGroup(out []byte, arg string, depth int) []byte {
	if depth >= 4 {
		return append(out, arg...)
	}
	a := appendFormula(nil, strings.TrimSpace(arg), depth+1)
	if utf8.RuneCount(a) > 1 {
		return append(append(append(out, '('), a...), ')')
	}
	return append(out, a...)
}

// appendScript writes a super- or subscript with the characters that Unicode
// has for it, else behind its mark.
func appendScript(out []byte, mark byte, s string) []byte {
	set := superscripts
	if mark == '_' {
		set = subscripts
	}
	raised := make([]byte, 0, 3*len(s))
	for _, r := range s {
		to, ok := set[r]
		if !ok {
			out = append(out, mark)
			if utf8.RuneCountInString(s) > 1 {
				return append(append(append(out, '('), s...), ')')
			}
			return append(out, s...)
		}
		raised = utf8.AppendRune(raised, to)
	}
	return append(out, raised...)
}
