package graph

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/parallel"
	"papertide/analysis/simd"
)

const (
	nodes = 512 // that a goroutine handles at a time
	times = 2   // smoothing steps
)

// Smooth moves each row of x (unit or zero vectors, one a node) towards its
// neighbours, twice: x ← unit(½x + ½·weighted mean of the neighbours), the
// mean as it is, so that neighbours who disagree move a node less. A node
// without neighbours stays where it is. It uses x as scratch memory, for three
// times the vectors of many papers are more than all else that a run holds.
func (g Graph) Smooth(x blas32.General, workers int) blas32.General {
	to := like(x)
	for range times {
		g.step(x, x, to, workers)
		x, to = to, x
	}
	return x
}

// like returns a matrix of zeros, as large as x.
func like(x blas32.General) blas32.General {
	return blas32.General{Rows: x.Rows, Cols: x.Cols, Stride: x.Cols, Data: make([]float32, x.Rows*x.Cols)}
}

// step sets to to the rows of x, each moved once towards the rows of others
// that its edges lead to.
func (g Graph) step(x, others, to blas32.General, workers int) {
	parallel.Share(workers, (x.Rows+nodes-1)/nodes, func(next func() int) {
		for b := next(); b >= 0; b = next() {
			for i := b * nodes; i < min((b+1)*nodes, x.Rows); i++ {
				g.move(i, row(x, i), others, row(to, i))
			}
		}
	})
}

func (g Graph) move(i int, own []float32, others blas32.General, out []float32) {
	clear(out)
	var total float64
	to, weight := g.To[g.Start[i]:g.Start[i+1]], g.Weight[g.Start[i]:g.Start[i+1]]
	simd.AddRows(out, others, 0, to, weight)
	for _, w := range weight {
		total += float64(w)
	}
	scale := float32(0)
	if total > 0 {
		scale = float32(1 / total)
	}
	var s float64
	for t, v := range own {
		out[t] = v + scale*out[t]
		s += float64(out[t]) * float64(out[t])
	}
	if s == 0 {
		return
	}
	unit := float32(1 / math.Sqrt(s))
	for t := range out {
		out[t] *= unit
	}
}
