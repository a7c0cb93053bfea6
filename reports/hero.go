package reports

import (
	"html/template"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// hero is the head of a page: what came in, in one sentence.
type hero struct {
	Eyebrow        []string
	Headline, Rest string
	Lead           string // before the names of the largest topics
	Largest        []nameCount
	Guards         []string // what must not be misread
	Volume         template.HTML
	VolumeHead     string
	VolumeFoot     string
}

type nameCount struct{ Name, Href, Count string }

func (v *view) hero() hero {
	h := hero{Largest: v.largest(), Guards: v.guards()}
	h.Eyebrow = []string{v.title()}
	if v.reported >= 0 && v.Selection == nil {
		h.Eyebrow = append(h.Eyebrow, span(v.Reported))
	}
	if s := v.Selection; s != nil && !s.Captured.IsZero() {
		h.Eyebrow = append(h.Eyebrow, "saved on "+day(s.Captured))
	}
	if !v.AsOf.IsZero() {
		h.Eyebrow = append(h.Eyebrow, "as of "+day(v.AsOf))
	}
	h.Eyebrow = append(h.Eyebrow, "run "+thousands(v.Number))
	h.Headline, h.Rest = v.headline()
	h.Lead = v.lead()
	if len(v.Counts.Periods) > 1 {
		h.VolumeHead, h.Volume, h.VolumeFoot = v.volume()
	}
	return h
}

func (v *view) title() string {
	if t := shown(v.Title, longestLabel); t != "" {
		return t
	}
	return "Papers"
}

// headline is the sentence of the page and what qualifies it.
func (v *view) headline() (first, rest string) {
	all := counted(len(v.Papers), "paper")
	switch {
	case v.Selection != nil:
		return all + ", a selection" + v.selectionSpan() + ".", "Shares are shares of this selection, not of the field."
	case v.reported < 0:
		return all + " without a date.", "Topics and papers stand here; nothing can be said about time."
	}
	p := v.Counts.Periods[v.reported]
	n := counted(p.Papers, "paper")
	switch {
	case len(v.Counts.Periods) == 1 && p.Complete:
		return n + ".", "One " + v.Unit.String() + " of data, so nothing can rise or fall yet."
	case !p.Complete:
		return n + " so far " + in(p.Period) + ".", "No " + v.Unit.String() + " is complete yet, so no share is drawn."
	case p.Papers == 0:
		return "No papers " + in(p.Period) + ".", ""
	}
	first = n + " " + in(p.Period) + "."
	if names := v.busiest(); len(names) > 0 {
		rest = "Most on " + listed(names) + "."
	}
	return first, rest
}

func (v *view) selectionSpan() string {
	from, to := v.Selection.From, v.Selection.To
	switch {
	case from.IsZero():
		return ""
	case from.Time().Year() == to.Time().Year():
		return " from " + from.Time().Format("January") + " to " + to.Time().Format("January 2006")
	}
	return " from " + from.Time().Format("2006") + " to " + to.Time().Format("2006")
}

// busiest names the topics with most papers in the reported period, three at
// most and only those with more than one.
func (v *view) busiest() []string {
	order := v.byCount(func(t int) int { return v.Counts.Topic[t][v.reported] })
	var names []string
	for _, t := range order {
		if len(names) == 3 || v.Counts.Topic[t][v.reported] < 2 {
			break
		}
		names = append(names, v.names[v.Topics[t].ID])
	}
	return names
}

func (v *view) byCount(papers func(topic int) int) []int {
	order := make([]int, len(v.Topics))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return papers(b) - papers(a) })
	return order
}

func (v *view) lead() string {
	n := counted(len(v.Topics), "topic")
	switch {
	case len(v.Topics) == 0:
		return ""
	case v.Selection == nil && v.reported >= 0:
		var first calendar.Date
		for _, p := range v.Papers {
			if !p.Date.IsZero() && (first.IsZero() || p.Date.Compare(first) < 0) {
				first = p.Date
			}
		}
		n = counted(len(v.Papers), "paper") + " since " + day(first) + " in " + n
	}
	if len(v.Topics) == 1 {
		return n + ": "
	}
	return n + "; the largest are "
}

func (v *view) largest() []nameCount {
	var out []nameCount
	for _, t := range v.byCount(func(t int) int { return v.Topics[t].Papers })[:min(3, len(v.Topics))] {
		id := v.Topics[t].ID
		out = append(out, nameCount{v.names[id], href(id), thousands(v.Topics[t].Papers)})
	}
	return out
}

// guards are the sentences that keep a reader from seeing what is not there.
func (v *view) guards() []string {
	var out []string
	if s := v.Selection; s != nil {
		what := "These papers were saved from a page and span more than 60 days"
		if s.Phrase != "" {
			what += ", and " + thousands(s.Holding) + " of " + thousands(len(v.Papers)) + " hold “" + shown(s.Phrase, longestLabel) + "”"
		}
		out = append(out, what+": this is a search result, so nothing is tested and nothing rises or falls here.")
	} else if n := len(v.Counts.Periods); v.unfinished() {
		p := v.Counts.Periods[n-1]
		out = append(out, "The "+v.Unit.String()+" from "+day(p.Period.Start())+" is unfinished: "+counted(p.Papers, "paper")+" so far. It gives no point and no share.")
	}
	for _, w := range v.Warnings {
		if slices.ContainsFunc(v.Homes, func(h topics.Home) bool { return h.News == w }) {
			continue // the watch list says it
		}
		out = append(out, sentence(shown(w, longestTitle)))
	}
	return out
}

// sentence gives a warning, written as Go writes errors, its capital and full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if c := s[0]; c >= 'a' && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	if last := s[len(s)-1]; last != '.' && last != '!' && last != '?' {
		s += "."
	}
	return s
}
