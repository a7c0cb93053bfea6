package corpus

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
)

func seed(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("../../testdata/daily-papers.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// row writes a paper of a page as testdata/daily-papers.golden.tsv has it.
func row(p Paper) string {
	count := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	authors := ""
	if p.AuthorCount > 0 {
		authors = strconv.Itoa(p.AuthorCount)
	}
	words := strings.Fields(p.Abstract)
	return strings.Join([]string{
		p.Title, p.Date.String(), authors, p.Organisation, count(p.Comments), p.CodeURL, p.ProjectURL,
		strconv.Itoa(len(p.Abstract)), strings.Join(words[max(0, len(words)-3):], " "),
	}, "\t")
}

// The golden list was made by another program that splits the page at blank
// lines, and its addresses by reading the page.
func TestSeedPage(t *testing.T) {
	golden, err := os.ReadFile("testdata/daily-papers.golden.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(golden)), "\n")[1:]
	text := seed(t)
	g := readString(t, text, Options{Bound: day(2026, 6, 1)})
	if g.err != nil || g.in.Format != "page" || len(g.papers) != 56 || len(g.rejected) != 0 {
		t.Fatalf("read %d papers as %s, rejected %v, error %v; want 56 as page", len(g.papers), g.in.Format, g.rejected, g.err)
	}
	dated, titles := 0, map[string]bool{}
	for i, p := range g.papers {
		if row(p) != want[i] {
			t.Errorf("paper %d:\n got %s\nwant %s", i, row(p), want[i])
		}
		if !strings.Contains(text, "\n"+p.Title+"\n\n"+p.Abstract+"\n") {
			t.Errorf("title and abstract of %q do not stand so on the page", p.Title)
		}
		if !p.Page || p.URL != "" || !strings.HasPrefix(p.ID, "title:") || p.Source != "hf-page" {
			t.Errorf("page %v, URL %q, id %q, source %q", p.Page, p.URL, p.ID, p.Source)
		}
		if !p.Date.IsZero() {
			dated++
		}
		titles[p.Title] = true
	}
	if dated != 54 || len(titles) != 56 {
		t.Errorf("%d papers with a date, %d titles; want 54 and 56", dated, len(titles))
	}
	if g.in.Captured != day(2025, 12, 8) {
		t.Errorf("saved on %v, want 2025-12-08", g.in.Captured)
	}
	warning := "dates without a year are taken for 2025, as the newest year written out is 2024; --captured says when the page was saved"
	if len(g.in.Warnings) != 1 || g.in.Warnings[0] != warning {
		t.Errorf("warnings %q, want %q", g.in.Warnings, warning)
	}
}

// The page as other browsers and editors leave it says the same.
func TestSeedPageSpoilt(t *testing.T) {
	text := seed(t)
	plain := readString(t, text, Options{})
	footer := "\n\nPrevious\n\n1\n\n2\n\nNext\n\nCompany\n\nTOS\n\nPrivacy\n\nAbout\n\nCareers\n\nWebsite\n\nModels\n\nDatasets\n\n© Hugging Face\n"
	for _, c := range []struct{ what, text string }{
		{"Windows line ends", strings.ReplaceAll(text, "\n", "\r\n")},
		{"no-break spaces", strings.ReplaceAll(text, "  • ", "\u00a0\u00a0•\u00a0")},
		{"no blank lines", strings.ReplaceAll(text, "\n\n", "\n")},
		{"a footer", text + footer},
		{"no header", text[strings.Index(text, "Accelerating Auto"):]},
		{"UTF-8 byte order mark", "\ufeff" + text},
		{"UTF-16", utf16le(text)},
		{"foot on one line", strings.ReplaceAll(text, " authors\n·\n", " authors · ")},
		{"dot before the date", strings.ReplaceAll(text, "\n·\n", "\n· ")},
		{"comments on their own line", strings.ReplaceAll(text, "Oct 2, 2024 2\n", "Oct 2, 2024\n2\n")},
		{"header with year", strings.Replace(text, "Dec 8\n", "Dec 8, 2025\n", 1)},
	} {
		g := readString(t, c.text, Options{})
		if g.err != nil || len(g.papers) != 56 || len(g.rejected) != 0 {
			t.Errorf("%s: %d papers, rejected %v, error %v; want 56", c.what, len(g.papers), g.rejected, g.err)
			continue
		}
		for i, p := range g.papers {
			if row(p) != row(plain.papers[i]) {
				t.Errorf("%s: paper %d:\n got %s\nwant %s", c.what, i, row(p), row(plain.papers[i]))
			}
		}
	}
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, r := range s { // the page has no character beyond the basic plane
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

var longAbstract = strings.TrimSpace(strings.Repeat("we show that words of an abstract go on ", 5)) + "."

// pageOf makes a page with the given day in its header and a paper for each
// date.
func pageOf(header string, dates ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Daily Papers\n\nbyAK and the research community\n\n%s\n\n", header)
	for i, d := range dates {
		fmt.Fprintf(&b, "Title number %d of this page\n\n%s\n\n  • 3 authors\n·\n%s\n\n", i, longAbstract, d)
	}
	return b.String()
}

func TestYearOfPage(t *testing.T) {
	for _, c := range []struct {
		what, page string
		o          Options
		want       string // dates of the papers
		captured   string
		warnings   int
	}{
		{"newest year and one", pageOf("Dec 8", "Feb 3", "Mar 4, 2023", "Nov 5, 2021"), Options{}, "2024-02-03 2023-03-04 2021-11-05", "2024-12-08", 1},
		{"captured", pageOf("Dec 8", "Feb 3", "Mar 4, 2021"), Options{Captured: day(2025, 12, 8)}, "2025-02-03 2021-03-04", "2025-12-08", 0},
		{"captured to the year", pageOf("Dec 8", "Feb 3"), Options{Captured: date("2025")}, "2025-02-03", "2025-12-08", 0},
		{"header with year", pageOf("Dec 8, 2022", "Feb 3"), Options{}, "2022-02-03", "2022-12-08", 0},
		{"saved on 1 January", pageOf("Jan 1", "Jan 1", "Dec 31, 2024"), Options{}, "2025-01-01 2024-12-31", "2025-01-01", 1},
		{"later than the day of saving: the year before", pageOf("Jan 1", "Dec 30", "Dec 28, 2024"), Options{}, "2024-12-30 2024-12-28", "2025-01-01", 1},
		{"a day later: another time zone", pageOf("Dec 8", "Dec 9", "Dec 10", "Dec 28, 2024"), Options{}, "2025-12-09 2024-12-10 2024-12-28", "2025-12-08", 1},
		{"captured, later than it", pageOf("Jan 2", "Dec 30"), Options{Captured: day(2025, 1, 2)}, "2024-12-30", "2025-01-02", 0},
		{"no year anywhere", pageOf("Dec 8", "Feb 3"), Options{}, "none", "", 1},
		{"every year written out", pageOf("no day here", "Feb 3, 2025"), Options{}, "2025-02-03", "", 0},
		{"a guess that has not come", pageOf("Dec 8", "Feb 3", "Mar 4, 2025"), Options{Bound: day(2026, 5, 1)}, "none 2025-03-04", "", 1},
		{"two pages, each with its year", pageOf("Dec 8", "Feb 3", "Mar 4, 2023") + pageOf("Jan 6", "Jan 2", "Dec 30, 2024"), Options{}, "2024-02-03 2023-03-04 2025-01-02 2024-12-30", "2025-01-06", 2},
		{"two pages, one without a year", pageOf("Dec 8", "Feb 3", "Mar 4, 2023") + pageOf("Dec 15", "Dec 9"), Options{}, "2024-02-03 2023-03-04 2024-12-09", "2024-12-15", 2},
		{"two pages, captured", pageOf("Dec 8", "Feb 3") + pageOf("Jan 6", "Dec 30"), Options{Captured: day(2025, 1, 6)}, "2024-02-03 2024-12-30", "2025-01-06", 0},
		{"captured before a date of the page", pageOf("Dec 8", "Feb 3", "Mar 4, 2025"), Options{Captured: day(2024, 12, 8)}, "2024-02-03 2025-03-04", "2024-12-08", 1},
		{"captured days before the page's day", pageOf("Dec 8", "Feb 3"), Options{Captured: day(2025, 12, 1)}, "2025-02-03", "2025-12-01", 1},
		{"leap day", pageOf("Dec 8", "Feb 29", "Mar 4, 2023"), Options{}, "2024-02-29 2023-03-04", "2024-12-08", 1},
	} {
		g := readString(t, c.page, c.o)
		var dates []string
		for _, p := range g.papers {
			if p.Date.IsZero() {
				dates = append(dates, "none")
			} else {
				dates = append(dates, p.Date.String())
			}
		}
		if s := strings.Join(dates, " "); s != c.want || g.in.Captured.String() != c.captured || len(g.in.Warnings) != c.warnings || g.err != nil {
			t.Errorf("%s: dates %s, captured %v, warnings %q, error %v; want %s, %s, %d", c.what, s, g.in.Captured, g.in.Warnings, g.err, c.want, c.captured, c.warnings)
		}
	}
}

// Pages that were put into one file one after the other stay apart: what stands
// above the papers of the second is no paper of the first.
func TestPagesInOneFile(t *testing.T) {
	page := seed(t)
	for what, text := range map[string]string{
		"twice":                 page + "\n\n" + page,
		"with a foot":           page + "\nPrevious\n1\n2\n3\n...\n100\nNext\n" + page,
		"without what is above": page + "\n" + page[strings.Index(page, "Dec 8"):],
	} {
		g := readString(t, text, Options{Captured: day(2025, 12, 8)})
		if len(g.papers) != 112 || len(g.rejected) > 0 {
			t.Fatalf("%s: %d papers, left out %v; want 112", what, len(g.papers), g.rejected)
		}
		for i, p := range g.papers[:56] {
			if d := cmp.Diff(p, g.papers[56+i]); d != "" {
				t.Errorf("%s: paper %d of the first page is another in the second:\n%s", what, i, d)
			}
		}
	}
	// A paper whose foot is missing at the end of the first page stays.
	first := pageOf("Dec 8, 2024", "May 5") + "Last title of it\n\n" + longAbstract + "\n"
	g := readString(t, first+pageOf("Dec 15, 2024", "May 6"), Options{})
	if len(g.papers) != 3 || g.papers[1].Title != "Last title of it" || !g.papers[1].Date.IsZero() || g.papers[2].Date != day(2024, 5, 6) {
		t.Errorf("papers %+v", g.papers)
	}
}

func TestPageRecords(t *testing.T) {
	foot := "\n\n  • 3 authors\n·\nMay 5, 2024 7\n\n"
	paper := func(title string) string { return title + "\n\n" + longAbstract }
	for _, c := range []struct {
		what, page string
		want       string // titles, "|" between them
		rejected   string // places and reasons
	}{
		{"two without foot in a row", paper("One title") + "\n\n" + paper("Two title") + "\n\n" + paper("Three title") + foot, "One title|Two title|Three title", ""},
		{"abstract of two paragraphs", "Title one\n\n" + longAbstract + "\n\n" + longAbstract + "\n\nCode: https://github.com/a/b" + foot, "Title one", ""},
		{"no abstract", paper("Title one") + foot + "Title two" + foot, "Title one", `in:9 missing "abstract"`},
		{"abstract of one word", paper("Title one") + foot + "Title two\n\nSoon" + foot, "Title one", `in:9 "abstract" of one word`},
		{"short abstract", paper("Title one") + foot + "Title two\n\nA short one." + foot, "Title one|Title two", ""},
		{"foot alone", paper("Title one") + foot + "  • 2 authors\n·\nMay 5, 2024\n", "Title one", `in:9 missing "title"`},
		{"foot without date", paper("Title one") + "\n\n  • 3 authors\n·\nyesterday\n\n" + paper("Title two") + foot, "Title one|Title two", ""},
		{"authors alone", paper("Title one") + "\n\n  • 1 author\n\n" + paper("Title two") + foot, "Title one|Title two", ""},
		{"last paper without foot, then a footer", paper("Title one") + foot + paper("Title two") + "\n\nPrevious\n1\n2\nNext\n", "Title one|Title two", ""},
		{"impossible date", paper("Title one") + "\n\n• 3 authors\n·\nFeb 30, 2024\n\n" + paper("Title two") + foot, "Title two", "in:1 impossible date"},
		{"29 February in a year without", pageOf("Dec 8", "Feb 29", "Mar 4, 2024"), "Title number 1 of this page", "in:7 impossible date"},
		{"a dot in an abstract", "Title one\n\n" + longAbstract + " a · b" + foot, "Title one", ""},
	} {
		g := readString(t, c.page, Options{})
		var titles, bad []string
		for _, p := range g.papers {
			titles = append(titles, p.Title)
		}
		for _, r := range g.rejected {
			bad = append(bad, r.Place+" "+r.Reason)
		}
		if s, r := strings.Join(titles, "|"), strings.Join(bad, "|"); s != c.want || r != c.rejected || g.err != nil {
			t.Errorf("%s: %s; rejected %s; error %v; want %s; %s", c.what, s, r, g.err, c.want, c.rejected)
		}
	}
	// The date of the last foot belongs to the paper before it alone.
	g := readString(t, paper("One title")+"\n\n"+paper("Two title")+foot, Options{})
	if !g.papers[0].Date.IsZero() || g.papers[1].Date != day(2024, 5, 5) || *g.papers[1].Comments != 7 {
		t.Errorf("dates %v and %v, want none and 2024-05-05", g.papers[0].Date, g.papers[1].Date)
	}
	if d := g.papers[1].Date; d.Precision != calendar.ToDay {
		t.Errorf("precision %v", d.Precision)
	}
}

func TestOrganisation(t *testing.T) {
	for line, want := range map[string]string{
		"furiosa-ai FuriosaAI":                               "FuriosaAI",
		"zju Zhejiang University":                            "Zhejiang University",
		"UIUC-CS University of Illinois at Urbana-Champaign": "University of Illinois at Urbana-Champaign",
		"Salesforce Salesforce AI Research":                  "Salesforce AI Research",
		"MicrosoftResearch Microsoft Research":               "Microsoft Research",
		"SJTU Shanghai Jiao Tong University":                 "Shanghai Jiao Tong University",
		"NVIDIA Research":                                    "NVIDIA Research",
		"Google DeepMind":                                    "Google DeepMind",
		"• EPFL":                                             "EPFL",
		"":                                                   "",
	} {
		if got := organisation(line); got != want {
			t.Errorf("organisation(%q) = %q, want %q", line, got, want)
		}
	}
}
