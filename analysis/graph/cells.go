package graph

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/kmeans"
	"papertide/analysis/parallel"
	"papertide/analysis/simd"
)

// A file holds points cell by cell: an inverted file (Jégou, Douze and Schmid
// 2011, doi:10.1109/TPAMI.2010.57). The points of a cell are read together, so
// copies of some cells' points lie together.
type file struct {
	points blas32.General
	cells  [][]int32      // rows of points
	centre blas32.General // of the cells; without rows there is one cell
	half   []float32      // half of the centres' squared norms
	each   int            // how many cells a point probes

	first, last int            // cells whose points are held: last is not
	held        blas32.General // these points
	begin       []int          // where each cell's begin; one more than held cells
}

// hold copies the points of cells from the first on: of as many cells as have
// at most so many points, but of one at least.
func (f *file) hold(first, most int) {
	f.first, f.last, f.begin = first, first, []int{0}
	n := 0
	for f.last < len(f.cells) && (f.last == first || n+len(f.cells[f.last]) <= most) {
		n += len(f.cells[f.last])
		f.begin = append(f.begin, n)
		f.last++
	}
	width := (f.points.Cols + 7) &^ 7 // with zeros: inner products take eight numbers at a time
	f.held = blas32.General{Rows: n, Cols: width, Stride: width, Data: slices.Grow(f.held.Data[:0], n*width)[:n*width]}
	for c, rows := range f.cells[first:f.last] {
		for i, r := range rows {
			to := row(f.held, f.begin[c]+i)
			clear(to[copy(to, row(f.points, int(r))):])
		}
	}
}

// divide makes 2√n cells around coarse centroids, so that the pairs compared
// grow with n√n; the more cells, the more of them hold a point's neighbours.
// Few points have one cell. It also returns the cells that the points probe.
func divide(x blas32.General, o Options, seed uint64) (f *file, probes []int32) {
	f = &file{points: x, each: 1, cells: make([][]int32, 1)}
	if x.Rows > o.ExactBelow && x.Cols > 0 {
		count := min(x.Rows, 2*int(math.Sqrt(float64(x.Rows))))
		f.each = min(count, 14+count/500)
		f.cells = make([][]int32, count)
		f.centre = coarse(x, count, o.Workers, seed)
		f.half = halves(f.centre)
	}
	probes = f.probe(x, o.Workers)
	f.cells = f.byCell(probes)
	return f, probes
}

// halves returns half of each row's squared norm.
func halves(x blas32.General) []float32 {
	half := make([]float32, x.Rows)
	for j := range half {
		for _, v := range row(x, j) {
			half[j] += v * v / 2
		}
	}
	return half
}

// byCell lists points by the first cell that they probe.
func (f *file) byCell(probes []int32) [][]int32 {
	cells := make([][]int32, len(f.cells))
	for i := range len(probes) / f.each {
		own := probes[i*f.each]
		cells[own] = append(cells[own], int32(i))
	}
	return cells
}

// probe lists for each row of q the cells nearest to it, ties to the lower.
func (f *file) probe(q blas32.General, workers int) []int32 {
	probes := make([]int32, q.Rows*f.each)
	if f.centre.Rows == 0 {
		return probes
	}
	const some = 48
	k := len(f.cells)
	parallel.Share(workers, (q.Rows+some-1)/some, func(next func() int) {
		d := make([]float32, some*k)
		nearest := make([]near, f.each)
		for b := next(); b >= 0; b = next() {
			from, to := b*some, min((b+1)*some, q.Rows)
			simd.Dots(blas32.General{Rows: to - from, Cols: q.Cols, Stride: q.Stride, Data: q.Data[from*q.Stride:]}, f.centre, d, k)
			for i := from; i < to; i++ {
				f.nearest(d[(i-from)*k:(i-from+1)*k], nearest)
				for t, l := range nearest {
					probes[i*f.each+t] = l.to
				}
			}
		}
	})
	return probes
}

// nearest finds the cells nearest to a point that has inner products d with
// their centres. The squared distance falls as the inner product less half the
// centre's squared norm rises.
func (f *file) nearest(d []float32, nearest []near) {
	for t := range nearest {
		nearest[t] = near{math.MaxInt32, float32(math.Inf(-1))}
	}
	last := len(nearest) - 1
	for j, v := range d {
		v := near{int32(j), v - f.half[j]}
		if v.cosine <= nearest[last].cosine {
			continue
		}
		at := last
		for ; at > 0 && v.before(nearest[at-1]); at-- {
			nearest[at] = nearest[at-1]
		}
		nearest[at] = v
	}
}

// coarse returns centroids found by a few iterations on a sample from random
// starts: cells need not be good clusters.
func coarse(x blas32.General, count, workers int, seed uint64) blas32.General {
	const (
		each       = 32 // points of the sample for each cell
		iterations = 5
	)
	rng := rand.New(rand.NewPCG(seed, 0x6e656172))
	drawn := rng.Perm(x.Rows)[:min(x.Rows, each*count)]
	sample := kmeans.Dense{
		Rows: len(drawn), Cols: x.Cols, Stride: x.Cols,
		Data: make([]float32, 0, len(drawn)*x.Cols),
	}
	for _, i := range drawn {
		sample.Data = append(sample.Data, row(x, i)...)
	}
	start := slices.Repeat([]int32{-1}, len(drawn))
	for j := range count { // the first are as random as any
		start[j] = int32(j)
	}
	o := kmeans.Options{MaxIterations: iterations, Workers: workers}
	return kmeans.Refit(sample, start, count, o).Centroids
}
