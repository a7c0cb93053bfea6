package trends

import (
	"math"

	"papertide/analysis/calendar"
)

// CountDraws counts clusterings of resampled papers for c, which was counted
// from the same dates. of is each paper's topic, and resampled, by clustering,
// the topic that the paper's cluster matches best, both as an index of c.Topic;
// −1 in of is no topic, and in resampled a paper that was not drawn.
func CountDraws(c Counts, dates []calendar.Date, of []int32, resampled [][]int32) []Draw {
	at := c.places(dates)
	table := func() [][]int {
		all := make([][]int, len(c.Topic))
		for t := range all {
			all[t] = make([]int, len(c.Periods))
		}
		return all
	}
	draws := make([]Draw, len(resampled))
	for i, cluster := range resampled {
		d := Draw{Papers: make([]int, len(c.Periods)), Topic: table(), Cluster: table()}
		for row, to := range cluster {
			if to < 0 || at[row] == nowhere {
				continue
			}
			d.Papers[at[row]]++
			d.Cluster[to][at[row]]++
			if of[row] >= 0 {
				d.Topic[of[row]][at[row]]++
			}
		}
		draws[i] = d
	}
	return draws
}

// nowhere is the place of a paper that c counts in no period.
const nowhere = -1

// places returns the index of the period of each paper, or nowhere.
func (c Counts) places(dates []calendar.Date) []int {
	at := make([]int, len(dates))
	for i, d := range dates {
		at[i] = nowhere
		p, ok := d.In(c.Unit)
		if !ok || len(c.Periods) == 0 {
			continue
		}
		if k := int(p.Index - c.Periods[0].Period.Index); k >= 0 && k < len(c.Periods) {
			at[i] = k
		}
	}
	return at
}

// A doubt tells how far shares differ between the clusterings of resampled
// papers, by sums over all earlier periods of Counts.
type doubt struct {
	papers [][]float64   // draw × period
	shift  [][][]float64 // draw × topic × period: papers of the cluster less those of the topic
}

func newDoubt(c Counts) doubt {
	var d doubt
	for _, draw := range c.Draws {
		papers := make([]float64, len(draw.Papers))
		for i, n := range draw.Papers {
			papers[i] = float64(n)
		}
		d.papers = append(d.papers, sums(papers))
		var shifts [][]float64
		for t := range draw.Topic {
			shift := make([]float64, len(papers))
			for i := range shift {
				shift[i] = float64(draw.Cluster[t][i] - draw.Topic[t][i])
			}
			shifts = append(shifts, sums(shift))
		}
		d.shift = append(d.shift, shifts)
	}
	return d
}

// ofShare is the standard deviation, over the clusterings, of the share of the
// best-matching cluster less that of the topic, both among the papers drawn.
func (d doubt) ofShare(t int, w span) float64 {
	return d.deviation(func(draw int) float64 { return d.at(draw, t, w) })
}

// ofChange is the same of the change of shares between two windows.
func (d doubt) ofChange(t int, before, after span) float64 {
	return d.deviation(func(draw int) float64 { return d.at(draw, t, after) - d.at(draw, t, before) })
}

func (d doubt) at(draw, t int, w span) float64 {
	papers := d.papers[draw][w.to] - d.papers[draw][w.from]
	return (d.shift[draw][t][w.to] - d.shift[draw][t][w.from]) / papers
}

// deviation leaves out clusterings that drew no paper of a window.
func (d doubt) deviation(of func(draw int) float64) float64 {
	n, mean, squares := 0., 0., 0. // Welford's sums
	for draw := range d.papers {
		x := of(draw)
		if math.IsNaN(x) {
			continue
		}
		n++
		step := x - mean
		mean += step / n
		squares += step * (x - mean)
	}
	if n < 2 {
		return 0
	}
	return math.Sqrt(squares / (n - 1))
}
