package reports

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/analysis/trends"
)

// thin is the narrow space that stands before a per cent sign and must not break.
const thin = "\u202f"

// thousands writes 4023 as "4,023".
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

var numberWords = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// spelt writes numbers up to ten as words.
func spelt(n int) string {
	if n < len(numberWords) {
		return numberWords[n]
	}
	return thousands(n)
}

// counted writes "1 paper" and "4,023 papers".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// percent writes a fraction with as many decimals as papers to carry them.
func percent(v float64, total int) string { return hundred(v, total) + thin + "%" }

func hundred(v float64, total int) string {
	decimals := 0
	if total >= 200 {
		decimals = 1
	}
	return strconv.FormatFloat(100*v, 'f', decimals, 64)
}

// interval writes "[2.1, 5.2]", in the unit of the share before it.
func interval(s trends.Share) string {
	return "[" + hundred(s.Low, s.Total) + ", " + hundred(s.High, s.Total) + "]"
}

// two writes a score with two decimals and a true minus.
func two(v float64) string {
	s := strings.Replace(strconv.FormatFloat(v, 'f', 2, 64), "-", "−", 1)
	if s == "−0.00" {
		return "0.00"
	}
	return s
}

// shortDay writes "30 Jun 2025" and "no date".
func shortDay(d calendar.Date) string {
	if d.IsZero() {
		return "no date"
	}
	return d.Time().Format(map[calendar.Precision]string{
		calendar.ToDay: "2 Jan 2006", calendar.ToMonth: "Jan 2006", calendar.ToYear: "2006",
	}[d.Precision])
}

// shortSpan writes a period without its year, where the year is said elsewhere.
func shortSpan(p calendar.Period) string {
	if p.Unit == calendar.Year {
		return p.Long()
	}
	return strings.TrimSuffix(p.Long(), p.End().Time().Format(" 2006"))
}

// in writes where a period lies: "this week" for the reported week, "in June 2025".
func in(p calendar.Period) string {
	if p.Unit == calendar.Week {
		return "this week"
	}
	return "in " + p.Long()
}

// listed joins names as a sentence does; names that hold commas are parted by
// semicolons.
func listed(names []string) string {
	last := len(names) - 1
	switch {
	case last < 0:
		return ""
	case last == 0:
		return names[0]
	case strings.Contains(strings.Join(names, ""), ","):
		return strings.Join(names[:last], "; ") + "; and " + names[last]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Titles and labels are cut on the page, where a longer one is an accident or
// an attack; the export has them whole.
const (
	longestTitle = 300
	longestLabel = 80
)

// readable is a paper's title as people should see it: LaTeX and entities as
// the characters they stand for.
func readable(title string) string {
	if !strings.ContainsAny(title, "$\\&{}^_~<") {
		return shown(title, longestTitle)
	}
	if plain := shown(text.Plain(firstRunes(title, 4*longestTitle)), longestTitle); plain != "" {
		return plain
	}
	return shown(title, longestTitle) // nothing but markup
}

// shown makes text of unknown origin fit to be printed: characters that steer
// the terminal or turn the writing direction of what follows are dropped,
// white space is one space, and more than longest characters are cut.
func shown(s string, longest int) string {
	if len(s) <= longest && isPlain(s) {
		return s
	}
	var b strings.Builder
	n, space, marks := 0, false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = n > 0
			continue
		case unicode.IsControl(r), r == utf8.RuneError, r == '\ufeff', steersDirection(r):
			continue
		case unicode.Is(unicode.Mn, r):
			if marks++; marks > 3 { // towers of accents would cover the lines above
				continue
			}
		default:
			marks = 0
		}
		if space {
			n++
		}
		if n >= longest {
			return b.String() + "…"
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// isPlain reports whether shown has nothing to do on s: letters of ASCII,
// single spaces between them.
func isPlain(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// steersDirection reports the embeddings, overrides and isolates of the
// bidirectional algorithm (Unicode Standard Annex 9). Marks such as U+200F
// stay: they only touch their neighbours.
func steersDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// coordinate writes a length for SVG, to a tenth.
func coordinate(v float64) string {
	r := math.Round(10*v) / 10
	if r == 0 {
		return "0"
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}
