package tfidf

import (
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/simd"
)

// Len returns the number of papers.
func (x *Matrix) Len() int { return len(x.Start) - 1 }

// Width returns the number of terms.
func (x *Matrix) Width() int { return len(x.Vocabulary.Terms) }

// Row returns the terms of paper i, ascending, and their weights. They are the
// matrix's own memory.
func (x *Matrix) Row(i int) (term []int32, weight []float32) {
	from, to := x.Start[i], x.Start[i+1]
	return x.Term[from:to], x.Weight[from:to]
}

// SquaredNorm returns the inner product of a paper's vector with itself: 1, or
// 0 for an empty paper, but for rounding.
func (x *Matrix) SquaredNorm(paper int) float32 {
	_, weight := x.Row(paper)
	var sum float64
	for _, w := range weight {
		sum += float64(w) * float64(w)
	}
	return float32(sum)
}

// Dots sets out[i*k+j] to the inner product of papers[i] with column j of c,
// which is Width × k. A column's result does not depend on the columns beside
// it: products are always added in the order of the terms.
func (x *Matrix) Dots(papers []int32, c blas32.General, out []float32) {
	if c.Cols == 1 && c.Stride == 1 {
		for i, p := range papers {
			out[i] = x.dot(int(p), c.Data)
		}
		return
	}
	k := c.Cols
	for i, p := range papers {
		row := out[i*k : i*k+k]
		clear(row)
		term, weight := x.Row(int(p))
		simd.AddRows(row, c, 0, term, weight)
	}
}

// dot is what most calls of k-means ask for: one paper and one centre.
// Its four sums do not wait for each other.
func (x *Matrix) dot(paper int, centre []float32) float32 {
	term, weight := x.Row(paper)
	weight = weight[:len(term)]
	var a, b, c, d float32
	e := 0
	for ; e+3 < len(term); e += 4 {
		a += float32(weight[e] * centre[term[e]])
		b += float32(weight[e+1] * centre[term[e+1]])
		c += float32(weight[e+2] * centre[term[e+2]])
		d += float32(weight[e+3] * centre[term[e+3]])
	}
	for ; e < len(term); e++ {
		a += float32(weight[e] * centre[term[e]])
	}
	return (a + b) + (c + d)
}

// AddTo adds a paper's vector to sum, which has Width numbers.
func (x *Matrix) AddTo(paper int, sum []float64) {
	term, weight := x.Row(paper)
	for e, t := range term {
		sum[t] += float64(weight[e])
	}
}
