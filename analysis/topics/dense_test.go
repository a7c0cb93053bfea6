package topics

import "gonum.org/v1/gonum/blas/blas32"

func dense(rows ...[]float32) blas32.General {
	x := newGeneral(len(rows), len(rows[0]))
	for i, row := range rows {
		copy(vector(x, i), row)
	}
	return x
}
