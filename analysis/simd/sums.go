package simd

import "gonum.org/v1/gonum/blas/blas32"

// AddRows adds to y the rows of x that rows lists, each times its weight, in
// that order: their columns from the given one on, as many as y has.
func AddRows(y []float32, x blas32.General, column int, rows []int32, weights []float32) {
	if base := span(x, column, len(y), rows, weights); base != nil {
		addRows(&y[0], len(y), base, x.Stride, &rows[0], &weights[0], len(rows))
	}
}

// Accumulate adds x to sum, which is as long, number by number.
func Accumulate(sum []float64, x []float32) {
	sum = sum[:len(x)]
	fours := len(x) &^ 3
	if fours > 0 {
		accumulate(&sum[0], &x[0], fours)
	}
	for j := fours; j < len(x); j++ {
		sum[j] += float64(x[j])
	}
}

// AddToRows adds y to the rows of x that rows lists, each time times a weight:
// to their columns from the given one on, as many as y has.
func AddToRows(x blas32.General, column int, rows []int32, weights, y []float32) {
	if base := span(x, column, len(y), rows, weights); base != nil {
		addToRows(base, x.Stride, &rows[0], &weights[0], len(rows), &y[0], len(y))
	}
}

// span returns the first of n columns of x, nil if there is nothing to do. It
// panics if a row, or the columns, are not in x, or a row has no weight.
func span(x blas32.General, column, n int, rows []int32, weights []float32) *float32 {
	if n == 0 || len(rows) == 0 {
		return nil
	}
	_ = weights[len(rows)-1]
	if column < 0 || column+n > x.Cols {
		panic("simd: columns out of range")
	}
	last := int32(0)
	for _, r := range rows {
		if r < 0 {
			panic("simd: negative row")
		}
		last = max(last, r)
	}
	_ = x.Data[int(last)*x.Stride+column+n-1]
	return &x.Data[column]
}
