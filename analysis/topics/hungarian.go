package topics

import "math"

// assign pairs rows with columns one-to-one so that the total weight is
// largest, and returns the column of each row, −1 for none. Weights are 0 or
// more; a pair of weight 0 is no pair. It is the Hungarian method (Kuhn 1955,
// doi:10.1002/nav.3800020109) in the form with potentials, which adds one row
// at a time along a shortest augmenting path: O(rows²·columns).
func assign(weight [][]float64) []int {
	if len(weight) == 0 {
		return nil
	}
	rows, cols := len(weight), len(weight[0])
	if rows > cols {
		return transposedAssign(weight)
	}
	// Column 0 and row 0 are sentinels: matched[j] is the row that column j
	// serves, counted from 1.
	u, v := make([]float64, rows+1), make([]float64, cols+1)
	matched, way := make([]int, cols+1), make([]int, cols+1)
	least, done := make([]float64, cols+1), make([]bool, cols+1)
	for row := 1; row <= rows; row++ {
		matched[0] = row
		for j := range least {
			least[j], done[j] = math.Inf(1), false
		}
		at := 0
		for matched[at] != 0 {
			done[at] = true
			i, next, delta := matched[at], 0, math.Inf(1)
			for j := 1; j <= cols; j++ {
				if done[j] {
					continue
				}
				if cost := -weight[i-1][j-1] - u[i] - v[j]; cost < least[j] {
					least[j], way[j] = cost, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					u[matched[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			matched[at] = matched[way[at]]
			at = way[at]
		}
	}
	columns := make([]int, rows)
	for i := range columns {
		columns[i] = -1
	}
	for j := 1; j <= cols; j++ {
		if i := matched[j]; i > 0 && weight[i-1][j-1] > 0 {
			columns[i-1] = j - 1
		}
	}
	return columns
}

func transposedAssign(weight [][]float64) []int {
	t := make([][]float64, len(weight[0]))
	for j := range t {
		t[j] = make([]float64, len(weight))
		for i := range weight {
			t[j][i] = weight[i][j]
		}
	}
	columns := make([]int, len(weight))
	for i := range columns {
		columns[i] = -1
	}
	for j, i := range assign(t) {
		if i >= 0 {
			columns[i] = j
		}
	}
	return columns
}
