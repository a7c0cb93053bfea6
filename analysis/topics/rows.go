package topics

import "gonum.org/v1/gonum/blas/blas32"

// members lists the rows of each of k groups, ascending; rows of no group
// (negative) are left out.
func members(of []int32, k int) [][]int32 {
	size := make([]int, k)
	for _, g := range of {
		if g >= 0 {
			size[g]++
		}
	}
	rows := make([][]int32, k)
	for g := range rows {
		rows[g] = make([]int32, 0, size[g])
	}
	for row, g := range of {
		if g >= 0 {
			rows[g] = append(rows[g], int32(row))
		}
	}
	return rows
}

// vector is row i of x.
func vector(x blas32.General, i int) []float32 { return x.Data[i*x.Stride:][:x.Cols] }

func newGeneral(rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: max(1, cols), Data: make([]float32, rows*max(1, cols))}
}

// gather copies rows of x.
func gather(x blas32.General, rows []int32) blas32.General {
	some := newGeneral(len(rows), x.Cols)
	for i, row := range rows {
		copy(vector(some, i), vector(x, int(row)))
	}
	return some
}
