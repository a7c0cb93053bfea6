package graph

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/blas/blas32"
)

// portion is some rows of x.
func portion(x blas32.General, from, to int) blas32.General {
	return blas32.General{Rows: to - from, Cols: x.Cols, Stride: x.Stride, Data: x.Data[from*x.Stride : to*x.Stride]}
}

// Nodes at 0° and 90° that are each other's neighbours, and a third in the
// other half-plane; the cosine of the pair is 0, so its edge is given. Both lie
// at 45° after one step. A point at 30° sees the pair with the weights cos 30°
// = .866025 and cos 60° = .5 and not the third.
//
// Step 1: their weighted mean is (.866025, .5)/1.366025 = (.633975, .366025);
// (.866025, .5) + that = (1.5, .866025), at 30° still. Step 2: both nodes lie
// at 45° = (.707107, .707107); (.866025, .5) + that = (1.573132, 1.207107), of
// length 1.982890: (.793353, .608761).
func TestJoinByHand(t *testing.T) {
	g := Graph{Start: []int64{0, 1, 2, 2}, To: []int32{1, 0}, Weight: []float32{1, 1}, Names: []bool{true, true}}
	x := blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1, -.8, -.6}}
	q := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{.8660254, .5, 0, 0}}
	before := slices.Clone(q.Data)
	edges, y := NewIndex(g, x, Default(), 1).Join(q, 3)
	want := Graph{Start: []int64{0, 2, 2}, To: []int32{0, 1}, Weight: []float32{.8660254, .5}, Names: []bool{true, true}}
	if d := cmp.Diff(want, edges); d != "" {
		t.Error(d)
	}
	for i, want := range []float64{.793353, .608761, 0, 0} {
		if math.Abs(float64(y.Data[i])-want) > 1e-6 {
			t.Errorf("%v", y.Data)
			break
		}
	}
	if !slices.Equal(before, q.Data) {
		t.Error("the input was changed")
	}
}

// Half of the points are nodes, the others join. Brute force over the nodes
// finds the same neighbours, all of them where there is one cell and more than
// 70 of 100 where there are many (Nearest finds more: a node probes more cells
// and tells those it found); portions and workers change nothing.
func TestJoinAgainstBruteForce(t *testing.T) {
	all := blobs(8000, 30, 60, 1.5, 7)
	x, q := portion(all, 0, 4000), portion(all, 4000, 8000)
	for _, o := range []Options{{Workers: 2, ExactBelow: 4000}, {Workers: 2}} {
		ix := NewIndex(Nearest(x, 10, o, 2), x, o, 2)
		edges, smooth := ix.Join(q, 10)
		hit, seen := 0, 0
		for i := 0; i < q.Rows; i += 10 {
			best := make([]near, 0, x.Rows)
			for j := range x.Rows {
				v := blas32.Dot(blas32.Vector{N: x.Cols, Inc: 1, Data: row(q, i)}, blas32.Vector{N: x.Cols, Inc: 1, Data: row(x, j)})
				best = append(best, near{int32(j), v})
			}
			slices.SortFunc(best, func(a, b near) int {
				if a.before(b) {
					return -1
				}
				return 1
			})
			for _, l := range best[:10] {
				seen++
				if _, ok := slices.BinarySearch(edges.To[edges.Start[i]:edges.Start[i+1]], l.to); ok {
					hit++
				}
			}
		}
		if recall := float64(hit) / float64(seen); recall < .7 || o.ExactBelow > 0 && recall < .999 {
			t.Errorf("%+v: recall %.3f", o, recall)
		}

		o.Workers = 3
		other := NewIndex(Nearest(x, 10, o, 2), x, o, 2)
		for from := 0; from < q.Rows; from += 700 {
			to := min(from+700, q.Rows)
			some, moved := other.Join(portion(q, from, to), 10)
			if !slices.Equal(some.To, edges.To[edges.Start[from]:edges.Start[to]]) ||
				!slices.Equal(some.Weight, edges.Weight[edges.Start[from]:edges.Start[to]]) ||
				!slices.Equal(moved.Data, smooth.Data[from*q.Cols:to*q.Cols]) {
				t.Fatalf("%+v: rows %d to %d by themselves differ", o, from, to)
			}
		}
	}
}

func TestJoinNothing(t *testing.T) {
	for _, x := range []blas32.General{{}, {Rows: 3}, {Rows: 1, Cols: 1, Stride: 1, Data: []float32{0}}} {
		ix := NewIndex(Nearest(x, 5, Options{}, 1), x, Options{}, 1)
		for _, n := range []int{0, 2} {
			q := blas32.General{Rows: n, Cols: x.Cols, Stride: x.Stride, Data: make([]float32, n*x.Cols)}
			g, y := ix.Join(q, 5)
			if g.Len() != n || len(g.To) != 0 || y.Rows != n {
				t.Errorf("%d rows to %d nodes: %+v", n, x.Rows, g)
			}
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	all := blobs(40000, 150, 100, 1.5, 7)
	x, q := portion(all, 0, 20000), portion(all, 20000, 40000)
	ix := NewIndex(Nearest(x, 20, Default(), 1), x, Default(), 1)
	b.ReportAllocs()
	for b.Loop() {
		ix.Join(q, 20)
	}
}
