package reports

import (
	"html/template"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// A page is what the template prints.
type page struct {
	shell
	Hero      hero
	Watch     watchSection
	Papers    paperSection
	Changed   *changedSection
	Compare   *compareSection
	Topics    topicSection
	Stacked   *chartSection
	Events    eventSection
	Map       [2]template.HTML // of few papers, by Go: wide and for phones
	Search    *searchSection
	Foot      foot
	Keys      []keyHelp
	Ground    template.HTML // of lines
	Selection bool
}

// chartSection is the frame of an interactive chart.
type chartSection struct{ Heading, Question string }

// compareSection frames the charts that compare topics.
type compareSection struct {
	Heading, Question string
	Pairs             []pairName
	Marks             []string
}

type pairName struct {
	Name, Value string
	First       bool // shown at first
}

type searchSection struct {
	Question string
	Map      string // what the interactive map shows
	Left     string // what the page does not carry
}

// renderPage draws the page of r. It links to those other pages that are there.
func renderPage(a parts, r history.Run, runs []history.Summary, there func(name string) bool) ([]byte, error) {
	v := newView(&r)
	data, rows := v.island() // first: it says which papers the script has
	since := v.sinceBefore()
	p := page{
		Hero: v.hero(since), Watch: v.watchSection(), Papers: v.paperSection(), Changed: v.changed(), Topics: v.topicSection(), Events: v.eventSection(runs),
		Foot: v.foot(), Selection: v.Selection != nil, Ground: v.lineGround(),
	}
	p.Papers.Since = since
	p.Hero.Guards = append(p.Hero.Guards, v.readWith(runs)...)
	options := map[string]map[string]any{}
	add := func(id string, option map[string]any, err error) error {
		options[id] = option
		return err
	}
	if v.trending() {
		p.Compare = v.compareSection()
		option, err := v.compareChart()
		if err := add("compare", option, err); err != nil {
			return nil, err
		}
		if v.compared() {
			option, err := v.periodsChart()
			if err := add("periods", option, err); err != nil {
				return nil, err
			}
		}
		if len(v.Themes) > 1 {
			p.Stacked = v.stackedSection()
			option, err := v.themesChart()
			if err := add("themes", option, err); err != nil {
				return nil, err
			}
		}
	}
	if p.Topics.Heat = v.heated(); p.Topics.Heat {
		option, err := v.heatMap()
		if err := add("heat", option, err); err != nil {
			return nil, err
		}
	}
	if flows := v.changedFlows(); len(flows) > 0 {
		if p.Events.Flow = v.flow(flows); p.Events.Flow != nil {
			option, err := v.flowChart(flows)
			if err := add("flow", option, err); err != nil {
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
		p.Map = [2]template.HTML{v.mapDrawing(1240, 540), v.mapDrawing(420, 560)}
	}

	scripts := []template.JS{a.page}
	if len(options) > 0 {
		scripts = []template.JS{a.echarts, a.page}
	}
	p.shell = a.shell(v.documentTitle(), scripts...)
	p.Weeks = v.weeks(runs, there)
	p.Nav = p.sections(v)
	p.Keys = p.keys()
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
func (v *view) weeks(runs []history.Summary, there func(name string) bool) weekNav {
	w := weekNav{All: there(archiveName), Latest: there(latestName)}
	if v.reported < 0 {
		return w
	}
	w.Here = v.Reported.Long()
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
	if before >= 0 && there(address(runs[before].Reported)) {
		p := runs[before].Reported
		w.Previous, w.PreviousWords = address(p), p.Long()
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
	add(p.Map[0] != "", "#map", "Map", "Map")
	add(p.Changed != nil, "#changed", "What changed", "Changed")
	add(p.Compare != nil, "#compare", "Compare", "Compare")
	add(true, "#topics", "All topics", "Topics")
	add(p.Stacked != nil, "#themes", "Themes", "")
	add(p.Events.Any(), "#events", "Events", "Events")
	add(p.Search != nil, "#search", "Search", "Search")
	return nav
}

type keyHelp struct{ Key, Words string }

// keys are the keys that this page knows.
func (p *page) keys() []keyHelp {
	var k []keyHelp
	add := func(has bool, key, words string) {
		if has {
			k = append(k, keyHelp{key, words})
		}
	}
	add(p.Search != nil, "/", "search")
	add(true, "w", "papers")
	add(p.Changed != nil, "m", "what changed")
	add(p.Compare != nil, "c", "compare; in a panel: compare its topic")
	add(true, "a", "all topics")
	add(p.Stacked != nil, "x", "themes")
	add(p.Events.Any(), "l", "events")
	add(true, "d", "light or dark")
	add(true, "← →", "in a panel: previous and next topic")
	add(true, "Esc", "close a panel")
	add(true, "?", "these keys")
	return k
}

func (v *view) compareSection() *compareSection {
	s := &compareSection{Heading: "Compare topics"}
	s.Question = "How do two to six shares compare over time? Lines: " + v.lineWords() + "; the band shows the 95" + thin + "% interval of the line in focus."
	if v.compared() {
		s.Question = strings.Replace(s.Question, "over time?", "over time, or between two periods?", 1)
		for _, p := range v.Trends.Pairs {
			w := v.kinds[topics.IsTopic].span()
			s.Pairs = append(s.Pairs, pairName{shown(p.Name, longestTitle), p.Before.String() + "," + p.After.String(), p.Before == w.Base && p.After == w.Recent})
		}
	}
	if v.Selection != nil {
		s.Question += " Shares of this selection, not of the field."
	}
	s.Question += v.zoomNote()
	for _, m := range v.Marks {
		s.Marks = append(s.Marks, m.Period.String()+": "+shown(m.Text, longestTitle))
	}
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
