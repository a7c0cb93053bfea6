package kmeans

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// Means returns the centroids of a partition of x into k clusters, k × width
// with padded rows; that of a cluster without points is zero.
func Means(x Points, of []int32, k int, o Options) blas32.General {
	s := loose(x, k, o)
	s.c = newCentroids(x, k)
	copy(s.of, of)
	s.sort()
	for j := range s.changed {
		s.changed[j] = true
	}
	s.update()
	return s.c.rows
}

// Assign puts points that shaped no centroid to the nearest of c (k × width),
// the lower in case of a tie. start is the cluster that each comes from, −1
// for none; nil: all come from none. A point leaves its cluster only if
// another centroid is nearer by more than o.Hysteresis, and not at all if it
// is in o.Fixed. A point's cluster does not depend on the others.
func Assign(x Points, c blas32.General, start []int32, o Options) []int32 {
	s := loose(x, c.Rows, o)
	s.c = Clusters{Sizes: make([]int, c.Rows), Centroids: c}.asStart(x)
	copy(s.of, start)
	s.sort()
	s.assign()
	return s.of
}

// loose is a state without bounds: of points that are looked at once.
func loose(x Points, k int, o Options) *state {
	n := x.Len()
	return &state{
		x: x, k: k, workers: o.Workers, hysteresis: float32(o.Hysteresis), fixed: o.Fixed, may: o.May,
		of: slices.Repeat([]int32{-1}, n), absent: make([]bool, k), drift: make([]float64, k),
		order: make([]int32, n), begin: make([]int, k+1), changed: make([]bool, k),
	}
}
