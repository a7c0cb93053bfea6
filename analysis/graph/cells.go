package graph

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/kmeans"
)

// divide makes 2√n cells around coarse centroids, and has each point probe
// the cells nearest to it: an inverted file (Jégou, Douze and Schmid 2011,
// doi:10.1109/TPAMI.2010.57), so that the pairs compared grow with n√n. The
// more cells, the more of them hold a point's neighbours.
func (s *search) divide(seed uint64) {
	count := 2 * int(math.Sqrt(float64(s.x.Rows)))
	s.each = min(count, 14+count/500)
	s.cells, s.probes = make([][]int32, count), make([]int32, s.x.Rows*s.each)
	c := s.coarse(count, seed)
	half := make([]float32, count)
	for j := range half {
		for _, v := range row(c, j) {
			half[j] += v * v / 2
		}
	}
	each(s.workers, (s.x.Rows+nodes-1)/nodes, func(next func() int) {
		d := make([]float32, count)
		nearest := make([]near, s.each)
		for b := next(); b >= 0; b = next() {
			for i := b * nodes; i < min((b+1)*nodes, s.x.Rows); i++ {
				s.probe(i, c, half, d, nearest)
			}
		}
	})
	for i := range s.x.Rows {
		own := s.probes[i*s.each]
		s.cells[own] = append(s.cells[own], int32(i))
	}
}

// probe lists the cells nearest to point i, ties to the lower. The squared
// distance falls as the inner product less half the centroid's squared norm
// rises.
func (s *search) probe(i int, c blas32.General, half, d []float32, nearest []near) {
	blas32.Gemv(blas.NoTrans, 1, c, blas32.Vector{N: c.Cols, Inc: 1, Data: row(s.x, i)}, 0,
		blas32.Vector{N: len(d), Inc: 1, Data: d})
	for t := range nearest {
		nearest[t] = near{math.MaxInt32, float32(math.Inf(-1))}
	}
	last := len(nearest) - 1
	for j, v := range d {
		v := near{int32(j), v - half[j]}
		if v.cosine <= nearest[last].cosine {
			continue
		}
		at := last
		for ; at > 0 && v.before(nearest[at-1]); at-- {
			nearest[at] = nearest[at-1]
		}
		nearest[at] = v
	}
	for t, l := range nearest {
		s.probes[i*s.each+t] = l.to
	}
}

// coarse returns centroids found by a few iterations on a sample from random
// starts: cells need not be good clusters.
func (s *search) coarse(count int, seed uint64) blas32.General {
	const (
		each       = 32 // points of the sample for each cell
		iterations = 5
	)
	rng := rand.New(rand.NewPCG(seed, 0x6e656172))
	drawn := rng.Perm(s.x.Rows)[:min(s.x.Rows, each*count)]
	sample := kmeans.Dense{
		Rows: len(drawn), Cols: s.x.Cols, Stride: s.x.Cols,
		Data: make([]float32, 0, len(drawn)*s.x.Cols),
	}
	for _, i := range drawn {
		sample.Data = append(sample.Data, row(s.x, i)...)
	}
	start := slices.Repeat([]int32{-1}, len(drawn))
	for j := range count { // the first are as random as any
		start[j] = int32(j)
	}
	o := kmeans.Options{MaxIterations: iterations, Workers: s.workers}
	return kmeans.Refit(sample, start, count, o).Centroids
}
