package trends

import (
	"slices"

	"papertide/analysis/calendar"
)

// A Report is what a page said of topics: trends by topic, for those topics
// that it knew.
type Report struct {
	At     calendar.Period // the newest complete period
	Trends map[int]Trend
}

// Replay makes the reports that the periods of c would have had, each from the
// counts up to it, under the memberships of today. So clusters know later
// papers; the tests do not.
func Replay(c Counts, o Options) (reports []Report) {
	for i, p := range c.Periods {
		if !p.Complete {
			continue
		}
		known := c.until(i + 1)
		f := Test(known, o)
		Describe(known, &f)
		r := Report{At: p.Period, Trends: make(map[int]Trend, len(f.Trends))}
		for t, trend := range f.Trends {
			r.Trends[t] = trend
		}
		reports = append(reports, r)
	}
	return reports
}

// until is c with its first n periods alone.
func (c Counts) until(n int) Counts {
	short := func(rows [][]int) [][]int {
		cut := make([][]int, len(rows))
		for i := range rows {
			cut[i] = rows[i][:n]
		}
		return cut
	}
	all := c
	c.Periods, c.Topic = c.Periods[:n], short(c.Topic)
	c.Draws, c.Sources = slices.Clone(c.Draws), slices.Clone(c.Sources)
	for i, d := range c.Draws {
		c.Draws[i] = Draw{d.Papers[:n], short(d.Topic), short(d.Cluster)}
	}
	for i, s := range c.Sources {
		c.Sources[i].Papers = s.Papers[:n]
	}
	if all.Without != nil {
		c.Without = func(topics []int) Counts { return all.Without(topics).until(n) }
	}
	return c
}

// An Alert is a report that says of a topic what the report before did not say:
// that it rises or falls, or that this is confirmed.
type Alert struct {
	Topic         int
	At            calendar.Period
	Verdict       Verdict // Rising or Falling
	Confirmed     bool    // it is the confirmation that is new
	Before, After calendar.Range
}

// confirmedBefore is how many periods before an onset the evidence compares
// with.
const confirmedBefore = 52

// Alerts lists the alerts of reports in order of time; a topic that both rises
// for the first time and is confirmed raises one of either kind. The first
// report raises none, as nothing came before it.
func Alerts(reports []Report) (alerts []Alert) {
	for i := 1; i < len(reports); i++ {
		now, before := reports[i], reports[i-1]
		for _, topic := range sortedKeys(now.Trends) {
			t := now.Trends[topic]
			was, known := before.Trends[topic]
			v := t.Verdict()
			if !known || v != Rising && v != Falling {
				continue
			}
			a := Alert{Topic: topic, At: now.At, Verdict: v}
			if m, ok := t.lead(v); ok && was.Verdict() != v {
				a.Before, a.After = m.Base, m.Recent
				alerts = append(alerts, a)
			}
			if t.Confirmed && t.Direction == v && !(was.Confirmed && was.Direction == v) {
				a.Confirmed = true
				a.Before = calendar.Range{First: t.Since.Add(-confirmedBefore), Last: t.Since.Add(-1)}
				a.After = calendar.Range{First: t.Since, Last: now.At}
				alerts = append(alerts, a)
			}
		}
	}
	return alerts
}

// lead is the longest horizon with a verdict.
func (t Trend) lead(v Verdict) (lead Mover, ok bool) {
	for _, m := range t.Movers {
		if m.Verdict == v {
			lead, ok = m, true
		}
	}
	return lead, ok
}

func sortedKeys(m map[int]Trend) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// An Outcome is what later periods made of an alert.
type Outcome int8

// The outcomes; Unknown where the periods have not come yet or hold no papers.
const (
	Unknown Outcome = iota
	Held
	Lost
)

// A Judged alert is one of which later periods are known.
type Judged struct {
	Alert
	// After4 and After8 say whether the papers of the next 4 and 8 complete
	// periods, which the alert had not seen, kept at least half of the change.
	After4, After8 Outcome
	// Lead is by how many periods the alert came before the change was obvious
	// in hindsight, negative where it came after: the first period from which on
	// the pooled share of the four newest periods never returned into the 95 %
	// interval of the share before. Obvious says whether there is one; otherwise
	// Lead is 0.
	Lead    int
	Obvious bool
}

// Judge says what the periods of c made of alerts.
func Judge(c Counts, alerts []Alert) []Judged {
	all := newCompleted(c)
	place := map[calendar.Period]int{}
	for i := range all.at {
		place[all.period(i)] = i
	}
	judged := make([]Judged, len(alerts))
	for i, a := range alerts {
		judged[i] = all.judge(a, place[a.At])
	}
	return judged
}

// pooled is a topic's share of the complete periods of a range of them.
func (c completed) pooled(topic, from, to int) Share {
	papers, total := 0, 0
	for i := max(from, 0); i < min(to, len(c.at)); i++ {
		papers += c.counts.Topic[topic][c.at[i]]
		total += c.counts.Periods[c.at[i]].Papers
	}
	return newShare(papers, total, 1, normal975)
}

// within is the complete periods of a range.
func (c completed) within(r calendar.Range) (from, to int) {
	for i := range c.at {
		if p := c.period(i); p.Index < r.First.Index {
			from = i + 1
		} else if p.Index <= r.Last.Index {
			to = i + 1
		}
	}
	return from, max(from, to)
}

func (c completed) judge(a Alert, at int) Judged {
	j := Judged{Alert: a}
	from, to := c.within(a.Before)
	before := c.pooled(a.Topic, from, to)
	from, to = c.within(a.After)
	after := c.pooled(a.Topic, from, to)
	beyond := func(s Share, bound float64) bool {
		if a.Verdict == Rising {
			return s.Value >= bound
		}
		return s.Value <= bound
	}
	next := func(n int) Outcome {
		later := c.pooled(a.Topic, at+1, at+1+n)
		switch {
		case at+n >= len(c.at) || later.Total == 0:
			return Unknown
		case beyond(later, (before.Value+after.Value)/2):
			return Held
		}
		return Lost
	}
	j.After4, j.After8 = next(4), next(8)
	bound := before.High
	if a.Verdict == Falling {
		bound = before.Low
	}
	const newest = 4
	obvious := len(c.at)
	for i := len(c.at) - 1; i >= 0 && c.period(i).Index > a.Before.Last.Index; i-- {
		if s := c.pooled(a.Topic, i+1-newest, i+1); s.Total == 0 || !beyond(s, bound) {
			break
		}
		obvious = i
	}
	if j.Obvious = obvious < len(c.at); j.Obvious {
		j.Lead = obvious - at
	}
	return j
}

// Proportion is a share of independent trials with Jeffreys' 95 % interval.
func Proportion(n, of int) Share { return newShare(n, of, 1, normal975) }
