package tfidf

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

// TestPoints compares with products of dense vectors.
func TestPoints(t *testing.T) {
	_, x := fit(t, madeUp(400, 4), Default())
	comparePoints(t, x, 1, 1)
	comparePoints(t, x, 1, 3)
	comparePoints(t, x, 5, 7)
}

func comparePoints(t *testing.T, x *Matrix, k, stride int) {
	rng := rand.New(rand.NewPCG(1, 1))
	centroids := blas32.General{Rows: x.Width(), Cols: k, Stride: stride, Data: make([]float32, x.Width()*stride)}
	for i := range centroids.Data {
		centroids.Data[i] = rng.Float32() - 0.5
	}
	papers := []int32{3, 0, 399, 17, 17}
	out := make([]float32, len(papers)*k)
	for i := range out {
		out[i] = 99 // must be overwritten
	}
	x.Dots(papers, centroids, out)
	for i, p := range papers {
		sum := make([]float64, x.Width())
		x.AddTo(int(p), sum)
		norm := 0.0
		for term, w := range sum {
			if w != x.At(term, int(p)) {
				t.Fatalf("paper %d, term %d: %g added, %g shown", p, term, w, x.At(term, int(p)))
			}
			norm += w * w
		}
		if math.Abs(norm-float64(x.SquaredNorm(int(p)))) > 1e-6 {
			t.Errorf("paper %d: squared length %g, want %g", p, x.SquaredNorm(int(p)), norm)
		}
		for j := range k {
			want := 0.0
			for term, w := range sum {
				want += w * float64(centroids.Data[term*centroids.Stride+j])
			}
			if math.Abs(want-float64(out[i*k+j])) > 1e-5 {
				t.Errorf("paper %d, centroid %d: got %g, want %g", p, j, out[i*k+j], want)
			}
		}
	}
}

func TestTransposed(t *testing.T) {
	_, x := fit(t, small, Default())
	terms, papers := x.Dims()
	r, c := x.T().Dims()
	if r != papers || c != terms || x.T().At(1, 0) != x.At(0, 1) || x.At(0, 1) == 0 {
		t.Errorf("%d × %d transposed is %d × %d", terms, papers, r, c)
	}
}
