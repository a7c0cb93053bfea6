package trends

import (
	"cmp"
	"slices"

	"papertide/analysis/calendar"
)

// Describe fills Shape and Forecast of every trend of f, the topics of c. It
// looks at complete periods that hold papers alone, and says nothing of a
// selection. Bursts, changes of level and forecasts do not look back beyond the
// turn of a source nor before the Start of a topic.
func Describe(c Counts, f *Family) {
	a := newAnalysis(c, Default())
	if c.Selection || len(a.s.at) == 0 {
		return
	}
	first := make([]int, len(f.Trends)) // periods of the series that count
	steady := a.steady()
	for t := range first {
		first[t] = max(steady, a.s.first(a.all, a.start(a.all, t)))
	}
	d, cuts := a.cut(first)
	for t := range f.Trends {
		trend := &f.Trends[t]
		trend.Shape = a.appeared(t)
		own, all := a.s.count[t][first[t]:], a.s.total[first[t]:]
		for _, b := range kleinberg.bursts(own, all, d.usual(a.s, t)) {
			r := calendar.Range{First: a.at(first[t] + b.from), Last: a.at(first[t] + b.to - 1)}
			trend.Bursts = append(trend.Bursts, Burst{r, b.weight})
		}
		trend.Changes = a.changes(d, t, first[t], cuts[t])
		trend.Forecast, trend.NoForecast = damped.forecast(a, d, t, first[t])
	}
}

// at is a period of the series.
func (a *analysis) at(i int) calendar.Period { return a.c.Periods[a.s.at[i]].Period }

// steady is the first period of the series from which on the sources are
// comparable.
func (a *analysis) steady() int {
	turns := a.all.turns()
	slices.SortStableFunc(turns, func(x, y turn) int { return cmp.Compare(x.at, y.at) })
	first := 0
	for _, t := range turns {
		_, broken := a.all.shifted(span{first, t.at}, span{t.at, len(a.all.at)})
		if t.at > first && broken {
			first = t.at
		}
	}
	return a.s.first(a.all, first)
}

// first is the first period of the series from one of the complete periods on.
func (s *series) first(all completed, place int) int {
	if place == len(all.at) {
		return len(s.at)
	}
	i, _ := slices.BinarySearch(s.at, all.at[place])
	return i
}

// appeared is when a topic appeared and how old half of its papers are.
func (a *analysis) appeared(t int) (shape Shape) {
	for i, n := range a.s.count[t] {
		if n > 0 {
			shape.First = a.at(i)
			shape.HalfLife = a.s.medianAge(t)
			break
		}
	}
	return shape
}

// medianAge is the median of the ages of a topic's papers at the newest
// complete period that holds papers, in periods; of an even number, the mean of
// the middle two.
func (s *series) medianAge(t int) float64 {
	last := len(s.at) - 1
	papers, younger := s.counts[t][last+1], 0.
	low := -1
	for i := last; ; i-- {
		younger += s.count[t][i]
		if low < 0 && 2*younger >= papers {
			low = s.at[last] - s.at[i]
		}
		if 2*younger > papers {
			return float64(low+s.at[last]-s.at[i]) / 2
		}
	}
}
