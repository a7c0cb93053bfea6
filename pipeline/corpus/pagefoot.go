package corpus

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"papertide/analysis/calendar"
)

// A pageFoot is what a page says under an abstract.
type pageFoot struct {
	authors      int    // 0: not known
	organisation string // stands where the authors are
	date         pageDate
	comments     *int
	needsWho     bool // neither was there: the line before may name an organisation
}

// A pageDate is a date as a page writes it. The zero value means none.
type pageDate struct{ year, month, day int } // year 0: not written

// in returns the date, of the given year if it has none. It is no date if no
// year is known, and a flaw if there is no such day.
func (d pageDate) in(year int) (calendar.Date, *flaw) {
	if d.year > 0 {
		year = d.year
	}
	if d.month == 0 || year == 0 {
		return calendar.Date{}, nil
	}
	t := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.day || year < 1000 {
		return calendar.Date{}, &flaw{"impossible date", t.Format("Jan ") + strconv.Itoa(d.day) + ", " + strconv.Itoa(year)}
	}
	return calendar.NewDate(year, time.Month(d.month), d.day), nil
}

var (
	dateLine    = regexp.MustCompile(`^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (\d{1,2})(?:, (\d{4}))?(?: (\d{1,6}))?$`)
	authorsLine = regexp.MustCompile(`^(?:• ?)?(\d{1,6}) authors?$`)
	countLine   = regexp.MustCompile(`^\d{1,4}$`)
)

var months = map[string]int{
	"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
	"Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}

// parsePageDate reads "Oct 2, 2024 2" and its shorter forms: a day, perhaps a
// year, perhaps a number of comments.
func parsePageDate(line string) (d pageDate, comments *int) {
	if len(line) > 40 {
		return pageDate{}, nil
	}
	m := dateLine.FindStringSubmatch(squeeze(line))
	if m == nil {
		return pageDate{}, nil
	}
	d.month = months[m[1]]
	d.day, _ = strconv.Atoi(m[2])
	d.year, _ = strconv.Atoi(m[3])
	if n, err := strconv.Atoi(m[4]); err == nil {
		comments = &n
	}
	return d, comments
}

// squeeze makes all white space single spaces, no-break spaces included.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// footAt reads the foot that begins at lines[i] and returns the number of its
// lines, 0 if there is none: authors, "·" and the date, each on a line of its
// own or together, the first two or the last two of which may be missing. A
// number of comments may stand on a line of its own.
func footAt(lines []pageLine, i int) (f pageFoot, n int) {
	at := func(j int) string {
		if j < len(lines) && len(lines[j].text) < 200 {
			return lines[j].text
		}
		return ""
	}
	who, rest, dot := cutLast(at(i), "·")
	if m := authorsLine.FindStringSubmatch(squeeze(who)); m != nil {
		f.authors, _ = strconv.Atoi(m[1])
		n = 1
		if !dot {
			if who, rest, dot = cutLast(at(i+1), "·"); dot && squeeze(who) == "" {
				n = 2
			} else {
				return f, n
			}
		}
	} else if dot {
		n = 1
		if f.organisation = organisation(who); f.organisation == "" {
			f.needsWho = true
		}
	} else {
		return f, 0
	}
	if squeeze(rest) == "" {
		rest = at(i + n)
		n++
	}
	if f.date, f.comments = parsePageDate(rest); f.date.month == 0 {
		switch {
		case f.authors == 0: // "·" in running text
			return pageFoot{}, 0
		case len(strings.Fields(rest)) > 5: // the title of the next paper
			return f, n - 1
		}
		return f, n // no date, but something short where it stands
	}
	if j := i + n; f.comments == nil && j < len(lines) && !lines[j].gap && countLine.MatchString(lines[j].text) {
		c, _ := strconv.Atoi(lines[j].text)
		f.comments, n = &c, n+1
	}
	return f, n
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// isOrganisation reports whether the line before "·" names an organisation and
// is not the end of an abstract.
func isOrganisation(line string) bool {
	return len(strings.Fields(line)) <= 15 && len(line) < 150 && !strings.HasSuffix(line, ".")
}

// organisation returns the name of an organisation from a line of a page that
// begins with its short name, the text of its picture: "furiosa-ai FuriosaAI".
// A first word that may belong to the name itself stays.
func organisation(line string) string {
	line = squeeze(strings.TrimLeft(line, "• \u00a0"))
	short, name, found := strings.Cut(line, " ")
	if !found {
		return line
	}
	letters := func(s string) string {
		return strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s))
	}
	initials := ""
	for _, w := range strings.Fields(name) {
		initials += w[:1]
	}
	lower := letters(name)
	switch {
	case strings.HasPrefix(lower, letters(short)), strings.ContainsAny(short, "-_"), short == strings.ToLower(short), strings.EqualFold(short, initials):
		return name
	}
	return line
}
