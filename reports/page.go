package reports

import (
	"html/template"
	"strings"

	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// A page is what the template prints.
type page struct {
	shell
	Hero      hero
	Watch     watchSection
	Papers    paperSection
	Shares    *chartSection
	Topics    topicSection
	Stacked   *chartSection
	Events    []eventItem
	Map       template.HTML // of few papers, by Go
	Search    *searchSection
	Foot      foot
	Selection bool
}

// chartSection is the frame of an interactive chart.
type chartSection struct{ Heading, Question string }

type searchSection struct {
	Question string
	Map      string // what the interactive map shows
	Left     string // what the page does not carry
}

// renderPage draws the page of r.
func renderPage(a parts, r history.Run, runs []history.Summary) ([]byte, error) {
	v := newView(&r)
	p := page{
		Hero: v.hero(), Watch: v.watchSection(), Papers: v.paperSection(), Topics: v.topicSection(), Events: v.events(),
		Foot: v.foot(), Selection: v.Selection != nil,
	}
	data, rows := v.island()
	options := map[string]map[string]any{}
	add := func(id string, option map[string]any, err error) error {
		options[id] = option
		return err
	}
	if v.trending() {
		p.Shares = v.sharesSection()
		option, err := v.sharesChart()
		if err := add("shares", option, err); err != nil {
			return nil, err
		}
		if len(v.Themes) > 1 {
			p.Stacked = v.stackedSection()
			option, err := v.themesChart()
			if err := add("themes", option, err); err != nil {
				return nil, err
			}
		}
	}
	mapped := len(v.Spot) == len(v.Papers)
	switch {
	case len(v.Papers) > mostLinked:
		p.Search = v.searchSection(len(rows))
		if mapped {
			rows = rows[:min(mapLimit, len(rows))]
			p.Search.Map = "The " + thousands(len(rows)) + " newest papers of the page."
			if len(rows) == len(v.Papers) {
				p.Search.Map = counted(len(rows), "paper") + "."
			}
			option, err := v.mapChart(rows)
			if err := add("map", option, err); err != nil {
				return nil, err
			}
		}
	case mapped && len(p.Papers.Groups) > 0 && (v.Selection != nil || v.reported < 0):
		p.Map = v.mapDrawing()
	}

	scripts := []template.JS{a.page}
	if len(options) > 0 {
		scripts = []template.JS{a.echarts, a.page}
	}
	p.shell = a.shell(v.documentTitle(), scripts...)
	p.Weeks = v.weeks(runs)
	p.Nav = p.sections(v)
	if err := p.carry("data", data); err != nil {
		return nil, err
	}
	if len(options) > 0 {
		if err := p.carry("charts", options); err != nil {
			return nil, err
		}
	}
	return execute("page", p)
}

func (v *view) documentTitle() string {
	name := "papers without a date"
	switch {
	case v.Selection != nil:
		name = "a selection" + v.selectionSpan()
	case v.reported >= 0:
		name = v.Reported.String()
	}
	return v.title() + " · " + name + " · papertide"
}

// weeks are the links to other pages: the archive, the latest and the page
// before, none to a later one.
func (v *view) weeks(runs []history.Summary) weekNav {
	w := weekNav{All: true, Latest: true}
	if v.reported < 0 {
		return w
	}
	w.Here = span(v.Reported)
	if v.Unit == calendar.Week {
		w.Here = shortSpan(v.Reported)
	}
	before := -1
	for i, s := range runs {
		if s.Number < v.Number && s.Reported.Unit == v.Unit && s.Reported.Index < v.Reported.Index &&
			(before < 0 || s.Reported.Index >= runs[before].Reported.Index) {
			before = i
		}
	}
	if before >= 0 {
		p := runs[before].Reported
		w.Previous, w.PreviousWords = address(p), span(p)
	}
	return w
}

// sections are the parts that this page has, for its navigation.
func (p *page) sections(v *view) []navItem {
	nav := []navItem{{"#papers", p.Papers.Heading, "Papers"}}
	switch {
	case p.Selection || v.reported < 0:
		nav[0].Long = "Topics and papers"
	case v.Unit == calendar.Week:
		nav[0].Long, nav[0].Short = "This week", "Week"
	default:
		nav[0].Long = "Papers"
	}
	add := func(has bool, href, long, short string) {
		if has {
			nav = append(nav, navItem{href, long, short})
		}
	}
	add(p.Map != "", "#map", "Map", "Map")
	add(p.Shares != nil, "#shares", "Shares over time", "Shares")
	add(true, "#topics", "All topics", "Topics")
	add(p.Stacked != nil, "#themes", "Themes", "Themes")
	add(len(p.Events) > 0, "#events", "Events", "Events")
	add(p.Search != nil, "#search", "Search", "Search")
	return nav
}

func (v *view) sharesSection() *chartSection {
	s := &chartSection{
		Heading:  "Shares over time",
		Question: "How do up to six topics compare? Lines are shares of each " + v.Unit.String() + "’s papers; the band shows the 95" + thin + "% interval of the line in focus.",
	}
	if v.Selection != nil {
		s.Question += " Shares of this selection, not of the field."
	}
	s.Question += v.zoomNote()
	return s
}

// zoomNote says that a chart over time opens on the newest part of a long history.
func (v *view) zoomNote() string {
	if len(v.Counts.Periods) <= mostDrawn {
		return ""
	}
	return " The newest " + thousands(mostDrawn) + " " + v.Unit.String() + "s; the slider reaches all " + thousands(len(v.Counts.Periods)) + "."
}

func (v *view) stackedSection() *chartSection {
	return &chartSection{
		Heading: "Themes over time",
		Question: "How does the whole divide? " + upper(spelt(len(v.Themes))) + " themes group the " + counted(len(v.Topics), "topic") +
			"; every " + v.Unit.String() + " adds to 100" + thin + "%." + v.zoomNote(),
	}
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (v *view) searchSection(carried int) *searchSection {
	s := &searchSection{Question: "Where does an idea sit, and which papers carry it? Search looks at titles, ids, periods and the names and key terms of topics, not at abstracts."}
	if left := len(v.Papers) - carried; left > 0 {
		s.Left = "This page carries the newest " + thousands(carried) + " of " + counted(len(v.Papers), "paper") + "; the other " + thousands(left) + " are in the history:"
	}
	return s
}
