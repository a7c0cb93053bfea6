package reports

import (
	"fmt"
	"math"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// islandGroup is what the panel of a topic, theme or watched topic prints.
func (v *view) islandGroup(kind topics.Kind, i int, place map[int]int) group {
	k := &v.kinds[kind]
	t := k.topics[i]
	g := group{
		ID: t.ID.String(), Name: v.names[t.ID], More: v.furtherNames(t), Colour: v.themeClass(t.Theme),
		Terms: shownAll(t.Terms, 10), Papers: t.Papers, Unstable: unstable(t), Waiting: t.State == topics.Waiting,
	}
	if kind == topics.IsTheme {
		g.Colour = v.themeClass(t.ID)
	}
	if t.Theme != (topics.ID{}) {
		g.Theme, g.Of = v.names[t.Theme], t.Theme.String()
	}
	if t.Stability >= 0 {
		g.Stability = two(t.Stability)
	}
	if !t.BornAsOf.IsZero() && t.BornRun > 1 {
		g.Born = shortDay(t.BornAsOf)
	}
	for _, row := range t.Typical {
		if i, ok := place[row]; ok {
			g.Typical = append(g.Typical, i)
		}
	}
	for _, id := range t.Nearest {
		if _, ok := v.topicOf[id]; ok {
			g.Nearest = append(g.Nearest, id.String())
		}
	}
	if s := k.share(i); s.Total > 0 {
		g.Share, g.Interval = percent(s.Value, s.Total), interval(s)
	}
	if kind != topics.IsTopic && i < len(k.shares) {
		for _, s := range k.shares[i] {
			g.Counts = append(g.Counts, s.Papers)
		}
	}
	g.Order = &ordered{Share: k.share(i).Value, Stable: t.Stability, Risk: 2}
	if k.tested() && v.Selection == nil {
		v.tell(&g, k, kind, i)
	}
	if kind == topics.IsTopic {
		g.Events = v.eventsOf(t.ID)
		if i < len(v.Attention) {
			g.Shape = append(g.Shape, engaged(v.Attention[i]))
		}
	}
	return g
}

// engaged says how much the papers of a topic engage readers.
func engaged(a trends.Attention) string {
	young := ""
	if a.Young > 0 {
		young = "; " + counted(a.Young, "paper") + " too young to tell"
	}
	if a.Papers == 0 {
		return "Engagement: no paper is old enough to be compared" + young + "."
	}
	return fmt.Sprintf("Engagement at equal age: its median paper ranks at %.0f of 100 [%.0f, %.0f], where 50 is usual; %s compared%s.",
		a.Percentile, a.Low, a.High, counted(a.Papers, "paper"), young)
}

// tell adds what was found of a topic.
func (v *view) tell(g *group, k *kin, kind topics.Kind, i int) {
	t, s := k.Trends[i], v.standing(k, i)
	m, w := t.Movers[s.at], k.Windows[s.at]
	g.Stands, g.Class, g.Peak = s.Text, s.Class, s.Peak
	g.Against = against(w)
	if m.Before.Total > 0 && m.After.Total > 0 {
		g.By, g.ByRange = points(m.Difference), ppInterval(m.Change)
		g.Order.Change = m.Difference
	}
	if g.Risk = riskOf(m.Change); m.Untested == "" {
		g.Order.Risk = m.Q
	}
	g.Tests = counted(len(k.topics), map[topics.Kind]string{topics.IsTopic: "topic", topics.IsTheme: "theme", topics.IsWatched: "phrase"}[kind]) + " tested together"
	g.Reasons = v.reasons(k, i, s)
	g.Why = v.why(k, kind, i, w)
	g.Shape = v.shape(t.Shape)
	if !t.First.IsZero() {
		g.First = shortDay(t.First.Start())
	}
	if f := t.Forecast; f != nil {
		hundredth := func(x float64) float64 { return math.Round(1e4*x) / 100 }
		for _, a := range f.Ahead {
			g.Ahead = append(g.Ahead, [5]float64{hundredth(a.Value), hundredth(a.Low80), hundredth(a.High80), hundredth(a.Low95), hundredth(a.High95)})
		}
		if n := len(f.Ahead); n > 0 {
			last := f.Ahead[n-1]
			g.Shape = append(g.Shape, fmt.Sprintf("Forecast for %s: %s [%s, %s] with 95%s%% probability. In %d backtests it beat “as now”, and its 95%s%% intervals held %s of the values.",
				last.Period.Long(), percent(last.Value, 1000), hundred(last.Low95, 1000), hundred(last.High95, 1000), thin, f.Origins, thin, percent(f.Cover95, 0)))
		}
	} else if t.NoForecast != "" {
		g.Shape = append(g.Shape, "No forecast: "+shown(t.NoForecast, longestLabel)+".")
	}
}

// reasons say in sentences what a verdict rests on.
func (v *view) reasons(k *kin, i int, s standing) []string {
	t := k.Trends[i]
	var out []string
	for at := len(k.Windows) - 1; at >= 0; at-- {
		m, w := t.Movers[at], k.Windows[at]
		switch {
		case m.Untested != "":
			out = append(out, upper(against(w))+": not tested, "+shown(m.Untested, longestLabel)+".")
		default:
			held := ""
			if m.Verdict != trends.NoEvidence && m.Held > 1 {
				held = ", for " + counted(m.Held, v.Unit.String()) + " now"
			}
			out = append(out, upper(against(w))+": "+points(m.Difference)+" pp "+ppInterval(m.Change)+", q "+riskOf(m.Change)+", "+verdictWords[m.Verdict]+held+".")
		}
	}
	switch {
	case t.Confirmed && !t.Since.IsZero():
		out = append(out, "Confirmed: the evidence of all "+v.Unit.String()+"s together points to a change from "+t.Since.Start().Long()+" on.")
	case t.WasConfirmed:
		out = append(out, "The page before had it confirmed; the evidence of all "+v.Unit.String()+"s together no longer suffices.")
	case s.Verdict == trends.Squeezed:
		out = append(out, "Squeezed: among the papers outside confirmed risers the fall vanishes.")
	case s.Verdict != trends.NoEvidence && v.Unit <= calendar.Month:
		out = append(out, "New: this page’s test passes; the evidence of all "+v.Unit.String()+"s together does not bear it yet.")
	}
	return out
}

var verdictWords = map[trends.Verdict]string{
	trends.Rising: "rising", trends.Falling: "falling", trends.Squeezed: "squeezed", trends.NoEvidence: "no evidence of change",
}

// why parts a change into what new papers and what re-clustering did.
func (v *view) why(k *kin, kind topics.Kind, i int, w trends.Window) string {
	a, run := v.attribution(kind, i, w.Horizon)
	if run == 0 {
		if len(v.Attributed) > 0 {
			return "A new id: no earlier page gives a base to compare with."
		}
		return ""
	}
	from, re := a.FromPapers(), a.FromReclustering()
	base := float64(a.Then) / float64(a.Base)
	now := base + from + re
	return "Run " + thousands(run) + " published a base of " + percent(base, 1000) + ". The change to " + percent(now, 1000) + " is " + points(from+re) + " pp: " +
		points(from) + " pp from new papers, " + points(re) + " pp from re-clustering older papers."
}

// shape says when a topic appeared, burst and changed its level.
func (v *view) shape(s trends.Shape) []string {
	var out []string
	if s.HalfLife > 0 {
		out = append(out, fmt.Sprintf("Half of its papers are younger than %s.", counted(int(math.Round(s.HalfLife)), v.Unit.String())))
	}
	for _, b := range s.Bursts {
		out = append(out, "Burst from "+b.Range.First.Start().Long()+" to "+b.Range.Last.End().Long()+".")
	}
	for _, c := range s.Changes {
		line := "Level changed from " + c.At.Start().Long()
		if c.Low != c.High {
			line += " (between " + c.Low.Start().Long() + " and " + c.High.Start().Long() + ")"
		}
		out = append(out, line+": "+percent(c.Before.Value, c.Before.Total)+" before, "+percent(c.After.Value, c.After.Total)+" after.")
	}
	return out
}

// eventsOf are the events of this run that touch a topic, as kind and words.
func (v *view) eventsOf(id topics.ID) [][2]string {
	var out [][2]string
	items := v.events()
	for n, e := range v.Events {
		touches := false
		for _, list := range [][]topics.ID{e.From, e.To} {
			for _, other := range list {
				touches = touches || other == id
			}
		}
		if !touches {
			continue
		}
		item := items[n]
		var words strings.Builder
		names := func(list []nameCount) {
			for i, x := range list {
				if i > 0 {
					words.WriteString(", ")
				}
				words.WriteString(x.Name)
			}
		}
		names(item.Before)
		words.WriteString(item.Words)
		names(item.After)
		if item.Papers != "" {
			words.WriteString(" (" + item.Papers + ")")
		}
		out = append(out, [2]string{item.Kind, words.String()})
	}
	return out
}
