package trends

import (
	"fmt"
	"slices"

	"papertide/analysis/calendar"
)

// Compare tests how each topic's share differs between two ranges of periods,
// as change from a to b; all topics are one family. The ranges may be of
// different length, adjacent or not, and in any order; of a unit coarser than
// c's where it is made of c's periods, as quarters are of months. They may not
// overlap. Periods that are not complete are left out, and named in what is
// returned beside the changes.
//
// The statistics are those of Test, but dispersion is learnt from all complete
// periods, in blocks that are short enough to keep slow trends out of it, and a
// fall is squeezed if it vanishes among the papers outside the topics that rise
// in the same comparison.
func Compare(c Counts, a, b calendar.Range, o Options) ([]Change, []string, error) {
	x := newAnalysis(c, o)
	var notes []string
	before, named, err := x.all.convert(a)
	if err != nil {
		return nil, nil, err
	}
	notes = append(notes, named...)
	after, named, err := x.all.convert(b)
	if err != nil {
		return nil, nil, err
	}
	notes = append(notes, named...)
	if before.from < after.to && after.from < before.to {
		return nil, nil, fmt.Errorf("%s and %s overlap: no paper can be on both sides of a comparison", a, b)
	}
	if c.Selection {
		notes = append(notes, selected)
	}
	if short := x.short(); short > 0 {
		notes = append(notes, fmt.Sprintf("how much shares vary is not known yet: needs %s", more(short, c.Unit)))
	}
	if turn, broken := x.all.shifted(before, after); broken {
		notes = append(notes, turn.text+": the two sides cannot be compared")
	}
	return x.compare(before, after), notes, nil
}

// selected says why a selection is not tested.
const selected = "a selection of papers, not a stream: nothing rises or falls in it"

// convert returns the complete periods of a range, and names those that are
// not.
func (c completed) convert(r calendar.Range) (w span, notes []string, err error) {
	first, _ := r.First.Start().In(c.counts.Unit)
	last, _ := r.Last.End().In(c.counts.Unit)
	if first.Start() != r.First.Start() || last.End() != r.Last.End() {
		return span{}, nil, fmt.Errorf("%s: %ss are not made of %ss", r, r.First.Unit, c.counts.Unit)
	}
	place := func(p calendar.Period) int {
		i, _ := slices.BinarySearchFunc(c.at, p.Index, func(at int, p int32) int { return int(c.counts.Periods[at].Period.Index - p) })
		return i
	}
	w = span{place(first), place(last.Add(1))}
	have := map[calendar.Period]bool{}
	for i := w.from; i < w.to; i++ {
		have[c.period(i)] = true
	}
	for _, p := range c.counts.Periods {
		if p.Period.Index >= first.Index && p.Period.Index <= last.Index && !p.Complete {
			notes = append(notes, fmt.Sprintf("%s is not complete yet and left out", p.Period))
		}
	}
	if w.len() == 0 {
		return span{}, nil, fmt.Errorf("%s holds no complete %s of the history", r, c.counts.Unit)
	}
	return w, notes, nil
}

// compare tests all topics between two windows of complete periods.
func (a *analysis) compare(before, after span) []Change {
	d, tests := a.contrast(a.s, before, after, nil)
	verdicts := make([]Verdict, len(tests))
	var risers []int
	apart, falls := make([]bool, len(tests)), false
	for t, x := range tests {
		verdicts[t] = x.verdict(a.o.Level)
		falls = falls || verdicts[t] == Falling
		if apart[t] = verdicts[t] == Rising; apart[t] {
			risers = append(risers, t)
		}
	}
	if falls && len(risers) > 0 {
		_, rest := a.contrast(newSeries(a.c.outside(risers)), before, after, apart)
		for t, x := range rest {
			if verdicts[t] == Falling && x.verdict(a.o.Level) != Falling {
				verdicts[t] = Squeezed
			}
		}
	}
	changes := make([]Change, len(tests))
	for t, x := range tests {
		changes[t] = a.interval(d, t).change(x, verdicts[t])
	}
	return changes
}

// contrast makes the tests of compare. s may lack the papers of the topics
// apart, which then take no part.
func (a *analysis) contrast(s *series, before, after span, apart []bool) (dispersion, []test) {
	shared := a.all.between(s, a.all.ranged(before), a.all.ranged(after))
	if short := a.short(); short > 0 {
		shared.untested = "needs " + more(short, a.c.Unit)
	}
	if turn, broken := a.all.shifted(before, after); broken {
		shared.untested = turn.text
	}
	if a.c.Selection {
		shared.untested = selected
	}
	blocks := a.blocks(s, before, after)
	tests, windows := make([]test, len(a.c.Topic)), make([][]span, len(a.c.Topic))
	for t := range tests {
		tests[t], windows[t] = shared, blocks
		if first := a.start(a.all, t); first > 0 {
			windows[t] = nil
			if first > min(before.from, after.from) {
				tests[t].untested, tests[t].waits = a.c.From[t].Why, true
			}
		}
		if apart != nil && apart[t] {
			tests[t].untested, tests[t].waits, windows[t] = "apart", true, nil
		}
	}
	d := a.learn(s, windows)
	family := make([]*test, len(tests))
	for t := range tests {
		a.measure(s, d, t, &tests[t])
		family[t] = &tests[t]
	}
	discover(family)
	return d, tests
}

// short is how many complete periods are missing for any test.
func (a *analysis) short() int {
	if w := a.o.Windows[a.c.Unit]; len(w) > 0 {
		return max(0, w[0].least()-len(a.all.at))
	}
	return 0
}

// blocks cuts all periods of a series into stretches of at most the longest
// recent window, none of which reaches across a bound of two windows or the
// turn of a source.
func (a *analysis) blocks(s *series, windows ...span) (all []span) {
	cuts := []int{0, len(a.all.at)}
	for _, w := range windows {
		cuts = append(cuts, w.from, w.to)
	}
	for _, turn := range a.all.turns() {
		cuts = append(cuts, turn.at)
	}
	slices.Sort(cuts)
	longest := fewestPeriods
	for _, l := range a.o.Windows[a.c.Unit] {
		longest = max(longest, l.Recent)
	}
	for i := range cuts[1:] {
		if cuts[i] == cuts[i+1] {
			continue
		}
		w := a.all.inSeries(s, a.all.ranged(span{cuts[i], cuts[i+1]}))
		parts := (w.len() + longest - 1) / longest
		for k := range parts {
			all = append(all, span{w.from + k*w.len()/parts, w.from + (k+1)*w.len()/parts})
		}
	}
	return all
}

// learn estimates the dispersion of topics in their windows.
func (a *analysis) learn(s *series, windows [][]span) dispersion {
	rho, lag := commonDispersion(s, windows)
	return disperse(s, windows, rho, lag)
}
