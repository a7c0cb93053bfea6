package graph

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

// groups returns 60 points in six groups and their first two coordinates.
func groups() (blas32.General, [][2]float32) {
	x := blobs(60, 10, 6, .3, 9)
	copy(row(x, 5), row(x, 4)) // no zero vector here
	start := make([][2]float32, x.Rows)
	for i := range start {
		start[i] = [2]float32(row(x, i)[:2])
	}
	return x, start
}

// Neighbours in space are neighbours on the map: of the five nearest of a
// point, most are among its nearest there.
func TestLayoutKeepsNeighbours(t *testing.T) {
	x, start := groups()
	y := Layout(x, start, 1)
	kept := 0
	for i, want := range brute(x, 5) {
		order := make([]int32, 0, len(y))
		for j := range y {
			if j != i {
				order = append(order, int32(j))
			}
		}
		slices.SortFunc(order, func(a, b int32) int {
			if apart(y[i], y[a]) < apart(y[i], y[b]) {
				return -1
			}
			return 1
		})
		for _, j := range want {
			if slices.Contains(order[:10], j) {
				kept++
			}
		}
	}
	if kept < 60*5*8/10 {
		t.Errorf("%d of 300 neighbours are near on the map", kept)
	}
}

func apart(a, b [2]float32) float64 { return math.Hypot(float64(a[0]-b[0]), float64(a[1]-b[1])) }

// A layout that starts from the last one moves little, and the same input
// gives the same layout.
func TestLayoutIsStable(t *testing.T) {
	x, start := groups()
	before := slices.Clone(start)
	y := Layout(x, start, 1)
	if !slices.Equal(start, before) {
		t.Error("the start was changed")
	}
	if !slices.Equal(y, Layout(x, start, 1)) {
		t.Error("the same input gives another layout")
	}
	z := Layout(x, y, 1)
	var moved, spread float64
	for i := range y {
		moved += apart(y[i], z[i]) / float64(len(y))
		spread += apart(y[i], [2]float32{}) / float64(len(y))
	}
	if moved > .1*spread {
		t.Errorf("points moved by %.3f on average, at a distance of %.3f from the middle", moved, spread)
	}
}

func TestLayoutOfEqualPoints(t *testing.T) {
	x := blas32.General{Rows: 7, Cols: 3, Stride: 3, Data: slices.Repeat([]float32{1, 0, 0}, 7)}
	for _, y := range Layout(x, make([][2]float32, 7), 1) {
		if math.IsNaN(float64(y[0])) || math.IsInf(float64(y[1]), 0) {
			t.Fatalf("%v", y)
		}
	}
}
