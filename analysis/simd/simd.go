// Package simd holds the loops in which most of a run's time goes: inner
// products of many vectors with many, and sums of vectors. On
// processors with AVX they take eight numbers at a time. A result is the same
// to the last bit on any processor, and does not depend on what is computed
// beside it: sums have one order, and products are rounded before they are
// added (no fused multiply-add).
package simd

import "gonum.org/v1/gonum/blas/blas32"

// lanes is how many partial sums an inner product has: lane l sums the
// products of coordinates l, l+8, l+16 …
const lanes = 8

// Dots sets out[i*stride+j] to the inner product of row i of x and row j of y.
// Vectors have x.Cols numbers.
func Dots(x, y blas32.General, out []float32, stride int) {
	p := product{x: x, y: y, out: out, stride: stride}
	p.compute(x.Rows)
}

// DotsOf does the same with row rows[i] of x in place of row i.
func DotsOf(x blas32.General, rows []int32, y blas32.General, out []float32, stride int) {
	p := product{x: x, rows: rows, some: true, y: y, out: out, stride: stride}
	p.compute(len(rows))
}

// A product is what Dots and DotsOf are asked for.
type product struct {
	x      blas32.General
	rows   []int32 // of x
	some   bool    // false: all rows of x
	y      blas32.General
	out    []float32
	stride int
}

// compute takes n vectors of x.
func (p *product) compute(n int) {
	switch x, y := p.x, p.y; {
	case n == 0 || y.Rows == 0:
	case x.Cols == 0:
		for i := range n {
			clear(p.out[i*p.stride:][:y.Rows])
		}
	case y.Rows == 1:
		p.column(n)
	default:
		// So many rows of x stay in the first-level cache for all of y.
		const tall = 48
		for i := 0; i < n; i += tall {
			p.block(i, min(i+tall, n))
		}
	}
}

// row returns the beginning of the i-th vector of x.
func (p *product) row(i int) *float32 {
	if p.some {
		i = int(p.rows[i])
	}
	return &p.x.Data[i*p.x.Stride : i*p.x.Stride+p.x.Cols][0]
}

// column is the product with one vector.
func (p *product) column(n int) {
	y := &p.y.Data[:p.x.Cols][0]
	var b [4]*float32
	var d [4]float32
	for i := 0; i < n; i += len(b) {
		for t := range b {
			b[t] = p.row(min(i+t, n-1))
		}
		dots1x4(p.x.Cols, y, &b, &d)
		for t := range min(len(b), n-i) {
			p.out[(i+t)*p.stride] = d[t]
		}
	}
}

// block is the product of some rows of x. Blocks at the end repeat their last
// row, so that there are no further kernels.
func (p *product) block(from, to int) {
	var a [3]*float32
	var b [4]*float32
	var d [12]float32
	for j := 0; j < p.y.Rows; j += len(b) {
		for t := range b {
			at := min(j+t, p.y.Rows-1) * p.y.Stride
			b[t] = &p.y.Data[at : at+p.x.Cols][0]
		}
		w := min(len(b), p.y.Rows-j)
		i := from
		for ; i+1 < to; i += len(a) {
			a = [3]*float32{p.row(i), p.row(i + 1), p.row(min(i+2, to-1))}
			dots3x4(p.x.Cols, &a, &b, &d)
			for t := range min(len(a), to-i) {
				copy(p.out[(i+t)*p.stride+j:][:w], d[4*t:])
			}
		}
		if i < to {
			dots1x4(p.x.Cols, p.row(i), &b, (*[4]float32)(d[:]))
			copy(p.out[i*p.stride+j:][:w], d[:])
		}
	}
}
