package reports

import (
	"html/template"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// archivePage is the list of all pages.
type archivePage struct {
	shell
	Eyebrow, Headline, Rest string
	Rows                    []archiveRow
}

type archiveRow struct {
	Words, Address, Href string
	Year                 string // where a new year begins
	New, Papers, Topics  string
	Bar                  template.HTML
	Moved                []archiveMoved
	Events               []string
	Withdrawn            bool
}

// archiveMoved is what a page said of its topics in one direction.
type archiveMoved struct {
	Glyph, Class, Words string
	Topics              []archiveMover
}

type archiveMover struct {
	Name string
	Firm bool // confirmed
}

// archivedMovers groups the movers of a run: rising, falling, squeezed.
func archivedMovers(movers []history.CalledMover) []archiveMoved {
	var out []archiveMoved
	for _, verdict := range []trends.Verdict{trends.Rising, trends.Falling, trends.Squeezed} {
		m := archiveMoved{Glyph: glyphs[verdict][0], Class: glyphs[verdict][1], Words: verdictWords[verdict]}
		for _, c := range movers {
			if c.Verdict == verdict && c.ID.Kind == topics.IsTopic {
				m.Topics = append(m.Topics, archiveMover{shown(c.Name, longestLabel), c.Confirmed})
			}
		}
		if len(m.Topics) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// renderArchive lists the reported periods, newest first, each with what its
// newest run said, withdrawn or not, for that run's page is what the address
// holds. runs may stand in any order. A page that is not there is named without
// a link.
func renderArchive(runs []history.Summary, exists func(name string) bool) ([]byte, error) {
	newest := make(map[calendar.Period]history.Summary)
	for _, s := range runs {
		if s.Number > newest[s.Reported].Number {
			newest[s.Reported] = s
		}
	}
	rows := make([]history.Summary, 0, len(newest))
	most := 1
	for _, s := range newest {
		rows = append(rows, s)
		most = max(most, s.New)
	}
	slices.SortFunc(rows, func(a, b history.Summary) int { return b.Number - a.Number })

	p := archivePage{
		shell:    shipped.shell("All reports · papertide", shipped.archive),
		Headline: counted(len(rows), "report") + ", newest first.",
		Rest:     "Each row is what its page said when it was written; bold is confirmed.",
	}
	p.Weeks = weekNav{Latest: true}
	year := ""
	for i, s := range rows {
		row := archiveRow{
			Words: "Papers without a date", New: thousands(s.New), Papers: thousands(s.Papers), Topics: thousands(s.Topics),
			Bar: bar(s.New, most, i == 0), Withdrawn: s.Withdrawn, Moved: archivedMovers(s.Movers),
		}
		if s.Reported != (calendar.Period{}) {
			row.Words, row.Address = shortSpan(s.Reported), s.Reported.String()
			if y := s.Reported.End().Time().Format("2006"); y != year && s.Unit != calendar.Year {
				row.Year, year = y, y
			}
		}
		if name := address(s.Reported); exists(name) {
			row.Href = name
		}
		for _, e := range s.Events {
			row.Events = append(row.Events, shown(e, longestTitle))
		}
		p.Rows = append(p.Rows, row)
	}
	if len(rows) > 0 {
		p.Eyebrow = shown(rows[0].Title, longestLabel)
	}
	return execute("archive", p)
}

// bar draws n against the most as a horizontal bar.
func bar(n, most int, current bool) template.HTML {
	class := "b0"
	if current {
		class = "b1"
	}
	var s svg
	s.add(`<svg width="150" height="11" viewBox="0 0 150 11" aria-hidden="true" focusable="false">`)
	s.rect(class, 0, 0, ruler{0, float64(most), 0, 150}.at(float64(n)), 11)
	s.add(`</svg>`)
	return template.HTML(s.String())
}
