// Package lsa turns the sparse vectors of papers into short dense ones.
package lsa

import (
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/tfidf"
)

// Options of a fit. The number of workers never changes the result.
type Options struct {
	Rank         int // components; 0: min(150, papers/3), at least 1
	Oversampling int // further columns of the test matrix
	Iterations   int // power iterations
	Workers      int // goroutines; 0: as many as there are processors
}

// Default returns the rank by the number of papers, an oversampling of 10
// and 4 power iterations.
func Default() Options { return Options{Oversampling: 10, Iterations: 4} }

// A Basis is the space that the papers' vectors are projected on.
type Basis struct {
	Components blas32.General // terms × rank, orthonormal columns
	Values     []float32      // singular values, descending
	Mean       []float32      // of the papers' projections, rank numbers
}

// Fit computes the basis by a randomised singular value decomposition.
func Fit(m *tfidf.Matrix, o Options, seed uint64) Basis {
	panic("lsa: not built yet")
}

// Project returns the papers' vectors, papers × rank: U·Σ, the mean removed,
// of unit length. A paper that holds no term of the basis gets a zero vector.
func (b Basis) Project(m *tfidf.Matrix, workers int) blas32.General {
	panic("lsa: not built yet")
}
