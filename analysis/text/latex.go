package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxArgument and maxFormula bound how far the scanner looks for the end of an
// argument and of a formula, in bytes.
const (
	maxArgument = 300
	maxFormula  = 600
)

// command handles the TeX command that begins at c.i.
func (c *scanner) command() {
	c.i++
	if c.i == len(c.s) {
		return
	}
	b := c.s[c.i]
	if isAlpha(b) {
		c.named(c.name())
		return
	}
	if b >= utf8.RuneSelf {
		return
	}
	c.i++
	switch b {
	case '"', '\'', '`', '^', '~', '=', '.':
		c.accent(b)
	case '%', '#', '_', '&':
		c.out = append(c.out, b)
	case '$', '{', '}':
		c.literal(string(b))
	case '(':
		c.formulaUntil(`\)`)
	case '[':
		c.formulaUntil(`\]`)
	case '-', '/', '!', '@': // hyphenation and spacing inside a word
	default:
		if b > ' ' && isAlnum(b) {
			c.i--
			return
		}
		c.write(" ")
	}
}

// name reads the letters of a command.
func (c *scanner) name() string {
	from := c.i
	for c.i < len(c.s) && isAlpha(c.s[c.i]) {
		c.i++
	}
	return c.s[from:c.i]
}

// named handles a command with letters for a name, which c.i stands behind.
func (c *scanner) named(name string) {
	if len(name) == 1 && strings.Contains("cvuHkrdb", name) && c.accentArgument() {
		c.accent(name[0])
		return
	}
	switch arguments, drop := dropped[name]; {
	case name == "begin":
		c.environment()
	case name == "end":
		c.skipArgument()
		c.write(" ")
	case drop:
		for range arguments {
			c.skipArgument()
		}
		c.gap()
	case styles[name]:
		c.skipBlanks()
	case symbols[name] != "":
		c.write(symbols[name])
		if lettersOnly[name] { // \ss and the like stand inside words
			c.skipBlanks()
		}
	case c.plain:
		c.write(name) // \LaTeX, \OurModel
	default:
		c.write(" ")
	}
}

// gap parts what stands before something dropped from what follows.
func (c *scanner) gap() {
	if c.i == len(c.s) || isAlnum(c.s[c.i]) {
		c.write(" ")
		return
	}
	for c.plain && len(c.out) > 0 && c.out[len(c.out)-1] == ' ' {
		c.out = c.out[:len(c.out)-1]
	}
}

// skipBlanks passes over white space, as TeX does behind a command.
func (c *scanner) skipBlanks() {
	for c.i < len(c.s) && c.s[c.i] == ' ' {
		c.i++
	}
}

// skipArgument passes over an argument in [] and one in {}, if they are there.
func (c *scanner) skipArgument() {
	for _, pair := range [...]string{"[]", "{}"} {
		if c.i < len(c.s) && c.s[c.i] == pair[0] {
			if n := group(c.s[c.i:], pair[0], pair[1]); n > 0 {
				c.i += n
			}
		}
	}
}

// group returns the length of the group that s begins with, its brackets
// included; 0 if it does not end within maxArgument.
func group(s string, open, end byte) int {
	depth := 0
	for i := range min(len(s), maxArgument) {
		switch s[i] {
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// environment drops \begin{…}, and the formula where it begins one.
func (c *scanner) environment() {
	rest := c.s[c.i:]
	n := 0
	if strings.HasPrefix(rest, "{") {
		n = group(rest, '{', '}')
	}
	if n == 0 {
		c.write(" ")
		return
	}
	name := strings.TrimSuffix(rest[1:n-1], "*")
	c.i += n
	switch name {
	case "equation", "align", "eqnarray", "displaymath", "math", "gather", "multline":
		c.formulaUntil(`\end`)
	default:
		c.write(" ")
	}
}

// accentArgument reports whether a letter to be accented follows a command such
// as \c: in braces or after a space.
func (c *scanner) accentArgument() bool {
	rest := c.s[c.i:]
	return len(rest) > 1 && (rest[0] == '{' || rest[0] == ' ') && (isAlpha(rest[1]) || rest[1] == '\\')
}

// combining gives the combining mark of a TeX accent.
var combining = map[byte]string{
	'"': "\u0308", '\'': "\u0301", '`': "\u0300", '^': "\u0302", '~': "\u0303", '=': "\u0304", '.': "\u0307",
	'c': "\u0327", 'v': "\u030C", 'u': "\u0306", 'H': "\u030B", 'k': "\u0328", 'r': "\u030A", 'd': "\u0323",
	'b': "\u0331",
}

// accented gives the letters with an accent, by mark and letter.
var accented = func() map[[2]byte]string {
	m := map[[2]byte]string{}
	for mark, above := range combining {
		for b := byte('A'); b <= 'z'; b++ {
			if char := norm.NFC.String(string(b) + above); isAlpha(b) && utf8.RuneCountInString(char) == 1 {
				m[[2]byte{mark, b}] = char
			}
		}
	}
	return m
}()

// accent puts an accent on the letter that follows in one of TeX's ways: \"o,
// \"{o}, \'\i, \'{\i}. Where that makes no letter, or the mark is an apostrophe
// or a quotation mark that was escaped for JSON, it writes the mark.
func (c *scanner) accent(mark byte) {
	i := c.i
	for i < len(c.s) && (c.s[i] == '{' || c.s[i] == ' ' && isAlpha(mark)) {
		i++
	}
	dotless := i < len(c.s) && c.s[i] == '\\'
	if dotless {
		i++
	}
	if i < len(c.s) && isAlpha(c.s[i]) && !c.escapedQuote(mark) {
		if char := accented[[2]byte{mark, c.s[i]}]; char != "" {
			c.write(char)
			c.i = i + 1
			if dotless {
				c.skipBlanks()
			}
			return
		}
	}
	switch mark {
	case '"', '\'', '`':
		c.out = append(c.out, mark)
	}
}

// escapedQuote reports whether the mark before c.i belongs to a contraction
// (query\'s) or opens a quotation that another such mark closes (\"open\").
func (c *scanner) escapedQuote(mark byte) bool {
	rest := c.s[c.i:]
	inside := endsInLetter(c.out)
	switch {
	case mark == '\'' && inside:
		for _, end := range [...]string{"s", "re", "ll", "ve", "m"} {
			if strings.HasPrefix(rest, end) && (len(rest) == len(end) || !isAlpha(rest[len(end)])) {
				return true
			}
		}
	case mark == '"' && !inside:
		n := strings.Index(rest[:min(len(rest), maxArgument)], `\"`)
		return n >= 0 && (n+2 == len(rest) || !isAlpha(rest[n+2]) && rest[n+2] != '{')
	}
	return false
}
