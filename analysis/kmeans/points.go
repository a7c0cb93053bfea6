package kmeans

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/simd"
)

// Points are the vectors to cluster, dense (Dense) or sparse
// (*tfidf.Matrix). They are unit or zero vectors and do not change while
// they are clustered; all methods may be called from several goroutines.
//
// Centroids come as columns, so that one entry of a sparse point meets a
// contiguous run of k numbers.
type Points interface {
	Len() int   // number of points
	Width() int // number of coordinates
	// SquaredNorm returns the inner product of a point with itself.
	SquaredNorm(point int) float32
	// Dots sets out[i*k+j] to the inner product of points[i] with column j
	// of c, which is Width × k. The result for a point must not depend on
	// the other points of the list. Most calls have k = 1 and stride 1 (one
	// dense vector); then the sum may be taken in another order than for
	// larger k.
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
		v := blas32.Vector{N: x.Cols, Inc: 1, Data: x.row(int(p))}
		blas32.Gemv(blas.Trans, 1, c, v, 0, blas32.Vector{N: k, Inc: 1, Data: out[i*k : i*k+k]})
	}
}

// AddTo implements Points.
func (x Dense) AddTo(point int, sum []float64) {
	simd.Accumulate(sum, x.row(point))
}

// Led points are clustered from starts among other vectors of the same points,
// Lead: where distances say little, as among sparse vectors of many
// coordinates, starts among few find better clusters sooner.
type Led struct {
	Points
	Lead Dense
}

// leadIterations bounds the clustering of the vectors that lead.
const leadIterations = 10

// fit is Fit.
func (l Led) fit(k int, o Options, seed uint64) Clusters {
	lead := o
	lead.MaxIterations = leadIterations
	start := Fit(l.Lead, k, lead, seed)
	s := newState(l.Points, len(start.Sizes), o)
	s.c = newCentroids(l.Points, s.k)
	copy(s.of, start.Of)
	for j := range s.changed {
		s.changed[j] = true
	}
	s.sort()
	return s.run(o).compact()
}

// A subset is some of the points.
type subset struct {
	Points
	rows []int32
}

// sample returns the given points of x as points of their own.
func sample(x Points, rows []int32) Points {
	d, ok := x.(Dense)
	if !ok {
		return subset{x, rows}
	}
	s := Dense{Rows: len(rows), Cols: d.Cols, Stride: d.Cols, Data: make([]float32, 0, len(rows)*d.Cols)}
	for _, p := range rows {
		s.Data = append(s.Data, d.row(int(p))...)
	}
	return s
}

func (s subset) Len() int                       { return len(s.rows) }
func (s subset) SquaredNorm(point int) float32  { return s.Points.SquaredNorm(int(s.rows[point])) }
func (s subset) AddTo(point int, sum []float64) { s.Points.AddTo(int(s.rows[point]), sum) }

func (s subset) Dots(points []int32, c blas32.General, out []float32) {
	rows := make([]int32, len(points))
	for i, p := range points {
		rows[i] = s.rows[p]
	}
	s.Points.Dots(rows, c, out)
}
