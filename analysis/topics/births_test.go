package topics

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
)

// graphOf builds a graph from the nodes that each node names, all weights 1.
func graphOf(names [][]int) graph.Graph {
	n := len(names)
	own, edge := make([][]bool, n), make([][]bool, n)
	for i := range names {
		own[i], edge[i] = make([]bool, n), make([]bool, n)
	}
	for i, list := range names {
		for _, j := range list {
			own[i][j], edge[i][j], edge[j][i] = true, true, true
		}
	}
	g := graph.Graph{Start: []int64{0}}
	for i := range names {
		for j := range names {
			if edge[i][j] {
				g.To, g.Weight, g.Names = append(g.To, int32(j)), append(g.Weight, 1), append(g.Names, own[i][j])
			}
		}
		g.Start = append(g.Start, int64(len(g.To)))
	}
	return g
}

func TestWarmths(t *testing.T) {
	// Three neighbours, each recent with probability .1: P(3) = .001 and
	// P(X ≥ 2) = .001 + 3·.01·.9 = .028; one in three is less than .4, and of
	// fewer neighbours nothing is asked.
	want := []float64{9: -math.Log(.001), 8: -math.Log(.028)}
	if d := cmp.Diff(want, warmths(3, .1, Default()), cmpopts.EquateApprox(1e-12, 0)); d != "" {
		t.Error(d)
	}
	// Where half of the topic is recent, six times the odds are a share of 6/7:
	// all of five must be (P = 1/32; 4 of 5 have P = 6/32 > .05).
	warm := warmths(5, .5, Default())
	if d := cmp.Diff(make([]float64, 20), warm[:20]); d != "" {
		t.Error(d)
	}
	if math.Abs(warm[20]-math.Log(32)) > 1e-12 {
		t.Errorf("five of five: %v, want ln 32", warm[20])
	}
}

// ring is 60 papers, of which those from 54 on are as old as the given days, the
// others a year. Everybody names three papers, the old ones three that do not
// name them; papers 54 to 58 name each other in a ring, and 59 names three of
// them, but nobody names it.
func ring(days int32) (s Space, names [][]int) {
	names = make([][]int, 60)
	for i := range 54 {
		names[i] = []int{(i + 1) % 54, (i + 2) % 54, (i + 3) % 54}
	}
	five := []int{54, 55, 56, 57, 58}
	for i, row := range five {
		names[row] = []int{five[(i+1)%5], five[(i+4)%5], five[(i+2)%5]}
	}
	names[59] = []int{54, 55, 56}
	for row := range names {
		s.Dates = append(s.Dates, calendar.Date{Day: 20000, Precision: calendar.ToDay})
		if s.Dates[row].Day -= days; row < 54 {
			s.Dates[row].Day -= 365
		}
	}
	return s, names
}

func TestBirths(t *testing.T) {
	o := Default()
	o.AsOf = calendar.Date{Day: 20000, Precision: calendar.ToDay}
	one, own, strict := make([]int32, 60), make([]int32, 60), o
	for row := 54; row < 60; row++ {
		own[row] = 1
	}
	strict.MinBirth = 6
	for _, c := range []struct {
		name string
		days int32
		of   []int32
		o    Options
		cold bool // 56 names two old papers: it is not warm
		want bool
	}{
		{"the ring", 5, one, o, false, true},
		{"five weeks old: in the longer window", 35, one, o, false, true},
		{"nine weeks old: in none", 63, one, o, false, false},
		{"nobody names 59, and five are too few", 5, one, strict, false, false},
		{"without 56, four are too few", 5, one, o, true, false},
		{"a topic of recent papers grows", 5, own, o, false, false},
	} {
		s, names := ring(c.days)
		if c.cold {
			names[56] = []int{57, 3, 4}
		}
		s.Graph = graphOf(names)
		var want []newborn
		if c.want {
			want = []newborn{{rows: []int32{54, 55, 56, 57, 58}, since: 20000 - 56}}
		}
		if d := cmp.Diff(want, births(s, c.of, 2, c.o, 1), cmp.AllowUnexported(newborn{})); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// TestFalseBirths: papers at random places, a tenth of them recent at random.
// Each of the two windows raises an alarm in one of a hundred cases: in 60, 1.2
// are expected.
func TestFalseBirths(t *testing.T) {
	o := Default()
	o.AsOf = calendar.Date{Day: 20000, Precision: calendar.ToDay}
	alarms := 0
	for seed := range uint64(60) {
		draw := rand.New(rand.NewPCG(seed, 5))
		x := newGeneral(300, 8)
		var s Space
		for row := range x.Rows {
			norm := 0.0
			for j := range x.Cols {
				v := draw.NormFloat64()
				vector(x, row)[j], norm = float32(v), norm+v*v
			}
			for j := range x.Cols {
				vector(x, row)[j] /= float32(math.Sqrt(norm))
			}
			s.Dates = append(s.Dates, calendar.Date{Day: 20000 - int32(draw.IntN(280)), Precision: calendar.ToDay})
		}
		s.Graph = graph.Nearest(x, 12, graph.Default(), 1)
		alarms += len(births(s, make([]int32, x.Rows), 1, o, seed))
	}
	if alarms > 3 {
		t.Errorf("%d alarms in 60 cases where nothing is born", alarms)
	}
}

// parted is a partition that grew out of nothing, without corrections.
func parted(of []int32, young ...bool) partition {
	k := len(young)
	p := partition{
		of: of, k: k, since: slices.Repeat([]int32{always}, k), raised: make([]*newborn, k), topic: slices.Repeat([]int{-1}, k),
		stays: make([]bool, len(of)), bound: &constraints{},
	}
	for c, is := range young {
		if is {
			p.since[c] = 100
		}
	}
	return p
}

func TestRaise(t *testing.T) {
	for _, c := range []struct {
		name  string
		of    []int32
		young bool
		group []int32
		want  bool
	}{
		{"papers of two topics", []int32{0, 0, 0, 0, 1, 1, 1, 1}, false, []int32{3, 4}, true},
		{"a small part of a topic", []int32{0, 0, 0, 0, 0, 0, 1, 1}, false, []int32{0, 1}, true},
		{"half of a topic", []int32{0, 0, 0, 0, 1, 1, 1, 1}, false, []int32{0, 1}, false},
		{"a small part of a young topic: it grows", []int32{0, 0, 0, 0, 0, 0, 1, 1}, true, []int32{0, 1}, false},
	} {
		p, alone := parted(c.of, c.young, false), Space{Graph: graphOf(make([][]int, 8))}
		if got := p.raise(alone, []newborn{{rows: c.group, since: 200}}, Default()); got != c.want {
			t.Errorf("%s: raised %v, want %v", c.name, got, c.want)
		}
		if c.want && (p.k != 3 || !cmp.Equal(p.raised[2].rows, c.group) || p.since[2] != 200 || p.of[c.group[0]] != 2) {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// TestRaiseKin: the first five papers of a topic lie at 0, 10, 20, 30 and 40
// degrees, so its centre without others at 20 and its edge 20 from there; papers
// 8 and 9 are of another topic. A group of three more papers names papers of one
// or of both.
func TestRaiseKin(t *testing.T) {
	for _, c := range []struct {
		name   string
		at     float64 // degrees
		kin    []int   // that each of the group names
		raised bool
		apart  bool
	}{
		{"in the midst of a topic", 15, []int{0, 1, 2, 3, 4}, false, false},
		{"at its edge", 60, []int{0, 1, 2, 3, 4}, true, true},
		{"four of five in it", 60, []int{0, 1, 2, 3, 8}, true, true},
		{"between topics", 15, []int{0, 1, 2, 8, 9}, true, false},
	} {
		degrees := []float64{0, 10, 20, 30, 40, c.at, c.at, c.at, 180, 180}
		names := make([][]int, len(degrees))
		var rows [][]float32
		for row, d := range degrees {
			rows = append(rows, []float32{float32(math.Cos(d * math.Pi / 180)), float32(math.Sin(d * math.Pi / 180))})
			if row >= 5 && row < 8 {
				names[row] = append([]int{5 + (row+1)%3}, c.kin...)
			}
		}
		p := parted([]int32{0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, false, false)
		s := Space{Graph: graphOf(names), Dense: dense(rows...), Dates: make([]calendar.Date, len(degrees))}
		if got := p.raise(s, []newborn{{rows: []int32{5, 6, 7}}}, Default()); got != c.raised || got && p.raised[2].apart != c.apart {
			t.Errorf("%s: raised %v, %+v", c.name, got, p)
		}
	}
}

func TestCompact(t *testing.T) {
	p := parted([]int32{3, -1, 1, 3}, true, false, true, true)
	p.topic = []int{5, 6, 7, 8}
	p.compact()
	want := parted([]int32{1, -1, 0, 1}, false, true)
	want.topic = []int{6, 8}
	if d := cmp.Diff(want, p, cmp.AllowUnexported(partition{}, constraints{})); d != "" {
		t.Error(d)
	}
}

func TestExchange(t *testing.T) {
	splits := []halves{{cluster: 0, part: []int32{1}, ratio: .5}, {cluster: 3, part: []int32{7}, ratio: .8}}
	start := parted([]int32{0, 0, 1, 1, 2, 2, 3, 3}, make([]bool, 4)...)
	for _, c := range []struct {
		name   string
		merges []pair
		want   []int32
	}{
		// .9 is more than 1.4 times .5; then 0 and 1 are used up.
		{"the closest pair that does not hold the split", []pair{{a: 0, b: 1, ratio: .95}, {a: 1, b: 2, ratio: .9}}, []int32{0, 4, 1, 1, 1, 1, 3, 3}},
		{"a gap that is too small", []pair{{a: 1, b: 2, ratio: .7}}, start.of},
	} {
		p := start
		p.of = append([]int32(nil), start.of...)
		p.exchange(splits, c.merges, 1.4)
		if !cmp.Equal(p.of, c.want) {
			t.Errorf("%s: %v, want %v", c.name, p.of, c.want)
		}
	}
}

func TestRestrict(t *testing.T) {
	// A path 0 – 1 – 2 – 3 – 4 and an edge 0 – 4; of the nodes 0, 3 and 4, two
	// edges remain.
	g := graphOf([][]int{{1}, {2}, {3}, {4}, {0}})
	want := graphOf([][]int{{}, {2}, {0}})
	if d := cmp.Diff(want, restrict(g, []int32{0, 3, 4}), cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}
