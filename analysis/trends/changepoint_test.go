package trends

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// levelledOf makes a series of papers of a topic and of all by period.
func levelledOf(own, all []float64) levelled {
	s := levelled{own: sums(own), all: sums(all)}
	s.xlogx = xlogx(int(s.all[len(all)]))
	return s
}

// ruptures 1.1.10 (Truong, Oudre & Vayatis 2020,
// doi:10.1016/j.sigpro.2019.107299), its Pelt with the binomial cost, min_size 3,
// jump 1 and the same penalty, cuts the drawn series at the weeks below, and the
// levels cost so much in all.
func TestCutsAgree(t *testing.T) {
	for i, want := range []struct {
		inflation float64
		cuts      []int
		cost      float64
	}{
		{1, []int{26}, 5309.854733719061},
		{2, []int{20, 40}, 2197.4905356769486},
		{1.5, []int{21, 42, 63}, 3121.7974817778986},
	} {
		s := levelledOf(drawn[i].own, drawn[i].all)
		cuts := levels.cuts(s, 0, want.inflation)
		if !slices.Equal(cuts, want.cuts) {
			t.Errorf("series %d: cut at %v, want %v", i, cuts, want.cuts)
		}
		cost, from := 0., 0
		for _, to := range append(cuts, len(drawn[i].own)) {
			cost += s.cost(from, to) / want.inflation
			from = to
		}
		if math.Abs(cost-want.cost) > 1e-6 {
			t.Errorf("series %d costs %v, want %v", i, cost, want.cost)
		}
	}
}

// The cheapest partition is that of plain dynamic programming over all last
// cuts, which forgets none; and what lies before the first period is no matter.
func TestCutsAreCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "periods")
		own, all := make([]float64, n), make([]float64, n)
		for i := range own {
			all[i] = float64(rapid.IntRange(1, 40).Draw(t, "all"))
			own[i] = float64(rapid.IntRange(0, int(all[i])).Draw(t, "own"))
		}
		first := rapid.IntRange(0, n).Draw(t, "first")
		p := partition{rapid.Float64Range(0, 3).Draw(t, "penalty"), rapid.Float64Range(0, 3).Draw(t, "more"), rapid.IntRange(1, 5).Draw(t, "least")}
		inflation := rapid.Float64Range(1, 4).Draw(t, "inflation")
		s := levelledOf(own, all)
		penalty := p.penalty*math.Log(float64(n-first)) + p.more
		best := make([]float64, n+1)
		for to := first + 1; to <= n; to++ {
			best[to] = math.Inf(1)
			for from := first; from+p.least <= to; from++ {
				c := s.cost(from, to) / inflation
				if from > first {
					c += best[from] + penalty
				}
				best[to] = min(best[to], c)
			}
		}
		cuts := p.cuts(s, first, inflation)
		cost, from := float64(len(cuts))*penalty, first
		for _, to := range append(cuts, n) {
			if n-first >= p.least && to-from < p.least {
				t.Fatalf("a level of %d periods", to-from)
			}
			cost += s.cost(from, to) / inflation
			from = to
		}
		if n-first >= p.least && cost > best[n]+1e-6 {
			t.Errorf("cut at %v for %v, and %v is possible", cuts, cost, best[n])
		}
	})
}

// Twelve weeks of 20 papers. Where none of the first six has one of a topic and
// all after have, no other cut is thinkable. With 6 and 10 papers a week, the
// averages over Jeffreys' prior (SciPy 1.17 betaln) give the cuts from 3 to 9,
// which leave levels of three weeks, the probabilities .0238, .0509, .1423,
// .5790, .1342, .0474 and .0224: those from 4 to 8 hold .9538. With 1 and 8, the
// sixth alone holds .997.
func TestPlace(t *testing.T) {
	all := slices.Repeat([]float64{20}, 12)
	for _, x := range []struct {
		before, after float64
		low, high     int
	}{{0, 20, 6, 6}, {6, 10, 4, 8}, {1, 8, 6, 6}} {
		own := append(slices.Repeat([]float64{x.before}, 6), slices.Repeat([]float64{x.after}, 6)...)
		low, high := levels.place(levelledOf(own, all), 0, 6, 12, 1)
		if low != x.low || high != x.high {
			t.Errorf("%v and %v: [%d, %d], want [%d, %d]", x.before, x.after, low, high, x.low, x.high)
		}
	}
}

// A topic has 5 of 100 papers a week, from week 20 on 20, and from week 40 on 5
// again; others do not change. The variance is learnt within the levels, so it
// is the binomial's.
func TestChanges(t *testing.T) {
	papers, rows := slices.Repeat([]int{100}, 60), make([][]int, 5)
	for k := range rows {
		for i := range papers {
			n := 10 + []int{0, 2, -2, 1, -1, 3, -3}[(i*5+k*3)%7]
			if k == 0 {
				if n /= 2; i >= 20 && i < 40 {
					n += 15
				}
			}
			rows[k] = append(rows[k], n)
		}
	}
	c := weekly(papers, rows)
	f := Test(c, Default())
	Describe(c, &f)
	changes := f.Trends[0].Changes
	if len(changes) != 2 || changes[0].At != c.Periods[20].Period || changes[1].At != c.Periods[40].Period {
		t.Fatalf("%+v", changes)
	}
	for _, x := range changes {
		if x.Low.Index > x.At.Index || x.High.Index < x.At.Index || x.High.Index-x.Low.Index > 2 {
			t.Errorf("%s lies within %s and %s", x.At, x.Low, x.High)
		}
	}
	before, after := changes[0].Before, changes[0].After
	if before.Total != 2000 || after.Total != 2000 || after != changes[1].Before {
		t.Errorf("levels %+v and %+v", before, after)
	}
	if before.High > after.Low {
		t.Errorf("levels overlap: %+v and %+v", before, after)
	}
	if n := len(f.Trends[0].Bursts); n != 1 {
		t.Errorf("%d bursts", n)
	}
	for k, trend := range f.Trends[1:] {
		if trend.Changes != nil || trend.Bursts != nil {
			t.Errorf("topic %d: %+v", k+1, trend.Shape)
		}
	}
}

// What came before a source that begins, and before a topic's start, takes no
// part.
func TestShapeLooksBack(t *testing.T) {
	c := steps(slices.Concat(slices.Repeat([]int{5}, 20), slices.Repeat([]int{30}, 20))...)
	describe := func(c Counts) Shape {
		f := Family{Trends: make([]Trend, 1)}
		Describe(c, &f)
		return f.Trends[0].Shape
	}
	if s := describe(c); len(s.Changes) != 1 || s.First != c.Periods[0].Period {
		t.Errorf("%+v", s)
	}
	young := c
	young.From = []Start{{Period: c.Periods[20].Period, Why: "born"}}
	if s := describe(young); s.Changes != nil || s.Bursts != nil || s.First != c.Periods[0].Period {
		t.Errorf("before its start: %+v", s)
	}
	young.From = []Start{{Period: c.Periods[39].Period.Add(1), Why: "born"}}
	if s := describe(young); s.Changes != nil || s.Bursts != nil {
		t.Errorf("no period counts: %+v", s)
	}
	c.Sources = []Source{{"a", slices.Repeat([]int{50}, 40)}, {"b", append(make([]int, 20), slices.Repeat([]int{50}, 20)...)}}
	if s := describe(c); s.Changes != nil || s.Bursts != nil {
		t.Errorf("across the turn of a source: %+v", s)
	}
}
