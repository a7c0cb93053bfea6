package trends

import (
	"fmt"

	"papertide/analysis/calendar"
)

// A pairing is two windows that readers compare: the newest complete periods
// against as many or more before them, or against the same a year before.
type pairing struct {
	recent, base int
	ago          int // periods between the beginnings of the two; 0: base lies just before
}

var pairings = map[calendar.Unit][]pairing{
	calendar.Week:    {{4, 4, 0}, {4, 4, 52}, {13, 13, 0}, {13, 39, 0}, {13, 13, 52}},
	calendar.Month:   {{1, 1, 0}, {1, 1, 12}, {3, 3, 0}, {3, 3, 12}, {12, 12, 0}, {12, 24, 0}},
	calendar.Quarter: {{1, 1, 0}, {1, 1, 4}, {4, 4, 0}, {4, 8, 0}},
	calendar.Year:    {{1, 1, 0}, {2, 2, 0}, {2, 4, 0}},
}

// pairs are the comparisons that the complete periods of c allow. A comparison
// that is also a horizon says the same as its movers.
func (a *analysis) pairs(movers []Window, trends []Trend) (all []Pair) {
	unit, n := a.c.Unit, len(a.all.at)
	add := func(name string, before, after span) {
		p := Pair{Name: name, Before: a.all.ranged(before), After: a.all.ranged(after)}
		for h, w := range movers {
			if w.Base == p.Before && w.Recent == p.After {
				for _, t := range trends {
					p.Changes = append(p.Changes, t.Movers[h].Change)
				}
			}
		}
		if p.Changes == nil {
			p.Changes = a.compare(before, after)
		}
		all = append(all, p)
	}
	for _, p := range pairings[unit] {
		ago, when := p.base, fmt.Sprintf("the %d before", p.base)
		if p.base == 1 {
			when = "the one before"
		}
		if p.ago > 0 {
			ago, when = p.ago, "the same a year before"
		}
		if p.recent+ago > n {
			continue
		}
		name := fmt.Sprintf("last %s against %s", quantity(p.recent, unit), when)
		if p.recent == 1 {
			name = fmt.Sprintf("last %s against %s", unit, when)
		}
		from := n - p.recent - ago
		add(name, span{from, from + p.base}, span{n - p.recent, n})
	}
	for _, coarse := range []calendar.Unit{calendar.Quarter, calendar.Year} {
		if coarse <= unit {
			continue
		}
		last, ok := a.lastWhole(coarse)
		if !ok {
			continue
		}
		after, _ := a.inside(last)
		if before, whole := a.inside(last.Add(-1)); whole {
			add(fmt.Sprintf("%s against %s", last, last.Add(-1)), before, after)
		}
		if coarse == calendar.Quarter {
			if before, whole := a.inside(last.Add(-4)); whole {
				add(fmt.Sprintf("%s against %s", last, last.Add(-4)), before, after)
			}
		}
	}
	return all
}

// lastWhole is the newest period of a coarser unit of which all periods are
// complete.
func (a *analysis) lastWhole(u calendar.Unit) (p calendar.Period, ok bool) {
	if len(a.all.at) == 0 {
		return p, false
	}
	p = home(a.all.period(len(a.all.at)-1), u)
	if _, ok = a.inside(p); !ok {
		p = p.Add(-1)
		_, ok = a.inside(p)
	}
	return p, ok
}

// home is the period of a coarser unit that a period belongs to: a week to
// that of its Thursday, as ISO 8601 has it for years.
func home(p calendar.Period, u calendar.Unit) calendar.Period {
	d := p.Start()
	if p.Unit == calendar.Week {
		d.Day += 3
	}
	in, _ := d.In(u)
	return in
}

// inside is the complete periods that belong to a coarser one, and whether they
// are all of it.
func (a *analysis) inside(p calendar.Period) (w span, whole bool) {
	for w.from < len(a.all.at) && home(a.all.period(w.from), p.Unit).Index < p.Index {
		w.from++
	}
	w.to = w.from
	for w.to < len(a.all.at) && home(a.all.period(w.to), p.Unit) == p {
		w.to++
	}
	if w.len() == 0 {
		return w, false
	}
	first, last := a.all.period(w.from), a.all.period(w.to-1)
	return w, home(first.Add(-1), p.Unit) != p && home(last.Add(1), p.Unit) != p && int(last.Index-first.Index) == w.len()-1
}
