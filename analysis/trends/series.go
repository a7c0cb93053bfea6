package trends

import (
	"math"
	"slices"
)

// A series is the complete periods of Counts that hold papers, oldest first.
// Periods without papers say nothing of shares and leave every sum.
type series struct {
	at    []int       // index into Counts.Periods
	total []float64   // papers of each
	count [][]float64 // topic × period
	root  []float64   // √(papers of the period · papers of the next one)

	// Sums over all earlier periods, one longer than total.
	totals, squares, roots []float64
	counts                 [][]float64
}

func newSeries(c Counts) *series {
	s := &series{}
	for i, p := range c.Periods {
		if p.Complete && p.Papers > 0 {
			s.at = append(s.at, i)
			s.total = append(s.total, float64(p.Papers))
		}
	}
	n := len(s.at)
	s.root = make([]float64, n)
	for i := range n - 1 {
		s.root[i] = math.Sqrt(s.total[i] * s.total[i+1])
	}
	s.totals, s.roots = sums(s.total), sums(s.root)
	s.squares = make([]float64, n+1)
	for i, papers := range s.total {
		s.squares[i+1] = s.squares[i] + papers*papers
	}
	for _, papers := range c.Topic {
		of := make([]float64, n)
		for i, at := range s.at {
			of[i] = float64(papers[at])
		}
		s.count = append(s.count, of)
		s.counts = append(s.counts, sums(of))
	}
	return s
}

// sums returns the sum before each element, and of all.
func sums(x []float64) []float64 {
	s := make([]float64, len(x)+1)
	for i, v := range x {
		s[i+1] = s[i] + v
	}
	return s
}

// A span is the periods from one up to before another, by their place in a
// series or in Counts.
type span struct{ from, to int }

func (w span) len() int { return w.to - w.from }

func (s *series) papers(w span) float64       { return s.totals[w.to] - s.totals[w.from] }
func (s *series) topic(t int, w span) float64 { return s.counts[t][w.to] - s.counts[t][w.from] }
func (s *series) square(w span) float64       { return s.squares[w.to] - s.squares[w.from] }

// neighbours sums √(N·N′) over the pairs of neighbours within w.
func (s *series) neighbours(w span) float64 { return s.roots[max(w.to-1, w.from)] - s.roots[w.from] }

// within is the periods of the series among those of Counts from one up to
// before another.
func (s *series) within(from, to int) span {
	first, _ := slices.BinarySearch(s.at, from)
	last, _ := slices.BinarySearch(s.at, to)
	return span{first, max(first, last)}
}

// wide is a window of the series in periods of Counts.
func (s *series) wide(w span) span {
	if w.len() == 0 {
		return span{}
	}
	return span{s.at[w.from], s.at[w.to-1] + 1}
}
