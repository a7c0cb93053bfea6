package graph

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
	"pgregory.net/rapid"
)

// blobs returns n unit vectors around about k directions; row 5 is zero, row 7
// equals row 6.
func blobs(n, width, k int, noise float64, seed uint64) blas32.General {
	rng := rand.New(rand.NewPCG(seed, 1))
	centre := make([]float64, k*width)
	for i := range centre {
		centre[i] = rng.NormFloat64()
	}
	x := blas32.General{Rows: n, Cols: width, Stride: width, Data: make([]float32, n*width)}
	for i := range n {
		c, r := rng.IntN(k)*width, row(x, i)
		var s float64
		v := make([]float64, width)
		for t := range r {
			v[t] = centre[c+t] + noise*rng.NormFloat64()
			s += v[t] * v[t]
		}
		for t := range r {
			r[t] = float32(v[t] / math.Sqrt(s))
		}
	}
	clear(row(x, 5))
	copy(row(x, 7), row(x, 6))
	return x
}

// brute returns each row's m nearest by sorting all cosines.
func brute(x blas32.General, m int) [][]int32 {
	out := make([][]int32, x.Rows)
	for i := range out {
		var all []near
		for j := range x.Rows {
			var s float32
			for t, v := range row(x, i) {
				s += v * row(x, j)[t]
			}
			if j != i && s > 0 {
				all = append(all, near{int32(j), s})
			}
		}
		slices.SortFunc(all, func(a, b near) int {
			if a.before(b) {
				return -1
			}
			return 1
		})
		for _, l := range all[:min(m, len(all))] {
			out[i] = append(out[i], l.to)
		}
		slices.Sort(out[i])
	}
	return out
}

func (g Graph) named(i int) (out []int32) {
	for e := g.Start[i]; e < g.Start[i+1]; e++ {
		if g.Names[e] {
			out = append(out, g.To[e])
		}
	}
	return out
}

// Points on the circle at 0°, 10°, 30°, 31° and 180°, one neighbour each: 0°
// names 10°, 10° names 0°, 30° and 31° name each other, and 180° has no
// positive cosine. The weights are cos 10° and cos 1°.
func TestNearestByHand(t *testing.T) {
	x := blas32.General{Rows: 5, Cols: 2, Stride: 2}
	for _, d := range []float64{0, 10, 30, 31, 180} {
		x.Data = append(x.Data, float32(math.Cos(d*math.Pi/180)), float32(math.Sin(d*math.Pi/180)))
	}
	g := Nearest(x, 1, Default(), 1)
	if !slices.Equal(g.Start, []int64{0, 1, 2, 3, 4, 4}) || !slices.Equal(g.To, []int32{1, 0, 3, 2}) ||
		!slices.Equal(g.Names, []bool{true, true, true, true}) {
		t.Fatalf("%+v", g)
	}
	for e, want := range []float64{.984808, .984808, .999848, .999848} {
		if math.Abs(float64(g.Weight[e])-want) > 1e-6 {
			t.Errorf("weight %d is %f, want %f", e, g.Weight[e], want)
		}
	}
	// With two neighbours each, 10° also names 30° (20° away, 31° is 21°), and
	// 30° names 10°, which is not nearest to it but second.
	g = Nearest(x, 2, Default(), 1)
	if want := []int32{0, 2, 3}; !slices.Equal(g.To[g.Start[1]:g.Start[2]], want) { // 31° names 10° too
		t.Errorf("10° has the neighbours %v, want %v", g.To[g.Start[1]:g.Start[2]], want)
	}
	if want := []int32{0, 2}; !slices.Equal(g.named(1), want) {
		t.Errorf("10° names %v, want %v", g.named(1), want)
	}
}

func TestNearestAgainstBruteForce(t *testing.T) {
	x := blobs(700, 20, 12, 1, 1)
	g := Nearest(x, 9, Default(), 1)
	symmetric(t, g)
	differ := 0
	for i, want := range brute(x, 9) {
		if !slices.Equal(g.named(i), want) { // the last may change places by rounding
			differ++
		}
	}
	if differ > 3 {
		t.Errorf("%d of 700 rows have other neighbours", differ)
	}
	if g.Start[5] != g.Start[6] {
		t.Error("the zero vector has neighbours")
	}
}

func symmetric(t *testing.T, g Graph) {
	t.Helper()
	for i := range g.Len() {
		to := g.To[g.Start[i]:g.Start[i+1]]
		for e, j := range to {
			if int(j) == i || e > 0 && j <= to[e-1] {
				t.Fatalf("node %d has the neighbours %v", i, to)
			}
			back, ok := slices.BinarySearch(g.To[g.Start[j]:g.Start[j+1]], int32(i))
			if !ok {
				t.Fatalf("edge %d–%d has no way back", i, j)
			}
			here, there := g.Start[i]+int64(e), g.Start[j]+int64(back)
			if g.Weight[here] != g.Weight[there] || g.Weight[here] <= 0 || !g.Names[here] && !g.Names[there] {
				t.Fatalf("edge %d–%d: weights %g and %g", i, j, g.Weight[here], g.Weight[there])
			}
		}
	}
}

// Text vectors are harder than these by some points, see Nearest.
func TestRecall(t *testing.T) {
	x := blobs(6000, 60, 80, 1, 3)
	o := Default()
	g := Nearest(x, 15, o, 1)
	symmetric(t, g)
	o.ExactBelow = x.Rows
	exact := Nearest(x, 15, o, 1)
	hit, all := 0, 0
	for i := range x.Rows {
		want, got := exact.named(i), g.named(i)
		all += len(want)
		for _, j := range want {
			if _, ok := slices.BinarySearch(got, j); ok {
				hit++
			}
		}
	}
	if recall := float64(hit) / float64(all); recall < 0.95 {
		t.Errorf("recall %.3f, want .95", recall)
	}
}

func TestSameBitsForAnyWorkers(t *testing.T) {
	x := blobs(4000, 30, 40, 1.5, 4)
	o := Options{Workers: 1}
	want := Nearest(x, 10, o, 2)
	smoothed := func(workers int) blas32.General {
		x := x
		x.Data = slices.Clone(x.Data) // it becomes scratch memory
		return want.Smooth(x, workers)
	}
	smooth := smoothed(1)
	for _, workers := range []int{2, 3, 7} {
		o.Workers = workers
		if !cmp.Equal(want, Nearest(x, 10, o, 2)) {
			t.Errorf("%d workers give another graph", workers)
		}
		if !cmp.Equal(smooth, smoothed(workers)) {
			t.Errorf("%d workers smooth otherwise", workers)
		}
	}
}

// Two points at 0° and 90° that are neighbours with the weight 1 (as if), and
// a third alone. x ← unit(½(1,0) + ½(0,1)) puts both at 45° after one step,
// where the second leaves them; the third stays.
func TestSmoothByHand(t *testing.T) {
	g := Graph{Start: []int64{0, 1, 2, 2}, To: []int32{1, 0}, Weight: []float32{1, 1}, Names: []bool{true, true}}
	x := blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1, .6, .8}}
	y := g.Smooth(x, 1)
	for i, want := range []float64{.707107, .707107, .707107, .707107, .6, .8} {
		if math.Abs(float64(y.Data[i])-want) > 1e-6 {
			t.Errorf("%v", y.Data)
			break
		}
	}
}

// A triangle 0–1–2 and a pair 3–4 joined by 2–3, all weights 1: M = 5, degrees
// 2, 2, 3, 2, 1. For {0,1,2}, {3,4}: e = 6 and 2, d = 7 and 3, so
// Q = 8/10 − γ(.49 + .09) = .22 at γ = 1. Between them e = 1, and the link
// ratio is 1·10/(γ·7·3) = .47619.
func TestModularityByHand(t *testing.T) {
	g := fromEdges(5, [][2]int32{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}}, 1)
	of := []int32{0, 0, 0, 1, 1}
	if q := g.Modularity(of, 1); math.Abs(q-.22) > 1e-12 {
		t.Errorf("Q = %g, want .22", q)
	}
	l := g.Links(of, 2)
	if want := (Links{2, []float64{6, 1, 1, 2}, []float64{7, 3}, 5}); !cmp.Equal(l, want) {
		t.Errorf("%+v, want %+v", l, want)
	}
	if r := l.Ratio(0, 1, 1); math.Abs(r-10./21) > 1e-12 {
		t.Errorf("ratio %g, want %g", r, 10./21)
	}
	if of := g.Communities(1, 1); !slices.Equal(of, []int32{0, 0, 0, 1, 1}) {
		t.Errorf("communities %v", of)
	}
	// Node 4 in no cluster: its edge is in the total and in the degree of 3.
	l = g.Links([]int32{0, 0, 0, 1, -1}, 2)
	if want := (Links{2, []float64{6, 1, 1, 0}, []float64{7, 2}, 5}); !cmp.Equal(l, want) {
		t.Errorf("%+v, want %+v", l, want)
	}
}

func fromEdges(n int, edges [][2]int32, weight float32) Graph {
	lists := make([][]near, n)
	for _, e := range edges {
		lists[e[0]] = append(lists[e[0]], near{e[1], weight})
	}
	return fromLists(lists)
}

// gonum's implementations are the measure: the same modularity for the same
// partition, and partitions about as good from the two Louvains.
func TestCommunitiesAgainstGonum(t *testing.T) {
	g := Nearest(blobs(400, 15, 10, 1, 5), 8, Default(), 1)
	other := simple.NewWeightedUndirectedGraph(0, 0)
	for i := range g.Len() {
		if other.Node(int64(i)) == nil {
			other.AddNode(simple.Node(i))
		}
		for e := g.Start[i]; e < g.Start[i+1]; e++ {
			other.SetWeightedEdge(other.NewWeightedEdge(simple.Node(i), simple.Node(g.To[e]), float64(g.Weight[e])))
		}
	}
	for _, gamma := range []float64{.5, 1, 2} {
		var ours, theirs float64
		for seed := range uint64(5) {
			parts := community.Modularize(other, gamma, rand.NewPCG(seed, 0)).Communities()
			of := make([]int32, g.Len())
			for c, nodes := range parts {
				for _, n := range nodes {
					of[n.ID()] = int32(c)
				}
			}
			if q, want := g.Modularity(of, gamma), community.Q(other, parts, gamma); math.Abs(q-want) > 1e-9 {
				t.Fatalf("γ = %g: Q = %.9f, gonum says %.9f", gamma, q, want)
			}
			theirs += g.Modularity(of, gamma) / 5
			ours += g.Modularity(g.Communities(gamma, seed), gamma) / 5
		}
		if ours < theirs-.005 {
			t.Errorf("γ = %g: mean Q = %.4f, gonum's %.4f", gamma, ours, theirs)
		}
	}
}

// No community gains by giving up one of its nodes to a neighbour, to a
// tolerance: Louvain ends where its last level has no gain, and that level's
// nodes are communities, so single nodes may still have one, but a partition
// is never worse than none at all and its numbers follow first nodes.
func TestCommunitiesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		lists := make([][]near, n)
		for i := range n {
			for range rapid.IntRange(0, 4).Draw(t, "degree") {
				j := int32(rapid.IntRange(0, n-1).Draw(t, "to"))
				if int(j) != i && !slices.ContainsFunc(lists[i], func(l near) bool { return l.to == j }) {
					lists[i] = append(lists[i], near{j, 1})
				}
			}
		}
		g := fromLists(lists)
		seed := rapid.Uint64().Draw(t, "seed")
		of := g.Communities(1, seed)
		if !slices.Equal(of, g.Communities(1, seed)) {
			t.Fatal("the same seed gives another partition")
		}
		alone, most := make([]int32, n), int32(-1)
		for i, c := range of {
			alone[i] = int32(i)
			if c > most+1 {
				t.Fatalf("numbers do not follow first nodes: %v", of)
			}
			most = max(most, c)
			for e := g.Start[i]; g.Start[i] == g.Start[i+1] && e < 1; e++ {
				for j, d := range of {
					if j != i && d == c {
						t.Fatalf("node %d has no edge, but company", i)
					}
				}
			}
		}
		if g.Modularity(of, 1) < g.Modularity(alone, 1)-1e-12 {
			t.Fatalf("worse than no partition: %v", of)
		}
	})
}

func TestDegenerate(t *testing.T) {
	for n := range 3 {
		x := blas32.General{Rows: n, Cols: 2, Stride: 2, Data: make([]float32, 2*n)}
		g := Nearest(x, 20, Options{}, 1)
		if empty := Nearest(blas32.General{Rows: n}, 20, Options{}, 1); empty.Len() != n {
			t.Errorf("%d vectors without coordinates: %+v", n, empty)
		}
		if g.Len() != n || len(g.To) != 0 || g.Smooth(x, 2).Rows != n || g.Modularity(make([]int32, n), 1) != 0 {
			t.Errorf("%d zero vectors: %+v", n, g)
		}
		if of := g.Communities(2, 1); len(of) != n || n == 2 && of[1] != 1 {
			t.Errorf("communities %v", of)
		}
		if y := Layout(x, make([][2]float32, n), 1); len(y) != n {
			t.Errorf("layout %v", y)
		}
	}
}

func ExampleGraph_Communities() {
	// Two triangles that one edge joins.
	g := fromEdges(6, [][2]int32{{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}, {2, 3}}, 1)
	fmt.Println(g.Communities(1, 1))
	// Output: [0 0 0 1 1 1]
}
