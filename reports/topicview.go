package reports

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/topics"
)

const termsShown = 6

// topicSection holds the small multiples and the table of all topics.
type topicSection struct {
	Heading, Question, Note string
	Drawings                template.HTML // lines that panels and table use
	Open                    []panelRow    // watched topics, what changed, the largest
	Folds                   []panelFold   // the others
	Sorts                   bool
	Rows                    []tableRow
	Spark, Stability, Tests bool   // the table has these columns
	Window                  string // that shares are over
	Themes                  bool
	Heat                    bool
}

type tableRow struct {
	ID, Name, More, Theme, Square, Terms, Share, Interval string
	Papers, ShareSort                                     string
	PaperCount                                            int
	Spark                                                 template.HTML
	Stability                                             string
	By, ByInterval, BySort, Risk, RiskSort                string
	standing
	Unstable, Waiting, Renamed bool
	Corrected                  []string // by the user
}

func (v *view) topicSection() topicSection {
	s := topicSection{
		Heading: "All topics", Question: "What is each topic about, and how much is sure?",
		Spark: v.trending(), Themes: len(v.Themes) > 0, Window: v.kinds[topics.IsTopic].window(),
		Tests:     v.kinds[topics.IsTopic].tested() && v.Selection == nil,
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
		s.Drawings, panels = v.panels()
		s.Note = v.panelNote()
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
	if len(panels) > 0 {
		v.arrange(&s, panels)
	}
	return s
}

func (v *view) tableRow(i int, t topics.Topic) tableRow {
	row := tableRow{
		ID: t.ID.String(), Name: v.names[t.ID], Papers: thousands(t.Papers), PaperCount: t.Papers,
		Theme: v.names[t.Theme], Square: v.themeClass(t.Theme), Terms: strings.Join(shownAll(t.Terms, termsShown), ", "),
		More: strings.Join(v.furtherNames(t), " · "), Stability: two(t.Stability),
		Unstable: unstable(t), Waiting: t.State == topics.Waiting, Renamed: t.Renamed, Corrected: v.Corrected(t.ID),
	}
	k := &v.kinds[topics.IsTopic]
	if s := k.share(i); s.Total > 0 {
		row.Share, row.Interval = percent(s.Value, s.Total), interval(s)
		row.ShareSort = strconv.FormatFloat(s.Value, 'f', 6, 64)
	}
	row.Spark = v.spark(topics.IsTopic, i)
	if k.tested() && v.Selection == nil {
		row.standing = v.standing(k, i)
		m := k.Trends[i].Movers[row.at]
		if row.Risk = riskOf(m.Change); m.Before.Total > 0 && m.After.Total > 0 {
			row.By, row.ByInterval = points(m.Difference), ppInterval(m.Change)
		}
		row.BySort, row.RiskSort = strconv.FormatFloat(m.Difference, 'f', 6, 64), "2"
		if m.Untested == "" {
			row.RiskSort = strconv.FormatFloat(m.Q, 'g', 4, 64)
		}
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
