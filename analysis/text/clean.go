package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns the words of a title or an abstract as plain text, for the
// scanner: Unicode NFKC, LaTeX and HTML taken out, apostrophes and hyphens of
// one kind, format characters (soft hyphens, zero width spaces) dropped, URLs,
// e-mail addresses and longer formulas replaced by " . ", which breaks
// phrases. The result is valid UTF-8; cleaning it again changes nothing.
func Clean(s string) string {
	if !needsWork(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexByte(s, '&') >= 0 {
		s = decodeEntities(s)
	}
	if !isASCII(s) {
		s = compatible.Replace(s)
	}
	s = norm.NFKC.String(s)
	s = dropLinks(s)
	c := scanner{s: s, out: make([]byte, 0, len(s)+len(s)/8)}
	c.run()
	// What the scanner dropped may have brought together what now composes.
	s = norm.NFKC.String(string(c.out))
	s = dropLinks(joinDashes(s))
	return parryEntities(s)
}

// Plain returns a title or an abstract as people should see it: LaTeX and HTML
// become readable text, formulas included ("$\alpha$" → "α", "$O(n^2)$" →
// "O(n²)"), white space is collapsed. The result is valid UTF-8 without control
// characters. It is still untrusted text: "<think>" stays as it is.
func Plain(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexByte(s, '&') >= 0 {
		s = decodeEntities(s)
	}
	c := scanner{s: s, plain: true, out: make([]byte, 0, len(s)+len(s)/8)}
	c.run()
	return strings.Join(strings.Fields(norm.NFC.String(string(c.out))), " ")
}

// compatible mends what NFKC would tear: it makes a spacing accent that stands
// for an apostrophe a blank with a combining accent, and ™ two letters.
var compatible = strings.NewReplacer("´", "'", "™", "", "℠", "")

// plainBytes are the bytes that Clean copies as they are.
var plainBytes = func() (p [256]bool) {
	for b := ' '; b < 0x7f; b++ {
		p[b] = !strings.ContainsRune(`\${}~<&@`, b)
	}
	return p
}()

// needsWork reports whether Clean would change s, with false alarms.
func needsWork(s string) bool {
	for i := range len(s) {
		b := s[i]
		if plainBytes[b] && b != '-' && b != ':' && b != '.' {
			continue
		}
		if !plainBytes[b] || b == '-' && strings.HasPrefix(s[i+1:], "-") || b == ':' && strings.HasPrefix(s[i+1:], "//") ||
			b == '.' && strings.HasSuffix(s[:i], "www") {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// scanner takes markup out of a text from left to right, looking ahead by a
// bounded number of bytes at most, so that its time is linear.
type scanner struct {
	s     string
	i     int // next byte of s
	out   []byte
	plain bool // for people (Plain), not for Tokens (Clean)
}

func (c *scanner) run() {
	for c.i < len(c.s) {
		from := c.i
		for c.i < len(c.s) && plainBytes[c.s[c.i]] && !(c.plain && quoteOrDash(c.s[c.i])) {
			c.i++
		}
		c.out = append(c.out, c.s[from:c.i]...)
		if c.i < len(c.s) {
			c.special()
		}
	}
}

func quoteOrDash(b byte) bool { return b == '-' || b == '`' || b == '\'' }

// special handles the character at c.i, which is not simply copied.
func (c *scanner) special() {
	b := c.s[c.i]
	switch b {
	case '\\':
		c.command()
	case '$':
		c.dollar()
	case '{', '}':
		c.i++
	case '~':
		c.tilde()
	case '<':
		if n, gap := tag(c.s[c.i:]); n > 0 {
			c.i += n
			c.write(gap)
		} else {
			c.i++
			c.literal("<")
		}
	case '-', '`', '\'':
		c.typography()
	default:
		if b >= utf8.RuneSelf {
			c.character()
			return
		}
		c.i++
		if b < ' ' || b == 0x7f {
			b = ' '
		}
		c.out = append(c.out, b)
	}
}

func (c *scanner) write(s string) { c.out = append(c.out, s...) }

// literal writes a character that would be markup if it were read again:
// people see it, for Tokens it is a break.
func (c *scanner) literal(s string) {
	switch {
	case c.plain:
		c.write(s)
	case s != "<":
		c.write(" ")
	case c.i < len(c.s) && c.s[c.i] == ' ':
		c.write("<")
	default:
		c.write("< ")
	}
}

// tilde is TeX's unbreakable space; before a number that follows a space
// people mean "about".
func (c *scanner) tilde() {
	c.i++
	if c.plain && (len(c.out) == 0 || c.out[len(c.out)-1] == ' ') {
		c.write("~")
		return
	}
	c.write(" ")
}

// typography writes TeX's dashes and quotes for people.
func (c *scanner) typography() {
	for _, t := range [...][2]string{{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}} {
		if strings.HasPrefix(c.s[c.i:], t[0]) {
			c.i += len(t[0])
			c.write(t[1])
			return
		}
	}
	c.out = append(c.out, c.s[c.i])
	c.i++
}

// character handles one non-ASCII character.
func (c *scanner) character() {
	r, n := utf8.DecodeRuneInString(c.s[c.i:])
	char := c.s[c.i : c.i+n]
	c.i += n
	switch {
	case r == '\u00AD':
		c.softHyphen()
	case r == '\u200C' || r == '\u200D': // they shape letters of some scripts
		if c.plain {
			c.write(char)
		}
	case unicode.Is(unicode.Cf, r), r == '®', r == '\uFE0F':
	case unicode.IsSpace(r) || unicode.IsControl(r):
		c.write(" ")
	case c.plain:
		c.write(char)
	case r == '’' || r == '‘' || r == 'ʼ' || r == '′':
		c.write("'")
	case r >= '\u2010' && r <= '\u2012' || r == '\u2212':
		c.write("-")
	default:
		c.write(char)
	}
}

// softHyphen joins a word that was divided at the end of a line.
func (c *scanner) softHyphen() {
	rest := strings.TrimLeft(c.s[c.i:min(len(c.s), c.i+8)], " \t\r\n")
	if rest != "" && 'a' <= rest[0] && rest[0] <= 'z' && len(c.out) > 0 && c.out[len(c.out)-1] != ' ' {
		c.i += strings.Index(c.s[c.i:], rest[:1])
	}
}

// joinDashes makes a TeX dash or an en dash between two letters a hyphen:
// Navier--Stokes, Navier–Stokes.
func joinDashes(s string) string {
	for _, dash := range [...]string{"--", "–"} {
		if !strings.Contains(s, dash) {
			continue
		}
		out := make([]byte, 0, len(s))
		for {
			i := strings.Index(s, dash)
			if i < 0 {
				break
			}
			before, after := s[:i], s[i+len(dash):]
			out = append(out, before...)
			if endsInLetter(out) && startsWithLetter(after) {
				out = append(out, '-')
			} else {
				out = append(out, dash...)
			}
			s = after
		}
		s = string(append(out, s...))
	}
	return s
}

func endsInLetter(b []byte) bool {
	r, _ := utf8.DecodeLastRune(b)
	return unicode.IsLetter(r)
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
