package kmeans

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// Points are the vectors to cluster, dense (Dense) or sparse
// (*tfidf.Matrix). They are unit or zero vectors and do not change while
// they are clustered; all methods may be called from several goroutines.
//
// Centroids come as columns, so that one entry of a point meets a contiguous
// run of k numbers whether the point is dense or sparse.
type Points interface {
	Len() int   // number of points
	Width() int // number of coordinates
	// SquaredNorm returns the inner product of a point with itself.
	SquaredNorm(point int) float32
	// Dots sets out[i*k+j] to the inner product of points[i] with column j
	// of c, which is Width × k. The result for a point must not depend on
	// the other points of the list. With k = 1 and stride 1 (one dense
	// vector) the sum may be taken in another order than for larger k.
	Dots(points []int32, c blas32.General, out []float32)
	// AddTo adds a point to sum, which has Width numbers.
	AddTo(point int, sum []float64)
}

// Dense is a matrix whose rows are points.
type Dense blas32.General

// Len returns the number of rows.
func (x Dense) Len() int { return x.Rows }

// Width returns the number of columns.
func (x Dense) Width() int { return x.Cols }

func (x Dense) row(i int) []float32 { return x.Data[i*x.Stride : i*x.Stride+x.Cols] }

// SquaredNorm implements Points.
func (x Dense) SquaredNorm(point int) float32 {
	var s float64
	for _, v := range x.row(point) {
		s += float64(v) * float64(v)
	}
	return float32(s)
}

// Dots implements Points.
func (x Dense) Dots(points []int32, c blas32.General, out []float32) {
	k := c.Cols
	for i, p := range points {
		y := blas32.Vector{N: k, Inc: 1, Data: out[i*k : i*k+k]}
		blas32.Gemv(blas.Trans, 1, c, blas32.Vector{N: x.Cols, Inc: 1, Data: x.row(int(p))}, 0, y)
	}
}

// AddTo implements Points.
func (x Dense) AddTo(point int, sum []float64) {
	for j, v := range x.row(point) {
		sum[j] += float64(v)
	}
}
