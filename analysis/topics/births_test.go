package topics

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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

func TestBirths(t *testing.T) {
	// 60 papers; the last six are recent, a tenth. Everybody names three
	// papers, of which by chance at most 2 are recent in 99 of 100 cases
	// (P(X ≤ 1) = .9³ + 3·.1·.9² = .972, P(X ≤ 2) = .999), so all three must
	// be. Papers 54 to 58 name each other in a ring; 59 names three of them
	// and nobody names it.
	names := make([][]int, 60)
	recent := make([]bool, 60)
	for i := range 54 {
		names[i] = []int{(i + 1) % 54, (i + 2) % 54, (i + 3) % 54}
	}
	ring := []int{54, 55, 56, 57, 58}
	for i, row := range ring {
		names[row] = []int{ring[(i+1)%5], ring[(i+4)%5], ring[(i+2)%5]}
		recent[row] = true
	}
	names[59], recent[59] = []int{54, 55, 56}, true
	g := graphOf(names)
	if got := births(g, recent, .4, 5); !cmp.Equal(got, [][]int32{{54, 55, 56, 57, 58}}) {
		t.Errorf("births = %v, want the ring", got)
	}
	if got := births(g, recent, .4, 6); got != nil {
		t.Errorf("births of at least 6 = %v, want none: nobody names paper 59", got)
	}
	// With an old neighbour, 56 takes no part, and four are too few.
	names[56][2] = 3
	if got := births(graphOf(names), recent, .4, 5); got != nil {
		t.Errorf("births = %v, want none", got)
	}
	// Where everything is recent, nothing is born.
	all := make([]bool, 60)
	for i := range all {
		all[i] = true
	}
	if got := births(g, all, .4, 5); got != nil {
		t.Errorf("births = %v where all papers are recent", got)
	}
}

// parted is a partition that grew out of nothing, without corrections.
func parted(of []int32, young ...bool) partition {
	k := len(young)
	return partition{
		of: of, k: k, young: young, born: make([]bool, k), topic: slices.Repeat([]int{-1}, k),
		stays: make([]bool, len(of)), bound: &constraints{},
	}
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
		p := parted(c.of, c.young, false)
		if got := p.raise([][]int32{c.group}); got != c.want {
			t.Errorf("%s: raised %v, want %v", c.name, got, c.want)
		}
		if c.want && (p.k != 3 || !p.born[2] || !p.young[2] || p.of[c.group[0]] != 2) {
			t.Errorf("%s: %+v", c.name, p)
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
