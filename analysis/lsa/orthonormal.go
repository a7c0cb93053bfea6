package lsa

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"

	"papertide/analysis/parallel"
	"papertide/analysis/simd"
	"papertide/analysis/tfidf"
)

// panel is a number of rows or columns that a matrix product takes at a time.
const panel = 64

// gram sets the upper triangle of g to that of aᵀa, in panels. It works on aᵀ,
// which it copies to scratch, a column in chunk numbers.
func gram(a, g blas32.General, scratch []float32) {
	for i := range a.Rows {
		for j, v := range a.Data[i*a.Stride : i*a.Stride+a.Cols] {
			scratch[j*chunk+i] = v
		}
	}
	t := blas32.General{Rows: a.Cols, Cols: a.Rows, Stride: chunk, Data: scratch}
	for i := 0; i < a.Cols; i += panel {
		w := min(panel, a.Cols-i)
		for j := i; j < a.Cols; j += panel {
			v := min(panel, a.Cols-j)
			simd.Dots(part(t, i, w, 0, t.Cols), part(t, j, v, 0, t.Cols), part(g, i, w, j, v).Data, g.Stride)
		}
	}
}

// timesSmall sets out to a·bᵀ for the few rows of b, in panels of rows. If
// lower is set, b is lower triangular.
func timesSmall(a, b, out blas32.General, lower bool, workers int) {
	parallel.Share(workers, (a.Rows+panel-1)/panel, func(next func() int) {
		for c := next(); c >= 0; c = next() {
			n := min(panel, a.Rows-c*panel)
			for j := 0; j < b.Rows; j += panel / 2 {
				w, inner := min(panel/2, b.Rows-j), b.Cols
				if lower {
					inner = j + w
				}
				simd.Dots(part(a, c*panel, n, 0, inner), part(b, j, w, 0, inner), part(out, c*panel, n, j, w).Data, out.Stride)
			}
		}
	})
}

// part returns a view of rows × columns of a from row i and column j on.
func part(a blas32.General, i, rows, j, columns int) blas32.General {
	return blas32.General{Rows: rows, Cols: columns, Stride: a.Stride, Data: a.Data[i*a.Stride+j:]}
}

// fold sums the Gram matrices of n chunks in the order of chunks. The chunk's
// own is left in g by one, in float32; the sum is in float64, because the
// small eigenvalues matter too.
func fold(columns, n, workers int, one func(c int, g blas32.General, scratch []float32)) *mat.SymDense {
	parts := make([][]float32, n)
	parallel.Share(workers, n, func(next func() int) {
		scratch := make([]float32, 2*columns*chunk)
		for c := next(); c >= 0; c = next() {
			g := matrix(columns, columns)
			one(c, g, scratch)
			parts[c] = g.Data
		}
	})
	sum := make([]float64, columns*columns)
	for _, p := range parts {
		for i, v := range p {
			sum[i] += float64(v)
		}
	}
	return mat.NewSymDense(columns, sum) // of the upper triangle
}

// orthonormalise sets q to an orthonormal basis of the columns of z by
// Cholesky QR: zᵀz = RᵀR, q = z·R⁻¹. Columns that depend on those before them
// become zero.
func orthonormalise(z, q blas32.General, workers int) {
	g := fold(z.Cols, chunks(z.Rows), workers, func(c int, g blas32.General, scratch []float32) {
		from := c * chunk
		gram(part(z, from, min(chunk, z.Rows-from), 0, z.Cols), g, scratch)
	})
	timesSmall(z, invertCholesky(g), q, true, workers)
}

// invertCholesky returns the transpose of R⁻¹, which is lower triangular, for
// g = RᵀR. Where a column of R has no length to speak of left, that of R⁻¹ is
// zero.
func invertCholesky(g *mat.SymDense) blas32.General {
	const left = 1e-6 // of a squared length: what float32 sums cannot resolve
	n := g.SymmetricDim()
	r := mat.NewDense(n, n, nil)
	inv := matrix(n, n)
	zero := make([]bool, n)
	for j := range n {
		d := g.At(j, j)
		for k := range j {
			d -= r.At(k, j) * r.At(k, j)
		}
		if zero[j] = !(d > left*g.At(j, j)); zero[j] {
			continue
		}
		d = math.Sqrt(d)
		r.Set(j, j, d)
		for i := j + 1; i < n; i++ {
			s := g.At(j, i)
			for k := range j {
				s -= r.At(k, j) * r.At(k, i)
			}
			r.Set(j, i, s/d)
		}
	}
	column := make([]float64, n)
	for j := range n { // solve R·column = eⱼ from below
		if zero[j] {
			continue
		}
		clear(column)
		column[j] = 1 / r.At(j, j)
		for i := j - 1; i >= 0; i-- {
			if zero[i] {
				continue
			}
			var s float64
			for k := i + 1; k <= j; k++ {
				s += r.At(i, k) * column[k]
			}
			column[i] = -s / r.At(i, i)
		}
		for i := range j + 1 {
			inv.Data[j*n+i] = float32(column[i])
		}
	}
	return inv
}

// ritz returns the best rank components within the span of q, whose columns
// are orthonormal or zero: the eigenvectors of (m·q)ᵀ(m·q).
func ritz(m *tfidf.Matrix, q blas32.General, rank, workers int) Basis {
	papers := len(m.Start) - 1
	h := fold(q.Cols, chunks(papers), workers, func(c int, g blas32.General, scratch []float32) {
		from := c * chunk
		y := blas32.General{Rows: min(chunk, papers-from), Cols: q.Cols, Stride: q.Cols, Data: scratch[chunk*q.Cols:]}
		for i := range y.Rows {
			times(m, from+i, q, 0, y.Data[i*q.Cols:(i+1)*q.Cols])
		}
		gram(y, g, scratch)
	})
	var eig mat.EigenSym
	if !eig.Factorize(h, true) {
		panic("lsa: eigenvalues of a matrix with infinite or undefined entries")
	}
	values := eig.Values(nil) // ascending
	slices.Reverse(values)
	// A value below this is the rounding of float32, not a component.
	for rank > 0 && values[rank-1] <= 1e-6*values[0] {
		rank--
	}
	var vectors mat.Dense
	eig.VectorsTo(&vectors)
	turn := matrix(rank, q.Cols)
	for j := range rank {
		for i := range q.Cols {
			turn.Data[j*q.Cols+i] = float32(vectors.At(i, q.Cols-1-j))
		}
	}
	b := Basis{Components: blas32.General{Rows: q.Rows, Cols: rank, Stride: rank}}
	if rank == 0 {
		return b
	}
	b.Components = matrix(q.Rows, rank)
	timesSmall(q, turn, b.Components, false, workers)
	fixSigns(b.Components)
	for _, v := range values[:rank] {
		b.Values = append(b.Values, float32(math.Sqrt(max(0, v))))
	}
	b.Mean = mean(m, b.Components)
	return b
}

// fixSigns makes the entry of largest size in each column positive, the first
// in case of a tie.
func fixSigns(v blas32.General) {
	largest := make([]float32, v.Cols)
	for i := range v.Rows {
		for j, f := range v.Data[i*v.Stride : i*v.Stride+v.Cols] {
			if l := largest[j]; max(f, -f) > max(l, -l) {
				largest[j] = f
			}
		}
	}
	for i := range v.Rows {
		row := v.Data[i*v.Stride : i*v.Stride+v.Cols]
		for j, l := range largest {
			if l < 0 {
				row[j] = -row[j]
			}
		}
	}
}

// mean returns the mean of the rows of m·v.
func mean(m *tfidf.Matrix, v blas32.General) []float32 {
	weight := make([]float64, v.Rows)
	for e, t := range m.Term {
		weight[t] += float64(m.Weight[e])
	}
	sum := make([]float64, v.Cols)
	for t, w := range weight {
		for j, f := range v.Data[t*v.Stride : t*v.Stride+v.Cols] {
			sum[j] += w * float64(f)
		}
	}
	out := make([]float32, len(sum))
	for j, s := range sum {
		out[j] = float32(s / float64(len(m.Start)-1))
	}
	return out
}
