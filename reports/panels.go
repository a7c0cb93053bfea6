package reports

import (
	"html/template"
	"slices"
	"strings"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

const (
	openPanels = 12 // small multiples that are not folded
	// countedInWords is the number of periods up to which a panel says how many
	// papers stand behind each dot.
	countedInWords = 6
)

// panelRow is a named group of open panels.
type panelRow struct {
	Name, Note string
	Panels     []panel
}

type panelFold struct {
	Name, Square, Share, Count string
	By, Class                  string
	Panels                     []panel
}

type panel struct {
	ID, Name, Href, Share, Counts, Mid string
	SVG                                template.HTML
	Unstable                           bool
	By, Glyph, Class                   string
	Same, Own, Top                     string // factors of the common and of its own scale, and the top of that
}

// panels draws one small multiple a topic, all on one scale, and returns the
// lines that they use.
func (v *view) panels() (template.HTML, []panel) {
	out := make([]panel, len(v.Topics))
	var drawings strings.Builder
	k := &v.kinds[topics.IsTopic]
	for i, t := range v.Topics {
		if !v.few() {
			drawings.WriteString(v.lineDrawing("s"+t.ID.String(), k.lines[i], v.standing(k, i).Class, unstable(t)))
		}
		out[i] = v.panel(topics.IsTopic, i, v)
	}
	return template.HTML(drawings.String()), out
}

// panel is a topic's small multiple, whose line was drawn by another view, on
// that view's scale.
func (v *view) panel(kind topics.Kind, i int, drawn *view) panel {
	k := &v.kinds[kind]
	t, share := k.topics[i], k.share(i)
	p := panel{ID: t.ID.String(), Name: v.names[t.ID], Href: href(t.ID), Unstable: unstable(t), Share: percent(share.Value, share.Total)}
	if k.tested() && v.Selection == nil {
		s := v.standing(k, i)
		if p.Glyph, p.Class = s.Glyph, s.Class; s.Verdict != trends.NoEvidence {
			p.By = points(k.Trends[i].Movers[s.at].Difference)
		}
	}
	if v.few() {
		p.SVG = v.whiskers(k.shares[i])
		if len(k.shares[i]) <= countedInWords {
			p.Counts = v.countsInWords(k.shares[i])
		}
		return p
	}
	same, own := drawn.top/v.top, drawn.stretch(k.lines[i])
	p.Same, p.Own, p.Top = factor(same), factor(own), percent(drawn.top/own, 200)
	p.SVG, p.Mid = use("s"+p.ID, same, true), percent(v.top/2, 0)
	return p
}

// watchedPanels are the panels of the watched topics, whose lines stand in the
// watch list.
func (v *view) watchedPanels() []panel {
	if v.few() {
		return nil
	}
	out := make([]panel, len(v.Watched))
	for i := range out {
		out[i] = v.panel(topics.IsWatched, i, v.alone(topics.IsWatched, i))
	}
	return out
}

// arrange opens the watched topics, what changed and the largest topics, and
// folds the others under their themes.
func (v *view) arrange(s *topicSection, panels []panel) {
	k := &v.kinds[topics.IsTopic]
	s.Sorts = len(panels) > openPanels
	open := map[int]bool{}
	if watched := v.watchedPanels(); len(watched) > 0 {
		s.Open = append(s.Open, panelRow{"Watch list", "phrases and papers of your own", watched})
	}
	if k.tested() && v.Selection == nil {
		row := panelRow{Name: "What changed", Note: "strongest evidence first"}
		movers, _ := v.byEvidence(k)
		for _, i := range movers {
			open[i] = true
			row.Panels = append(row.Panels, panels[i])
		}
		if len(row.Panels) > 0 {
			s.Open = append(s.Open, row)
		}
	}
	row := panelRow{Name: "Largest", Note: "with those above, the " + thousands(openPanels) + " largest"}
	var folded []int
	for i, p := range panels {
		switch {
		case open[i]:
		case i < openPanels, len(panels) <= openPanels+4: // fewer are not worth a fold
			row.Panels = append(row.Panels, p)
		default:
			folded = append(folded, i)
		}
	}
	if len(folded) == 0 {
		row.Name, row.Note = "All topics", ""
		if len(s.Open) > 0 {
			row.Name = "The other topics"
		}
	}
	if len(row.Panels) > 0 {
		s.Open = append(s.Open, row)
	}
	if len(s.Open) == 1 {
		s.Open[0].Name, s.Open[0].Note = "", ""
	}
	if len(folded) > 0 {
		s.Folds = v.folds(panels, folded)
		s.Question += " Open: " + map[bool]string{true: "yours, what changed and ", false: ""}[len(s.Open) > 1] + "the " + thousands(openPanels) + " largest; the others are folded" + map[bool]string{true: " under their themes.", false: "."}[s.Themes]
	}
}

func (v *view) panelNote() string {
	unit := v.Unit.String()
	number := " Number: share, " + v.kinds[topics.IsTopic].window() + "."
	if v.few() {
		note := "Each panel: 0 to " + percent(v.top, 0) + ". Dot: share of the " + unit + "’s papers; whisker: 95" + thin + "% interval. Hollow: fewer than " + spelt(thinPapers) + " papers in the " + unit + "."
		if len(v.Counts.Periods) > countedInWords {
			note += number
		}
		if last := v.Counts.Periods[len(v.Counts.Periods)-1]; last.Complete && last.Period.End().Compare(v.AsOf) > 0 {
			note += " " + upper(last.Period.Long()) + ": to " + v.AsOf.Long() + "."
		}
		return note
	}
	first := v.firstDrawn()
	periods := v.Counts.Periods
	note := "Each panel: " + periods[first].Period.Start().Long() + " to " + periods[v.reported].Period.End().Long() +
		", 0 to " + percent(v.top, 0) + " (dotted: " + percent(v.top/2, 0) + "), hairline at 1 January. Line: " + v.lineWords() +
		"; band: 95" + thin + "% interval" + map[bool]string{true: ".", false: ", cut at the top."}[v.rolled() > 1] + number
	if k := &v.kinds[topics.IsTopic]; k.tested() {
		note += " Grey: the " + length(k.span().Recent) + " under test."
	}
	return note + " Dashed: unstable topic."
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

// folds puts panels under their themes.
func (v *view) folds(panels []panel, folded []int) []panelFold {
	var folds []panelFold
	at := make(map[topics.ID]int)
	k := &v.kinds[topics.IsTheme]
	for i, t := range v.Themes {
		s := k.share(i)
		at[t.ID] = len(folds)
		f := panelFold{Name: v.names[t.ID], Square: v.themeClass(t.ID), Share: percent(s.Value, s.Total)}
		if k.tested() && v.Selection == nil {
			s := v.standing(k, i)
			if f.By, f.Class = s.Glyph, s.Class; s.Verdict != trends.NoEvidence {
				f.By += " " + points(k.Trends[i].Movers[s.at].Difference) + " pp"
			}
		}
		folds = append(folds, f)
	}
	other := len(folds)
	folds = append(folds, panelFold{Name: "The other topics"})
	for _, i := range folded {
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
