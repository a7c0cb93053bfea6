package corpus

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"papertide/analysis/calendar"
)

// marks are oddities of a record that was kept in spite of them.
type marks struct{ badUTF8, control int }

func (m *marks) count(n marks) {
	m.badUTF8 += n.badUTF8
	m.control += n.control
}

func (m marks) warnings() []string {
	var w []string
	for _, c := range []struct {
		n    int
		what string
	}{
		{m.badUTF8, "invalid UTF-8: such bytes became U+FFFD"},
		{m.control, "control characters: they were taken out"},
	} {
		if c.n == 1 {
			w = append(w, "1 record holds "+c.what)
		} else if c.n > 1 {
			w = append(w, fmt.Sprintf("%d records hold %s", c.n, c.what))
		}
	}
	return w
}

// An outcome is what became of one record.
type outcome struct {
	paper    Paper
	flaw     *flaw // set: the record is left out
	marks    marks
	language string // of a paper that is not in English; "" where all papers are in one
}

// check reads one record and applies to it what holds for all formats.
func check(raw []byte, parse parser, o Options) outcome {
	var out outcome
	if !utf8.Valid(raw) {
		out.marks.badUTF8 = 1
	}
	p, bad := parse(raw)
	if bad == nil {
		if tidy(&p) {
			out.marks.control = 1
		}
		if p.Date.IsZero() {
			p.Date = dateOfIDs(&p, o.Bound)
		}
		p.Abstract = plainAbstract(p.Abstract)
		bad = unfit(&p, o)
	}
	if bad != nil {
		return outcome{flaw: &flaw{bad.reason, shorten(bad.detail)}, marks: out.marks}
	}
	if anyLanguage(o) {
		if l := languageOf(&p); l != english {
			out.language = l
		}
	}
	findLinks(&p)
	Identify(&p)
	out.paper = p
	return out
}

// dateOfIDs returns the month that an arXiv id of a paper without a date tells;
// none if there is no such id, or none of a month that has begun.
func dateOfIDs(p *Paper, bound calendar.Date) calendar.Date {
	for _, id := range append([]string{p.ID, p.URL}, p.Aliases...) {
		if month := arXivMonth(id); !month.IsZero() && (bound.IsZero() || month.Day <= bound.Day) {
			return month
		}
	}
	return calendar.Date{}
}

// tidy makes all texts of p valid UTF-8 without control characters and with
// single spaces, and leaves only web addresses in its links. It reports
// whether there were control characters.
func tidy(p *Paper) (control bool) {
	for _, s := range []*string{&p.ID, &p.Title, &p.Abstract, &p.Organisation, &p.Source, &p.DOI} {
		control = clean(s) || control
	}
	for _, s := range []*string{&p.Title, &p.Organisation} {
		*s = cleanText(*s)
	}
	for _, list := range []*[]string{&p.Authors, &p.Keywords} {
		for i, s := range *list {
			(*list)[i] = withoutMarkup(s)
		}
	}
	for _, list := range []*[]string{&p.Aliases, &p.Authors, &p.Keywords} {
		kept := (*list)[:0]
		for _, s := range *list {
			control = clean(&s) || control
			if s != "" {
				kept = append(kept, s)
			}
		}
		*list = kept
	}
	p.Keywords = union(p.Keywords, nil)
	p.AuthorCount = max(p.AuthorCount, len(p.Authors))
	for _, u := range []*string{&p.URL, &p.CodeURL, &p.ProjectURL} {
		*u = webAddress(*u)
	}
	return control
}

// cleanText returns a text without markup, clean.
func cleanText(s string) string {
	s = withoutMarkup(s)
	clean(&s)
	return s
}

// plainAbstract returns an abstract without markup and without what is not the
// paper's, which tags or entities may have hidden or set apart.
func plainAbstract(s string) string {
	s = bareAbstract(s)
	if plain := cleanText(s); plain != s {
		s = bareAbstract(plain)
	}
	return s
}

// unfit tells why p cannot be used, if it cannot.
func unfit(p *Paper, o Options) *flaw {
	switch {
	case p.Title == "":
		return &flaw{reason: `missing "title"`}
	case !o.Titles && p.Abstract == "":
		return &flaw{`missing "abstract"`, p.Title}
	case !o.Titles && oneWord(p.Abstract):
		return &flaw{`"abstract" of one word`, p.Abstract}
	case !o.Bound.IsZero() && p.Date.Day > o.Bound.Day:
		return &flaw{"date in the future", p.Date.String()}
	}
	if oneWord(p.Abstract) { // the title stands alone
		p.Abstract = ""
	}
	if !anyLanguage(o) {
		if l := languageOf(p); l != o.Language {
			return &flaw{"in another language", l}
		}
	}
	return nil
}

func anyLanguage(o Options) bool { return o.Language == "" || o.Language == "auto" }

// oneWord reports whether a text is no abstract but a word, such as "Editorial".
// Scripts without spaces write whole abstracts as one: these are longer.
func oneWord(s string) bool {
	return !strings.Contains(s, " ") && utf8.RuneCountInString(s) < 40
}

// shorten cuts a text to a length that fits on a line of the terminal.
func shorten(s string) string {
	clean(&s)
	const most = 120
	if len(s) <= most {
		return s
	}
	cut := most
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
