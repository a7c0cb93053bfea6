package kmeans

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/parallel"
	"papertide/analysis/simd"
)

// centroids are k vectors in the forms that points of either kind read best.
type centroids struct {
	rows    blas32.General // k × width
	columns blas32.General // width × k, kept for sparse points only
	norm    []float32      // squared lengths
}

func newCentroids(x Points, k int) *centroids {
	w := x.Width()
	c := &centroids{
		rows: blas32.General{Rows: k, Cols: w, Stride: w, Data: make([]float32, k*w)},
		norm: make([]float32, k),
	}
	if _, dense := x.(Dense); !dense {
		c.columns = blas32.General{Rows: w, Cols: k, Stride: k, Data: make([]float32, w*k)}
	}
	return c
}

func (c *centroids) row(j int) []float32 {
	return c.rows.Data[j*c.rows.Stride : j*c.rows.Stride+c.rows.Cols]
}

// set makes v the centroid j and returns how far it moved. The columns follow
// by transpose.
func (c *centroids) set(j int, v []float64) (moved float64) {
	var norm, d2 float64
	row := c.row(j)
	for t, f := range v {
		f := float32(f)
		d := float64(f) - float64(row[t])
		d2 += d * d
		norm += float64(f) * float64(f)
		row[t] = f
	}
	c.norm[j] = float32(norm)
	return math.Sqrt(d2)
}

// transpose copies the centroids listed into the columns.
func (c *centroids) transpose(list []int32, workers int) {
	if c.columns.Data == nil {
		return
	}
	const strip = 64 // coordinates, so that reads and writes stay in the cache
	parallel.Share(workers, (c.rows.Cols+strip-1)/strip, func(next func() int) {
		for s := next(); s >= 0; s = next() {
			from, to := s*strip, min((s+1)*strip, c.rows.Cols)
			for _, j := range list {
				at := from*c.columns.Stride + int(j)
				for _, v := range c.row(int(j))[from:to] {
					c.columns.Data[at] = v
					at += c.columns.Stride
				}
			}
		}
	})
}

// dots sets out[i*k+j] to the inner product of points[i] and centroid j.
func (c *centroids) dots(x Points, points []int32, out []float32) {
	if d, ok := x.(Dense); ok {
		simd.DotsOf(blas32.General(d), points, c.rows, out, c.rows.Rows)
		return
	}
	x.Dots(points, c.columns, out)
}

// dotsOne sets out[i] to the inner product of points[i] and centroid j.
func (c *centroids) dotsOne(x Points, points []int32, j int32, out []float32) {
	row := c.row(int(j))
	if d, ok := x.(Dense); ok {
		simd.DotsOf(blas32.General(d), points, blas32.General{Rows: 1, Cols: len(row), Stride: len(row), Data: row}, out, 1)
		return
	}
	x.Dots(points, blas32.General{Rows: len(row), Cols: 1, Stride: 1, Data: row}, out)
}

// holds reports whether point p is the very vector of centroid j. The inner
// products cannot tell that from a small distance.
func (c *centroids) holds(x Points, p int, j int32) bool {
	v := make([]float64, x.Width())
	x.AddTo(p, v)
	for t, f := range c.row(int(j)) {
		if v[t] != float64(f) {
			return false
		}
	}
	return true
}
