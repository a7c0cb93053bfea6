package trends

import (
	"math"
	"slices"
)

// A partition says how a series is cut into levels.
type partition struct {
	penalty, more float64 // a further level of n periods' history costs penalty·ln n + more
	least         int     // periods that a level must last
}

// levels is what was measured by TestCalibrationLevels and …Changes (in full: 67
// CPU-seconds with both tables; the streams are those of the package comment).
//
//	a stream in which nothing changes      a change of level in so many of 100
//	                                       series, of those with 200 papers; a burst
//	52 weeks, 8 to 200 topics, ρ .003      2.8–3.0   2.7–4.4   1–11
//	64 papers ×1–3, ρ 0, .005, .02         3.0–3.5   2.2–2.8   4–5
//	  differing                            1.7–2.5   2.0–2.1   2–4
//	lag .3                                 3.2–3.5   3.3–4.2   4–8
//	lag .6                                 3.2–3.5   4.1–5.8   3–4
//	12 weeks                               3.8–4.0   0.0–2.3   3–7
//	36 months, with and without lag .3     2.4–4.0   2.1–4.0   4–15
//	104 and 300 weeks, 84 months           1.9–3.3   1.9–3.3   14–19
//
// With a penalty of 2·ln n alone it was 2.6 to 8.7 of 100. With the inflation of
// the longest horizon instead of that within levels, a share that grows threefold
// was found in 58 of 100 cases where ρ is 0, as it hid itself.
//
//	10 of 100 papers a week become  found   within two  in the 95 %  more than one
//	so many times as many, ρ                weeks       interval     change
//	×1.25  0 / .005 / .02           48 32 18     24 16 6    93 92 89     2 2 1
//	×1.5                            97 87 55     81 65 33   98 95 93     2 3 2
//	×2                            100 100 98     99 97 85   99 98 97     2 4 4
//	×3                           100 100 100   100 100 99  100 100 99    2 4 3
var levels = partition{penalty: 2, more: 1.5, least: 3}

// cut finds the levels of each topic from the first of its periods of the
// series that count: how much the counts vary within levels, and by topic the
// first periods of all levels but the first.
//
// What varies is first learnt within blocks, so that a change of level is at
// most in one of them, and then within the levels that were found: otherwise a
// large change would hide itself by what it adds to the variance.
func (a *analysis) cut(first []int) (d dispersion, cuts [][]int) {
	n := len(a.s.at)
	cuts = make([][]int, len(first))
	if n < fewestPeriods {
		return binomial(len(first)), cuts
	}
	logs := xlogx(int(a.s.totals[n]))
	windows := make([][]span, len(first))
	for range 2 {
		for t := range windows {
			windows[t] = blocks(slices.Concat([]int{first[t]}, cuts[t], []int{n}))
		}
		d = a.learn(a.s, windows)
		for t := range cuts {
			cuts[t] = levels.cuts(a.s.levelled(t, logs), first[t], d.usual(a.s, t))
		}
	}
	return d, cuts
}

// longestBlock is the number of periods over which a share counts as the same
// while nothing is known of its changes.
const longestBlock = 13

// blocks parts the stretches between bounds into blocks of about the same
// length.
func blocks(bounds []int) (all []span) {
	for i, to := range bounds[1:] {
		from, length := bounds[i], to-bounds[i]
		parts := (length + longestBlock - 1) / longestBlock
		for k := range parts {
			all = append(all, span{from + k*length/parts, from + (k+1)*length/parts})
		}
	}
	return all
}

// usual is the inflation of a topic's count in a block of usual periods.
func (d dispersion) usual(s *series, t int) float64 {
	n := len(s.at)
	papers, squares := s.totals[n]/float64(n), s.squares[n]/float64(n)
	return d.inflation(t, longestBlock*papers, longestBlock*squares, longestBlock)
}

// changes describes the changes of a topic's level.
func (a *analysis) changes(d dispersion, t, first int, cuts []int) (all []ChangePoint) {
	s, v := a.s.levelled(t, nil), a.interval(d, t)
	bounds := slices.Concat([]int{first}, cuts, []int{len(a.s.at)})
	for i, cut := range cuts {
		from, to := bounds[i], bounds[i+2]
		low, high := levels.place(s, from, cut, to, d.usual(a.s, t))
		all = append(all, ChangePoint{
			At: a.at(cut), Low: a.at(low), High: a.at(high),
			Before: v.pooled(span{from, cut}), After: v.pooled(span{cut, to}),
		})
	}
	return all
}

// cuts are the first periods of all levels but the first, ascending, of a
// series from one of its periods on: those of the cheapest partition of all,
// where a level costs −2 times the logarithm of its binomial likelihood, divided
// by the inflation of the variance, and each cut the penalty. They are found by
// PELT (Killick, Fearnhead & Eckley 2012, doi:10.1080/01621459.2012.737745):
// dynamic programming that forgets a last cut once it can never be the best
// again.
func (p partition) cuts(s levelled, first int, inflation float64) (cuts []int) {
	n := len(s.own) - 1 - first
	if n < 2*p.least {
		return nil
	}
	penalty := p.penalty*math.Log(float64(n)) + p.more
	best := make([]float64, n+1) // cost of the periods before each, counted from the first
	last := make([]int, n+1)     // their last cut
	best[0] = -penalty
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(1)
	}
	open := []int{0}              // that may be the last cut
	forgotten := make([]int, n+1) // from when a cut no longer may; 0: not known yet
	for to := p.least; to <= n; to++ {
		open = slices.DeleteFunc(open, func(from int) bool { return forgotten[from] == to })
		costs := make([]float64, len(open))
		for i, from := range open {
			costs[i] = best[from] + s.cost(first+from, first+to)/inflation
			if costs[i]+penalty < best[to] {
				best[to], last[to] = costs[i]+penalty, from
			}
		}
		// What costs more than the best even without the penalty of another cut
		// never catches up, as a level costs at least as much as its parts; but a
		// level must have come to last before the cut here can take its place.
		for i, from := range open {
			if costs[i] > best[to] && forgotten[from] == 0 {
				forgotten[from] = to + p.least
			}
		}
		if next := to + 1 - p.least; next >= p.least {
			open = append(open, next)
		}
	}
	for at := last[n]; at > 0; at = last[at] {
		cuts = append(cuts, first+at)
	}
	slices.Reverse(cuts)
	return cuts
}

// place is a run of periods around the only cut between from and to that holds it
// with 95 % probability, grown to whichever side is the likelier. Before the
// counts were seen each period was as likely to be the first of the new level,
// and each share as likely as Jeffreys' prior has it (Smith 1975,
// doi:10.1093/biomet/62.2.407, for binomial observations). Counts are divided by
// the inflation of their variance.
func (p partition) place(s levelled, from, cut, to int, inflation float64) (low, high int) {
	first, end := from+p.least, to-p.least
	evidence := make([]float64, end-first+1)
	highest := math.Inf(-1)
	for i := range evidence {
		evidence[i] = s.marginal(from, first+i, inflation) + s.marginal(first+i, to, inflation)
		highest = max(highest, evidence[i])
	}
	all := 0.
	for i, e := range evidence {
		evidence[i] = math.Exp(e - highest)
		all += evidence[i]
	}
	low, high = cut-first, cut-first
	held := evidence[low]
	for held < .95*all && (low > 0 || high < len(evidence)-1) {
		if high == len(evidence)-1 || low > 0 && evidence[low-1] >= evidence[high+1] {
			low--
			held += evidence[low]
		} else {
			high++
			held += evidence[high]
		}
	}
	return first + low, first + high
}

// A levelled series knows the likelihood of one share over a stretch.
type levelled struct {
	own, all []float64 // papers of the topic and all papers, before each period and at the end
	xlogx    []float64 // of numbers of papers
}

func (s *series) levelled(t int, logs []float64) levelled {
	return levelled{s.counts[t], s.totals, logs}
}

// cost is −2 times the logarithm of the largest binomial likelihood of a
// stretch with one share, up to a constant.
func (s levelled) cost(from, to int) float64 {
	x, m := s.own[to]-s.own[from], s.all[to]-s.all[from]
	return 2 * (s.xlogx[int(m)] - s.xlogx[int(x)] - s.xlogx[int(m-x)])
}

// marginal is the logarithm of the likelihood of a stretch with one share,
// averaged over Jeffreys' prior of it, up to a constant.
func (s levelled) marginal(from, to int, inflation float64) float64 {
	x, m := (s.own[to]-s.own[from])/inflation, (s.all[to]-s.all[from])/inflation
	return lgamma(x+.5) + lgamma(m-x+.5) - lgamma(m+1)
}

// xlogx is x·ln x for whole numbers up to one.
func xlogx(largest int) []float64 {
	all := make([]float64, largest+1)
	for i := 1; i <= largest; i++ {
		all[i] = float64(i) * math.Log(float64(i))
	}
	return all
}
