package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"papertide/analysis/calendar"
)

// The text of a Hugging Face papers page, as a browser saves or copies it: a
// header that ends with the day, then for each paper a title, an abstract and
// a foot of authors, "·" and a date with the number of comments. Feet are the
// landmarks (pagefoot.go); between two of them stand title and abstract, and
// sometimes those of papers whose foot is missing.
//
// The page writes the year only where it is not the one in which it was saved.
// So the year of the other dates is that of Options.Captured, else one more
// than the newest year that is written out.
//
// A file may hold several pages, one after the other.

// pageLimit is how much of a page is read, bytes. A page has to be whole
// before the year of its dates is known.
const pageLimit = 32 << 20

// mostPageLines is how many lines of a page are read.
const mostPageLines = 300_000

// A pageEntry is one paper of a page, as its lines have it.
type pageEntry struct {
	line            int
	title, abstract string
	foot            pageFoot
}

// fitsPage reports whether head holds the foot of a paper with its date.
func fitsPage(head []byte) bool {
	lines, _, _ := pageLines(bufio.NewReader(bytes.NewReader(head)))
	for i := range lines {
		if f, n := footAt(lines, i); n > 0 && f.date.month > 0 {
			return true
		}
	}
	return false
}

func openPage(s *stream, o Options, in *Input) (splitter, parser) {
	var saved []savedDay // of each page
	split := func(emit func(record) bool) error {
		lines, unread, err := pageLines(s.text)
		pages := pagesIn(lines)
		newest := 0
		for _, p := range pages {
			newest = max(newest, p.newest())
		}
		for _, p := range pages {
			day := whenSaved(p, newest, o)
			saved = append(saved, day)
			if day.day.Compare(in.Captured) > 0 {
				in.Captured = day.day
			}
			in.Warnings = append(in.Warnings, day.warnings...)
		}
		for _, rec := range unread {
			if !emit(rec) {
				return nil
			}
		}
		for nth, p := range pages {
			for _, e := range p.entries {
				if !emit(record{raw: e.encode(nth), line: e.line}) {
					return nil
				}
			}
		}
		return err
	}
	parse := func(raw []byte) (Paper, *flaw) {
		e, nth := decodeEntry(raw)
		return e.paper(saved[nth])
	}
	return split, parse
}

// paper makes a paper of an entry.
func (e pageEntry) paper(saved savedDay) (Paper, *flaw) {
	date, bad := saved.date(e.foot.date)
	return Paper{
		Title: e.title, Abstract: e.abstract, Date: date,
		AuthorCount: e.foot.authors, Organisation: e.foot.organisation, Comments: e.foot.comments,
		Source: "hf-page", Page: true,
	}, bad
}

// pageLine is a line that is not blank.
type pageLine struct {
	text   string
	number int
	gap    bool // blank lines stand before it
}

// words returns the number of words of the line.
func (l pageLine) words() int { return len(strings.Fields(l.text)) }

var pageTooLong = &flaw{"page too long", fmt.Sprintf("the rest, beyond %d bytes or %d lines, was not read", pageLimit, mostPageLines)}

// pageLines reads the lines of a page up to its limits. Lines that cannot be
// read, and what is beyond the limit, are bad records.
func pageLines(r *bufio.Reader) (lines []pageLine, unread []record, err error) {
	size, last := 0, 0
	err = eachLine(r, func(number int, line []byte, bad *flaw) bool {
		size += len(line)
		beyond := size > pageLimit || len(lines) == mostPageLines
		if beyond {
			bad = pageTooLong
		}
		if bad != nil {
			unread = append(unread, record{line: number, bad: bad})
		} else if t := strings.TrimSpace(string(line)); t != "" {
			lines = append(lines, pageLine{t, number, number > last+1})
			last = number
		}
		return !beyond
	})
	return lines, unread, err
}

// A savedPage is one page of a file.
type savedPage struct {
	header  pageDate // the day in its header
	entries []pageEntry
}

// newest returns the newest year that the page writes out, 0 if it writes none.
func (p savedPage) newest() (year int) {
	for _, e := range p.entries {
		year = max(year, e.foot.date.year)
	}
	return year
}

// pagesIn finds the pages, and on them the papers between the feet.
func pagesIn(lines []pageLine) []savedPage {
	pages := []savedPage{{}}
	page := &pages[0]
	from := 0
	for i := 0; i <= len(lines); {
		foot, n := footAt(lines, i)
		if n == 0 && i < len(lines) {
			i++
			continue
		}
		between := lines[from:i]
		if from == 0 {
			page.header, between = cutHeader(between)
		} else if at := headerIn(between); at >= 0 {
			page.entries = append(page.entries, titlesAndAbstracts(between[:at], true)...)
			pages = append(pages, savedPage{})
			page = &pages[len(pages)-1]
			page.header, between = cutHeader(between[at:])
		}
		if foot.needsWho && len(between) > 2 && isOrganisation(between[len(between)-1].text) {
			foot.organisation = organisation(between[len(between)-1].text)
			between = between[:len(between)-1]
		}
		found := titlesAndAbstracts(between, n == 0)
		if len(found) == 0 && n > 0 { // a foot without a paper: let it be counted
			found = []pageEntry{{line: lines[i].number}}
		}
		if n > 0 {
			found[len(found)-1].foot = foot
		}
		page.entries = append(page.entries, found...)
		if i += max(n, 1); n > 0 {
			from = i
		}
	}
	return pages
}

// headerIn returns where, in the lines after a foot, another page begins: where
// the short lines begin that lead to its name or its day; −1 if none does.
func headerIn(lines []pageLine) int {
	at := slices.IndexFunc(lines, func(l pageLine) bool { return strings.EqualFold(squeeze(l.text), "Daily Papers") })
	if at < 0 {
		at = slices.IndexFunc(lines, func(l pageLine) bool {
			d, comments := parsePageDate(l.text)
			return d.month > 0 && comments == nil
		})
	}
	for at > 0 && lines[at-1].words() < longLine {
		at--
	}
	return at
}

// longLine is the number of words from which a line of a page is taken for an
// abstract and not for a title.
const longLine = 25

// cutHeader takes away what stands before the first title: that is the line
// before the first abstract, or after the day.
func cutHeader(lines []pageLine) (day pageDate, rest []pageLine) {
	start := 0
	for i, l := range lines {
		if l.words() >= longLine {
			start = max(start, i-1)
			break
		}
		if d, comments := parsePageDate(l.text); d.month > 0 && comments == nil {
			day, start = d, i+1
		}
	}
	return day, lines[start:]
}

// titlesAndAbstracts finds the papers in lines that stand between two feet. In
// the last lines of a page, after which no foot comes, only a title with an
// abstract is a paper: the rest is the page's own.
func titlesAndAbstracts(lines []pageLine, last bool) []pageEntry {
	var found []pageEntry
	for i := 0; i < len(lines); {
		e := pageEntry{line: lines[i].number, title: lines[i].text}
		if last && (i+1 == len(lines) || lines[i+1].words() < longLine) {
			i++
			continue
		}
		i++
		var abstract []string
		for ; i < len(lines) && (len(abstract) == 0 || !startsPaper(lines[i:])); i++ {
			if len(abstract) == 0 || !last || lines[i].words() >= longLine {
				abstract = append(abstract, lines[i].text)
			}
		}
		e.abstract = strings.Join(abstract, " ")
		found = append(found, e)
	}
	return found
}

// startsPaper reports whether lines that follow an abstract begin with the
// title of another paper and not with a paragraph more: whether a line without
// a full stop stands before an abstract.
func startsPaper(lines []pageLine) bool {
	return len(lines) > 1 && lines[0].words() < 2*longLine && !strings.HasSuffix(lines[0].text, ".") &&
		lines[1].words() >= longLine && lines[1].words() >= 2*lines[0].words()
}

// encode writes an entry of the nth page as the raw record that decodeEntry
// reads.
func (e pageEntry) encode(page int) []byte {
	comments := ""
	if e.foot.comments != nil {
		comments = strconv.Itoa(*e.foot.comments)
	}
	d := e.foot.date
	return fmt.Appendf(nil, "%s\n%s\n%d\n%s\n%d %d %d %d\n%s", e.title, e.foot.organisation, e.foot.authors, comments, d.year, d.month, d.day, page, e.abstract)
}

func decodeEntry(raw []byte) (e pageEntry, page int) {
	part := strings.SplitN(string(raw), "\n", 6)
	e = pageEntry{title: part[0], abstract: part[5]}
	e.foot.organisation = part[1]
	e.foot.authors, _ = strconv.Atoi(part[2])
	if n, err := strconv.Atoi(part[3]); err == nil {
		e.foot.comments = &n
	}
	d := &e.foot.date
	_, _ = fmt.Sscan(part[4], &d.year, &d.month, &d.day, &page)
	return e, page
}

// savedDay is what is known of the day on which a page was saved.
type savedDay struct {
	year     int           // of dates without a year; 0: not known
	day      calendar.Date // none: not known
	warnings []string
}

// whenSaved finds out when a page was saved. Newest is the newest year that is
// written out on any page of the file, for a page without one.
func whenSaved(p savedPage, newest int, o Options) savedDay {
	header, yearless := p.header, p.header.month > 0 && p.header.year == 0
	for _, e := range p.entries {
		yearless = yearless || e.foot.date.month > 0 && e.foot.date.year == 0
	}
	if own := p.newest(); own > 0 {
		newest = own
	}
	var s savedDay
	const how = "; --captured says when the page was saved"
	switch {
	case !o.Captured.IsZero():
		s.year, s.day = o.Captured.Time().Year(), o.Captured
		if d, bad := header.in(s.year); o.Captured.Precision < calendar.ToDay && bad == nil && !d.IsZero() {
			s.day = d
		}
		s.doubt(p)
		return s
	case header.year > 0:
		s.year = header.year
	case !yearless:
		return s
	case newest == 0:
		s.warnings = []string{"no date of the page has its year: dates without a year are not used" + how}
		return s
	default:
		s.year = newest + 1
	}
	s.day, _ = header.in(s.year)
	switch {
	case header.year > 0:
	case !o.Bound.IsZero() && max(s.day.Day, calendar.NewDate(s.year, 1, 1).Day) > o.Bound.Day:
		s = savedDay{warnings: []string{fmt.Sprintf("dates without a year are not used: the newest year written out is %d, and %d has not come so far%s", newest, s.year, how)}}
	default:
		s.warnings = []string{fmt.Sprintf("dates without a year are taken for %d, as the newest year written out is %d%s", s.year, newest, how)}
	}
	return s
}

// doubt warns where what the page says cannot have stood there when the user
// says that it was saved.
func (s *savedDay) doubt(p savedPage) {
	if s.day.Precision != calendar.ToDay {
		return
	}
	var newest calendar.Date
	for _, e := range p.entries {
		if d, bad := e.foot.date.in(0); bad == nil && d.Compare(newest) > 0 {
			newest = d
		}
	}
	if newest.Day > s.day.Day+1 && !newest.IsZero() {
		s.warnings = append(s.warnings, fmt.Sprintf("--captured %s is earlier than a date on the page, %s", s.day, newest))
	}
	if d, bad := s.date(p.header); bad == nil && !d.IsZero() && s.day.Day-d.Day > 183 {
		s.warnings = append(s.warnings, fmt.Sprintf("--captured %s: the page is of %s %d, which would be %s", s.day, time.Month(p.header.month), p.header.day, d))
	}
}

// date returns a date of the page. Without a year it is of the year in which
// the page was saved, but of the year before if that day had not come then; a
// day of difference is that between time zones.
func (s savedDay) date(d pageDate) (calendar.Date, *flaw) {
	year := d.year
	if year == 0 {
		year = s.year
	}
	date, bad := d.in(year)
	if bad == nil && d.year == 0 && s.day.Precision == calendar.ToDay && date.Day > s.day.Day+1 {
		return d.in(year - 1)
	}
	return date, bad
}
