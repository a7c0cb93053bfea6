package reports

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// changedSection says what rises and falls, and how sure that is.
type changedSection struct {
	Heading, Question string
	LineHead, Span    string // heads of columns
	Against           string
	Rows              []changedRow
	None              string // where nothing moved
	Note              string
	Rest              []changedRow // topics without evidence of change
	RestWords         string
	Notes             []string // what must be said beside the numbers
	Events            []eventItem
	EventsWords       string
	Themes            []changedRow // with a verdict
	ThemesWords       string
}

// changedRow is a topic with its change.
type changedRow struct {
	ID, Name, Href, Theme, Square string
	Unstable                      bool
	Spark, Bar                    template.HTML
	Share, Interval, Window       string
	By, ByInterval, Risk          string
	Tag                           string // re-clustering
	standing
	Now    string // "This week: 4"
	Lead   string // "Latest, 18 June:"
	Papers []paperItem
}

// changed is what the page says of change; nil where it says nothing.
func (v *view) changed() *changedSection {
	k := &v.kinds[topics.IsTopic]
	if v.Selection != nil || v.reported < 0 {
		return nil
	}
	s := &changedSection{Heading: "What changed"}
	for _, note := range k.Notes {
		s.Notes = append(s.Notes, sentence(shown(note, longestTitle)))
	}
	if !k.tested() {
		if len(s.Notes) == 0 {
			return nil
		}
		s.Question = "Nothing can be tested yet."
		return s
	}
	w := k.span()
	s.Heading += " over " + length(w.Recent)
	s.Question = v.changedQuestion(k)
	s.LineHead, s.Span, s.Against = upper(v.lineWords()), length(w.Recent), "the "+length(w.Base)+" before"
	if v.few() {
		s.LineHead = "Share of each " + v.Unit.String()
	}
	movers, rest := v.byEvidence(k)
	scale := v.changeScale(k, movers)
	for _, i := range movers {
		s.Rows = append(s.Rows, v.changedRow(topics.IsTopic, i, scale))
	}
	if len(movers) == 0 {
		s.None = "No topic moved over " + length(w.Recent) + " by more than chance explains."
	}
	scale = v.changeScale(k, rest)
	for _, i := range rest {
		s.Rest = append(s.Rest, v.changedRow(topics.IsTopic, i, scale))
	}
	s.RestWords = counted(len(rest), "topic") + " without evidence of change"
	s.Note = v.changedNote(k, v.changeScale(k, movers), len(movers) > 0)
	v.rail(s)
	return s
}

func (v *view) changedQuestion(k *kin) string {
	q := "Is it real? Strongest evidence first. New: the test of this page passes (false-alarm risk q ≤ 0.05 over " + counted(len(k.topics), "topic") + ")."
	if v.Unit <= calendar.Month {
		q += " Confirmed: the evidence of all " + v.Unit.String() + "s together bears it."
	}
	if slices.ContainsFunc(k.Trends, func(t trends.Trend) bool { return t.Verdict() == trends.Squeezed }) {
		q += " Squeezed: the share fell only because confirmed risers grew."
	}
	return q
}

func (v *view) changedNote(k *kin, scale float64, movers bool) string {
	var out []string
	if movers {
		line := "Line and band: " + v.lineWords() + " with its 95" + thin + "% interval, each on its own scale; grey: the " + length(k.span().Recent) + " under test; hairline: 1 January."
		if v.few() {
			line = "Dot and whisker: " + v.lineWords() + " with its 95" + thin + "% interval."
		}
		out = append(out, line, "Change bars share one scale, ±"+thousands(int(math.Round(100*scale)))+" pp, and show 95"+thin+"% intervals.")
	}
	for at, w := range k.Windows[:len(k.Windows)-1] {
		n := 0
		for _, t := range k.Trends {
			if t.Movers[at].Verdict != trends.NoEvidence {
				n++
			}
		}
		passes := "no topic passes"
		if n > 0 {
			passes = counted(n, "topic") + " pass" + map[bool]string{true: "es", false: ""}[n == 1]
		}
		out = append(out, "In the "+against(w)+", "+passes+".")
	}
	return strings.Join(out, " ")
}

// byEvidence parts the topics with a verdict from the others: confirmed ones by
// their e-value, then by q.
func (v *view) byEvidence(k *kin) (movers, rest []int) {
	for i := range k.topics {
		if k.Trends[i].Verdict() != trends.NoEvidence {
			movers = append(movers, i)
		} else {
			rest = append(rest, i)
		}
	}
	order := func(a, b int) int {
		rank := func(i int) int {
			switch t := k.Trends[i]; {
			case t.Confirmed:
				return 0
			case t.WasConfirmed:
				return 1
			}
			return 2
		}
		e := func(i int) float64 {
			if rank(i) == 0 {
				return k.Trends[i].E
			}
			return 0
		}
		untested := func(i int) int {
			if k.mover(i).Untested != "" {
				return 1
			}
			return 0
		}
		q := func(i int) float64 { return k.Trends[i].Movers[v.standing(k, i).at].Q }
		return cmp.Or(rank(a)-rank(b), cmp.Compare(e(b), e(a)), untested(a)-untested(b), cmp.Compare(q(a), q(b)), a-b)
	}
	slices.SortFunc(movers, order)
	slices.SortFunc(rest, order)
	return movers, rest
}

// changeScale is the end of the change bars: what holds every interval, rounded
// up to a percentage point.
func (v *view) changeScale(k *kin, list []int) float64 {
	top := 0.0
	for _, i := range list {
		m := k.Trends[i].Movers[v.standing(k, i).at]
		top = max(top, -m.Low, m.High, math.Abs(m.Difference))
	}
	return max(0.02, math.Ceil(100*top)/100)
}

func (v *view) changedRow(kind topics.Kind, i int, scale float64) changedRow {
	k := &v.kinds[kind]
	t := k.topics[i]
	s := v.standing(k, i)
	m, h := k.Trends[i].Movers[s.at], k.Windows[s.at].Horizon
	row := changedRow{
		ID: t.ID.String(), Name: v.names[t.ID], Href: href(t.ID), Theme: v.names[t.Theme], Square: v.themeClass(t.Theme), Unstable: unstable(t),
		Share: percent(k.share(i).Value, k.share(i).Total), Interval: interval(k.share(i)),
		By: points(m.Difference), ByInterval: ppInterval(m.Change), Risk: riskOf(m.Change), Tag: v.reclustered(kind, i, h), standing: s,
		Bar: changeBar(m.Change, s.Class, scale),
	}
	if s.at < len(k.Windows)-1 {
		row.Window = against(k.Windows[s.at])
	}
	if kind == topics.IsTheme {
		row.Square = v.themeClass(t.ID)
		return row
	}
	if row.Spark = v.spark(kind, i); s.Verdict != trends.NoEvidence {
		row.shownBy(v, i)
	}
	return row
}

// spark is a topic's small drawing on its own scale.
func (v *view) spark(kind topics.Kind, i int) template.HTML {
	k := &v.kinds[kind]
	switch {
	case !v.trending():
		return ""
	case v.few():
		return v.smallWhiskers(k.shares[i])
	}
	return use("s"+k.topics[i].ID.String(), v.stretch(k.lines[i]), false)
}

// shownBy gives a mover its papers: two of the reported period, most upvoted
// first, or the latest.
func (m *changedRow) shownBy(v *view, topic int) {
	var now []int
	latest := -1
	newest := newestFirst(v.Papers)
	for row, of := range v.Of {
		if int(of) != topic {
			continue
		}
		if latest < 0 || newest(row, latest) < 0 {
			latest = row
		}
		if at, ok := v.Papers[row].Date.In(v.Unit); ok && at == v.Reported {
			now = append(now, row)
		}
	}
	m.Now = upper(in(v.Reported)) + ": none"
	switch {
	case len(now) > 0:
		slices.SortFunc(now, func(a, b int) int { return cmp.Or(upvotes(v, b)-upvotes(v, a), newest(a, b)) })
		m.Now = upper(in(v.Reported)) + ": " + thousands(len(now))
		for _, row := range now[:min(2, len(now))] {
			m.Papers = append(m.Papers, v.item(row))
		}
	case latest >= 0 && !v.Papers[latest].Date.IsZero():
		m.Lead = "Latest, " + shortDay(v.Papers[latest].Date) + ":"
		m.Papers = append(m.Papers, v.item(latest))
	}
}

// changeBar draws a difference with its interval about zero.
func changeBar(c trends.Change, class string, scale float64) template.HTML {
	if c.Before.Total == 0 || c.After.Total == 0 {
		return ""
	}
	const width, middle = 172, 11
	x := ruler{-scale, scale, 3, width - 3}
	var s svg
	s.add(`<svg class="g-`, class, `" viewBox="0 0 172 22" aria-hidden="true" focusable="false">`)
	s.line("gr", 3, middle, width-3, middle)
	s.line("zero", x.at(0), 3, x.at(0), 19)
	s.line("wh", x.at(max(c.Low, -scale)), middle, x.at(min(c.High, scale)), middle)
	s.circle("cdot", x.at(c.Difference), middle, 4.2)
	s.add(`</svg>`)
	return template.HTML(s.String())
}

// rail fills what stands beside the movers: the events of this page, and the
// themes with a verdict.
func (v *view) rail(s *changedSection) {
	s.Events = v.events()
	if len(s.Events) > shownSince {
		s.Events = s.Events[:shownSince]
	}
	s.EventsWords = "Events since the run before."
	k := &v.kinds[topics.IsTheme]
	if !k.tested() {
		return
	}
	movers, _ := v.byEvidence(k)
	for _, i := range movers {
		s.Themes = append(s.Themes, v.changedRow(topics.IsTheme, i, 1))
	}
	s.ThemesWords = "A family of " + spelt(len(k.topics)) + " of its own, " + against(k.span()) + "."
}
