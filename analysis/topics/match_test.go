package topics

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAssign(t *testing.T) {
	for _, c := range []struct {
		name   string
		weight [][]float64
		want   []int
	}{
		{"none", nil, nil},
		// The largest single weight (5) would leave 1 for the rest: 6. Giving
		// it up for 4 + 4 makes 8.
		{"greedy is wrong", [][]float64{{5, 4}, {4, 1}}, []int{1, 0}},
		{"more rows", [][]float64{{1}, {3}, {2}}, []int{-1, 0, -1}},
		{"more columns", [][]float64{{1, 0, 3}, {0, 0, 4}}, []int{0, 2}},
		{"no pair of weight 0", [][]float64{{0, 0}, {0, 2}}, []int{-1, 1}},
	} {
		if got := assign(c.weight); !cmp.Equal(got, c.want) {
			t.Errorf("%s: assign = %v, want %v", c.name, got, c.want)
		}
	}
}

// TestAssignIsBest compares with the best of all permutations.
func TestAssignIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 5).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "cols")
		weight := make([][]float64, rows)
		for i := range weight {
			for range cols {
				weight[i] = append(weight[i], float64(rapid.IntRange(0, 6).Draw(t, "w")))
			}
		}
		got, taken := 0.0, map[int]bool{}
		for i, j := range assign(weight) {
			if j < 0 {
				continue
			}
			if taken[j] {
				t.Fatalf("column %d is taken twice", j)
			}
			taken[j] = true
			got += weight[i][j]
		}
		if want := exhaustive(weight, 0, make([]bool, cols)); got != want {
			t.Fatalf("total %v, want %v", got, want)
		}
	})
}

func exhaustive(weight [][]float64, row int, taken []bool) float64 {
	if row == len(weight) {
		return 0
	}
	best := exhaustive(weight, row+1, taken)
	for j, t := range taken {
		if !t {
			taken[j] = true
			best = max(best, weight[row][j]+exhaustive(weight, row+1, taken))
			taken[j] = false
		}
	}
	return best
}

// Two past topics of 4 and 3 papers, three clusters; the last paper is new.
//
//	paper   0 1 2 3 4 5 6 7
//	topic   0 0 0 0 1 1 1 –
//	cluster 0 0 0 1 1 2 2 2
func TestCross(t *testing.T) {
	x := cross([]int32{0, 0, 0, 0, 1, 1, 1, -1}, []int32{0, 0, 0, 1, 1, 2, 2, 2}, 2, 3)
	want := crossing{common: [][]int{{3, 1, 0}, {0, 1, 2}}, past: []int{4, 3}, now: []int{3, 2, 2}}
	if d := cmp.Diff(want, x, cmp.AllowUnexported(crossing{})); d != "" {
		t.Fatal(d)
	}
	if got := x.jaccard(0, 0); got != 3./4 { // 3 in common of 4 + 3 − 3
		t.Errorf("jaccard = %v, want 0.75", got)
	}
	// Cluster 1 holds half of what it has from either topic, so it might carry
	// on both, but each is better carried on by another cluster.
	if got := x.heirs(.5); !cmp.Equal(got, []int{0, -1, 1}) {
		t.Errorf("heirs = %v, want [0 -1 1]", got)
	}
	// With the paper 3 alone a cluster of 1 of 4 papers of topic 0: 1 < ½·4,
	// but all of the cluster comes from it.
	y := cross([]int32{0, 0, 0, 0}, []int32{0, -1, -1, -1}, 1, 1)
	if got := y.heirs(.5); got[0] != 0 {
		t.Errorf("heirs = %v, want [0]", got)
	}
}

func TestRenumber(t *testing.T) {
	past := Past{
		Of: []ID{{IsTopic, 1}, {IsTopic, 2}, {}},
		Topics: []Topic{
			{ID: ID{IsTopic, 1}, Medoid: 0, Typical: []int{0}},
			{ID: ID{IsTopic, 3}, Medoid: 1, Typical: []int{1, 2}, Last: []int{2, 1}},
		},
	}
	// A paper came in front, the one in row 1 was withdrawn.
	now := past.Renumber([]int{1, -1, 2}, 3)
	want := Past{
		Of: []ID{{}, {IsTopic, 1}, {}},
		Topics: []Topic{
			{ID: ID{IsTopic, 1}, Medoid: 1, Typical: []int{1}},
			{ID: ID{IsTopic, 3}, Medoid: -1, Typical: []int{2}, Last: []int{2}},
		},
	}
	if d := cmp.Diff(want, now); d != "" {
		t.Error(d)
	}
	if past.Topics[1].Medoid != 1 {
		t.Error("the past was changed")
	}
	if d := cmp.Diff(want, now.Renumber([]int{0, 1, 2}, 3)); d != "" {
		t.Errorf("the same rows: %s", d)
	}
}

func TestSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(0, 50).Draw(t, "n"), rapid.IntRange(0, 60).Draw(t, "m")
		s := sample(n, m, rapid.Uint64().Draw(t, "seed"))
		if len(s) != min(n, m) {
			t.Fatalf("%d drawn, want %d", len(s), min(n, m))
		}
		for i, v := range s {
			if v < 0 || int(v) >= n || i > 0 && s[i-1] >= v {
				t.Fatalf("%v: want distinct numbers below %d, ascending", s, n)
			}
		}
	})
	// Each number is drawn m/n of the times: 2,000 draws of 3 from 10 take
	// each 600 ± 20 times; 5 standard deviations are 100.
	taken := make([]int, 10)
	seeds := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		for _, v := range sample(10, 3, seeds.Uint64()) {
			taken[v]++
		}
	}
	for v, n := range taken {
		if n < 500 || n > 700 {
			t.Errorf("%d was drawn %d times of 2,000, want about 600", v, n)
		}
	}
}
