package trends

import (
	"fmt"
	"slices"

	"papertide/analysis/calendar"
)

// An analysis is Counts made ready for tests.
type analysis struct {
	c   Counts
	o   Options
	all completed
	s   *series
	d   doubt
}

func newAnalysis(c Counts, o Options) *analysis {
	return &analysis{c: c, o: o, all: newCompleted(c), s: newSeries(c), d: newDoubt(c)}
}

// A test is of one topic between two windows of a series.
type test struct {
	base, recent  calendar.Range
	old, now      span    // the same in the series
	before, after float64 // inflation of the windows
	z, p, q       float64
	untested      string
	waits         bool // untested and no part of the family; else untested with p = 1
}

// tested reports whether there is a test.
func (x test) tested() bool { return x.untested == "" }

// A judgement is the tests of a family as of one period.
type judgement struct {
	looks  []look
	notes  []string
	spread []dispersion // by horizon
	tests  [][]test     // horizon × topic
}

// judge tests all topics as of the newest of some complete periods. s may lack
// the papers of the topics apart, which then take no part.
func (a *analysis) judge(all completed, s *series, apart []bool) judgement {
	var j judgement
	j.looks, j.notes = all.looks(a.o)
	if len(j.looks) == 0 {
		return j
	}
	windows := make([][][]span, len(j.looks)) // horizon × topic
	for h, l := range j.looks {
		windows[h] = make([][]span, len(a.c.Topic))
		shared := all.between(s, l.Base, l.Recent)
		both := []span{shared.now, shared.old}
		tests := make([]test, len(a.c.Topic))
		for t := range tests {
			x, w := shared, both
			if first := a.start(all, t); first > l.base.from {
				x = a.young(all, s, l, t, first)
				w = []span{x.now, x.old}
			}
			if apart != nil && apart[t] {
				x.untested, x.waits = "apart", true
			}
			if x.tested() {
				windows[h][t] = w
			}
			if a.c.Selection {
				x.untested = selected
			}
			tests[t] = x
		}
		j.tests = append(j.tests, tests)
	}
	rho, lag := commonDispersion(s, windows[len(windows)-1])
	for h := range windows {
		j.spread = append(j.spread, disperse(s, windows[h], rho, lag))
	}
	var family []*test
	for h := range j.tests {
		for t := range j.tests[h] {
			a.measure(s, j.spread[h], t, &j.tests[h][t])
			family = append(family, &j.tests[h][t])
		}
	}
	discover(family)
	return j
}

// between is an unmade test of two ranges.
func (c completed) between(s *series, base, recent calendar.Range) test {
	x := test{base: base, recent: recent, old: c.inSeries(s, base), now: c.inSeries(s, recent)}
	switch {
	case x.old.len() == 0:
		x.untested = "no papers in " + base.String()
	case x.now.len() == 0:
		x.untested = "no papers in " + recent.String()
	}
	return x
}

// inSeries is a range by its periods with papers.
func (c completed) inSeries(s *series, r calendar.Range) span {
	zero := c.counts.Periods[0].Period.Index
	return s.within(int(r.First.Index-zero), int(r.Last.Index-zero)+1)
}

// young is an unmade test of a topic whose periods count from one on.
func (a *analysis) young(all completed, s *series, l look, t, first int) test {
	need, has := max(a.o.Wait, l.length.least()), len(all.at)-first
	if has >= need {
		own := all.fit(l.length, first)
		return all.between(s, own.Base, own.Recent)
	}
	x := all.between(s, l.Base, l.Recent)
	x.untested, x.waits = fmt.Sprintf("%s: needs %s", a.c.From[t].Why, more(need-has, a.c.Unit)), true
	return x
}

// start is the place, among complete periods, of the first that counts for a
// topic.
func (a *analysis) start(all completed, t int) int {
	if a.c.From == nil || a.c.From[t].Period.IsZero() {
		return 0
	}
	i, _ := slices.BinarySearchFunc(all.at, a.c.From[t].Period.Index, func(at int, from int32) int {
		return int(a.c.Periods[at].Period.Index - from)
	})
	return i
}

// measure makes the test of a topic.
func (a *analysis) measure(s *series, d dispersion, t int, x *test) {
	x.before, x.after = d.window(s, t, x.old), d.window(s, t, x.now)
	if !x.tested() {
		return
	}
	n0, n1 := s.topic(t, x.old), s.topic(t, x.now)
	if papers := int(n0 + n1); papers < a.o.Fewest {
		x.untested = fmt.Sprintf("needs %d, has %d", a.o.Fewest, papers)
		return
	}
	x.z = midZ(n1/x.after, s.papers(x.now)/x.after, n0/x.before, s.papers(x.old)/x.before)
	x.p = min(1, twoSided(x.z, d.freedom[t]))
}

// discover sets the q-values of the tests of a family.
func discover(family []*test) {
	var p []float64
	var made []*test
	idle := 0
	for _, x := range family {
		switch {
		case x.tested():
			p = append(p, x.p)
			made = append(made, x)
		case !x.waits:
			idle++
		}
	}
	for i, q := range falseDiscovery(p, idle) {
		made[i].q = q
	}
}

// verdict says what a test shows, before it is asked what squeezes the topic.
func (x test) verdict(level float64) Verdict {
	switch {
	case !x.tested() || x.q > level:
		return NoEvidence
	case x.z > 0:
		return Rising
	}
	return Falling
}

// evident is the widest judged horizon on which a topic takes part, −1 if none.
func (j judgement) evident(t int) int {
	for h := len(j.tests) - 1; h >= 0; h-- {
		if x := j.tests[h][t]; !x.waits {
			return h
		}
	}
	return -1
}

// inflation is how much the variance of a topic's counts is inflated in the
// longest windows that it has, 0 if it takes part in none.
func (j judgement) inflation(t int) float64 {
	h := j.evident(t)
	if h < 0 {
		return 0
	}
	return max(j.tests[h][t].before, j.tests[h][t].after)
}
