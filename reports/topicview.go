package reports

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

const (
	openPanels = 12 // small multiples that are not folded
	termsShown = 6
	// countedInWords is the number of periods up to which a panel says how many
	// papers stand behind each dot.
	countedInWords = 6
)

// topicSection holds the small multiples and the table of all topics.
type topicSection struct {
	Heading, Question, Note string
	Drawings                template.HTML // lines that panels and table use
	Panels                  []panel       // the largest topics
	Folds                   []panelFold   // the others
	Rows                    []tableRow
	Spark, Stability        bool // the table has these columns
	Themes                  bool
}

type panelFold struct {
	Name, Square, Share, Count string
	Panels                     []panel
}

type panel struct {
	Name, Href, Share, Counts, Mid string
	SVG                            template.HTML
	Unstable                       bool
}

type tableRow struct {
	ID, Name, More, Theme, Square, Terms, Share, Interval string
	Papers, ShareSort                                     string
	PaperCount                                            int
	Spark                                                 template.HTML
	Stability                                             string
	Unstable, Waiting, Renamed                            bool
	Corrected                                             []string // by the user
}

func (v *view) topicSection() topicSection {
	s := topicSection{
		Heading: "All topics", Question: "What is each topic about, and how much is sure?",
		Spark: v.trending(), Themes: len(v.Themes) > 0,
		Stability: slices.ContainsFunc(v.Topics, func(t topics.Topic) bool { return t.Stability >= 0 }),
	}
	if n := len(v.Topics); n > 1 {
		s.Heading = "All " + counted(n, "topic")
	}
	var panels []panel
	if v.trending() {
		s.Question = "When was each topic big, and how sure is its line?"
		if v.few() {
			s.Question = "How was each topic spread? Share of the papers of each " + v.Unit.String() + ", with 95" + thin + "% intervals."
		}
		panels = v.panels(&s)
	}
	for i, t := range v.Topics {
		row := v.tableRow(i, t)
		switch {
		case !s.Stability:
			row.Stability = ""
		case t.Stability < 0:
			row.Stability = "–"
		}
		s.Rows = append(s.Rows, row)
	}
	if len(panels) == 0 {
		return s
	}
	s.Panels = panels
	if len(panels) > openPanels+4 { // fewer are not worth a fold
		s.Panels = panels[:openPanels]
		s.Folds = v.folds(panels)
		s.Question += " Open: the " + thousands(openPanels) + " largest; the others are folded" + map[bool]string{true: " under their themes.", false: "."}[s.Themes]
	}
	return s
}

// panels draws one small multiple a topic, all on one scale.
func (v *view) panels(s *topicSection) []panel {
	out := make([]panel, len(v.Topics))
	var drawings strings.Builder
	for i, t := range v.Topics {
		p := panel{Name: v.names[t.ID], Href: href(t.ID), Unstable: unstable(t)}
		share := v.Overall[i]
		p.Share = percent(share.Value, share.Total)
		if v.few() {
			p.SVG = v.whiskers(v.Shares[i])
			if len(v.Shares[i]) <= countedInWords {
				p.Counts = v.countsInWords(v.Shares[i])
			}
		} else {
			id := "s" + t.ID.String()
			drawings.WriteString(v.lineDrawing(id, v.Shares[i], unstable(t)))
			p.SVG = use(id, 1, true)
			p.Mid = percent(v.top/2, 0)
		}
		out[i] = p
	}
	s.Drawings = template.HTML(drawings.String())
	s.Note = v.panelNote()
	return out
}

func (v *view) panelNote() string {
	unit := v.Unit.String()
	if v.few() {
		note := "Each panel: 0 to " + percent(v.top, 0) + ". Dot: share of the " + unit + "’s papers; whisker: 95" + thin + "% interval. Hollow: fewer than " + spelt(thinPapers) + " papers in the " + unit + "."
		if len(v.Counts.Periods) > countedInWords {
			note += " Number: share of all dated papers."
		}
		if last := v.Counts.Periods[len(v.Counts.Periods)-1]; last.Complete && last.Period.End().Compare(v.AsOf) > 0 {
			note += " " + upper(span(last.Period)) + ": to " + day(v.AsOf) + "."
		}
		return note
	}
	first := v.firstDrawn()
	periods := v.Counts.Periods
	return "Each panel: " + day(periods[first].Period.Start()) + " to " + day(periods[v.reported].Period.End()) +
		", 0 to " + percent(v.top, 0) + " (dotted: " + percent(v.top/2, 0) + "), hairline at 1 January. Line: share of each " + unit +
		"’s papers; band: 95" + thin + "% interval, cut at the top. Number: share of all dated papers. Dashed: unstable topic."
}

// countsInWords lists the periods in which the topic has papers.
func (v *view) countsInWords(shares []trends.Share) string {
	var out []string
	for i, s := range shares {
		if s.Papers > 0 && v.Counts.Periods[i].Complete {
			out = append(out, v.Counts.Periods[i].Period.String()+": "+thousands(s.Papers)+" of "+thousands(s.Total))
		}
	}
	if len(out) == 0 {
		return "no dated paper"
	}
	return strings.Join(out, " · ")
}

// folds puts the panels after the first under their themes.
func (v *view) folds(panels []panel) []panelFold {
	var folds []panelFold
	at := make(map[topics.ID]int)
	for i, t := range v.Themes {
		s := v.OverallThemes[i]
		at[t.ID] = len(folds)
		folds = append(folds, panelFold{Name: v.names[t.ID], Square: v.themeClass(t.ID), Share: percent(s.Value, s.Total)})
	}
	other := len(folds)
	folds = append(folds, panelFold{Name: "The other topics"})
	for i := openPanels; i < len(panels); i++ {
		f, ok := at[v.Topics[i].Theme]
		if !ok {
			f = other
		}
		folds[f].Panels = append(folds[f].Panels, panels[i])
	}
	folds = slices.DeleteFunc(folds, func(f panelFold) bool { return len(f.Panels) == 0 })
	for i := range folds {
		more := " more topic"
		if len(folds[i].Panels) > 1 {
			more += "s"
		}
		folds[i].Count = thousands(len(folds[i].Panels)) + more
	}
	return folds
}

func (v *view) tableRow(i int, t topics.Topic) tableRow {
	row := tableRow{
		ID: t.ID.String(), Name: v.names[t.ID], Papers: thousands(t.Papers), PaperCount: t.Papers,
		Theme: v.names[t.Theme], Square: v.themeClass(t.Theme), Terms: strings.Join(shownAll(t.Terms, termsShown), ", "),
		More: strings.Join(v.furtherNames(t), " · "), Stability: two(t.Stability),
		Unstable: unstable(t), Waiting: t.State == topics.Waiting, Renamed: t.Renamed, Corrected: v.Corrected(t.ID),
	}
	if s := v.Overall[i]; s.Total > 0 {
		row.Share, row.Interval = percent(s.Value, s.Total), interval(s)
		row.ShareSort = strconv.FormatFloat(s.Value, 'f', 6, 64)
	}
	switch {
	case !v.trending():
	case v.few():
		row.Spark = v.smallWhiskers(v.Shares[i])
	default:
		row.Spark = use("s"+t.ID.String(), v.stretch(v.Shares[i]), false)
	}
	return row
}

// furtherNames are the phrases of a label after the first.
func (v *view) furtherNames(t topics.Topic) []string {
	if len(t.Label) < 2 {
		return nil
	}
	return shownAll(t.Label[1:], 2)
}

func shownAll(list []string, most int) []string {
	out := make([]string, 0, most)
	for _, s := range list[:min(most, len(list))] {
		out = append(out, shown(s, longestLabel))
	}
	return out
}
