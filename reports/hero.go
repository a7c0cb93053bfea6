package reports

import (
	"html/template"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// hero is the head of a page: what came in, in one sentence.
type hero struct {
	Eyebrow        []string
	Headline, Rest string
	Moved          *moved
	Lead           string // before the names of the largest topics
	Largest        []nameCount
	Guards         []string // what must not be misread
	Volume         template.HTML
	VolumeHead     string
	VolumeFoot     string
}

type nameCount struct{ Name, Href, Count string }

func (v *view) hero(s *since) hero {
	h := hero{Largest: v.largest(), Guards: v.guards()}
	h.Eyebrow = []string{v.title()}
	if v.reported >= 0 && v.Selection == nil {
		h.Eyebrow = append(h.Eyebrow, v.Reported.Long())
	}
	if s := v.Selection; s != nil && !s.Captured.IsZero() {
		h.Eyebrow = append(h.Eyebrow, "saved on "+s.Captured.Long())
	}
	if !v.AsOf.IsZero() {
		h.Eyebrow = append(h.Eyebrow, "as of "+v.AsOf.Long())
	}
	h.Eyebrow = append(h.Eyebrow, "run "+thousands(v.Number))
	h.Headline, h.Rest = v.headline()
	h.Lead = v.lead()
	v.moved(&h, s)
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

// moved is the part of the headline that only confirmed verdicts colour.
type moved struct {
	Up, Join, Down, End string
	Risers, Fallers     []nameCount // Count holds the change
	Words               string      // what the changes are
}

// mostNamed is how many confirmed movers stand under the headline.
const mostNamed = 5

// moved says in the headline what changed: since the page before, and what is
// confirmed. Unstable topics are never in it.
func (v *view) moved(h *hero, s *since) {
	k := &v.kinds[topics.IsTopic]
	if !k.tested() || v.Selection != nil || v.reported < 0 {
		return
	}
	h.Rest = ""
	if s != nil {
		h.Rest = s.Lead + ": " + plural(s.Fresh, "topic") + " newly rising"
		if s.Past > 0 {
			h.Rest += ", " + spelt(s.Past) + " no longer"
		}
		h.Rest += "."
	}
	var m moved
	movers, _ := v.byEvidence(k)
	for _, i := range movers {
		t := k.topics[i]
		st := v.standing(k, i)
		if !st.Firm || unstable(t) {
			continue
		}
		n := nameCount{v.names[t.ID], href(t.ID), points(k.Trends[i].Movers[st.at].Difference)}
		switch st.Verdict {
		case trends.Rising:
			m.Risers = append(m.Risers, n)
		case trends.Falling:
			m.Fallers = append(m.Fallers, n)
		}
	}
	up, down := len(m.Risers), len(m.Fallers)
	if up+down == 0 {
		h.Rest = strings.TrimSpace(h.Rest + " No rise or fall is confirmed.")
		return
	}
	m.Up, m.Join, m.Down, m.End = verb(up, "rise"), " and ", verb(down, "fall"), ", confirmed."
	switch {
	case up == 0:
		m.Up, m.Join, m.Down = "", "", upper(m.Down)
	case down == 0:
		m.Up, m.Join, m.Down, m.End = upper(m.Up), "", "", " and none falls, confirmed."
	default:
		m.Up = upper(m.Up)
	}
	m.Words = "percentage points, " + against(k.span())
	h.Moved, h.Largest = &m, nil
}

// verb writes "two rise" and "one falls".
func verb(n int, does string) string {
	if n == 1 {
		return "one " + does + "s"
	}
	return spelt(n) + " " + does
}

// plural writes "no topic", "one topic", "two topics".
func plural(n int, noun string) string {
	if n > 1 {
		noun += "s"
	}
	return spelt(n) + " " + noun
}

// Named cuts a list of movers and says how many more there are.
func (m moved) Named(list []nameCount) []nameCount { return list[:min(mostNamed, len(list))] }

// More is how many of a list are not named.
func (m moved) More(list []nameCount) int { return max(0, len(list)-mostNamed) }

// headline is the sentence of the page and what qualifies it.
func (v *view) headline() (first, rest string) {
	all := counted(v.Size(), "paper")
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
		n = counted(v.Size(), "paper") + " since " + first.Long() + " in " + n
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
		out = append(out, "The "+v.Unit.String()+" from "+p.Period.Start().Long()+" is unfinished: "+counted(p.Papers, "paper")+" so far. It gives no point and no share.")
	}
	for _, w := range v.Warnings {
		if slices.ContainsFunc(v.Homes, func(h topics.Home) bool { return h.News == w }) {
			continue // the watch list says it
		}
		out = append(out, sentence(shown(w, longestTitle)))
	}
	return out
}

// readWith are the warnings about the saved pages of this run, such as a year
// that was guessed. What else is odd about files stands in the list of runs: the
// same papers may lie in other files, and give the same page.
func (v *view) readWith(runs []history.Summary) []string {
	var out []string
	for _, r := range runs {
		if r.Number != v.Number {
			continue
		}
		for _, in := range r.Inputs {
			if !strings.HasPrefix(in.Format, "page") {
				continue
			}
			for _, w := range in.Warnings {
				if w = "As it was read: " + shown(w, longestTitle) + "."; !slices.Contains(out, w) && len(out) < mostRead {
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// mostRead is how many warnings about files a page repeats; papertide runs has
// all.
const mostRead = 3

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
