package kmeans

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// dense returns n unit vectors around about k directions, some of them twice.
func dense(n, width, k int, noise float64, seed uint64) Dense {
	rng := rand.New(rand.NewPCG(seed, 1))
	centre := make([]float64, k*width)
	for i := range centre {
		centre[i] = rng.NormFloat64()
	}
	x := Dense{Rows: n, Cols: width, Stride: width, Data: make([]float32, n*width)}
	for i := range n {
		row, c := x.row(i), rng.IntN(k)*width
		if i > 0 && rng.IntN(50) == 0 {
			copy(row, x.row(rng.IntN(i)))
			continue
		}
		for t := range row {
			row[t] = float32(centre[c+t] + noise*rng.NormFloat64())
		}
		unit(row)
	}
	return x
}

func unit(row []float32) {
	var s float64
	for _, v := range row {
		s += float64(v) * float64(v)
	}
	for t := range row {
		if s > 0 {
			row[t] = float32(float64(row[t]) / math.Sqrt(s))
		}
	}
}

// sparse are points in the manner of tfidf.Matrix.
type sparse struct {
	width  int
	term   [][]int32
	weight [][]float32
}

// words returns n sparse unit vectors of about length terms, whose
// frequencies fall with their rank and depend on one of k subjects.
func words(n, width, k, length int, seed uint64) sparse {
	rng := rand.New(rand.NewPCG(seed, 2))
	x := sparse{width: width}
	for range n {
		subject := rng.IntN(k)
		var terms []int32
		for range length {
			t := int(math.Exp(rng.Float64()*math.Log(float64(width)))) - 1
			if rng.IntN(3) == 0 {
				t = (t*7 + subject*997) % width
			}
			terms = append(terms, int32(t))
		}
		slices.Sort(terms)
		terms = slices.Compact(terms)
		weight := make([]float32, len(terms))
		for e, t := range terms {
			weight[e] = float32(math.Log(2+float64(t))) * (0.5 + rng.Float32())
		}
		unit(weight)
		x.term, x.weight = append(x.term, terms), append(x.weight, weight)
	}
	return x
}

func (x sparse) Len() int   { return len(x.term) }
func (x sparse) Width() int { return x.width }

func (x sparse) SquaredNorm(i int) float32 {
	var s float32
	for _, w := range x.weight[i] {
		s += w * w
	}
	return s
}

func (x sparse) Dots(points []int32, c blas32.General, out []float32) {
	k := c.Cols
	for i, p := range points {
		row := out[i*k : i*k+k]
		clear(row)
		for e, t := range x.term[p] {
			w, from := x.weight[p][e], c.Data[int(t)*c.Stride:]
			if k == 1 {
				row[0] += w * from[0]
				continue
			}
			saxpy.Saxpy(k, w, from[:k], 1, row, 1)
		}
	}
}

func (x sparse) AddTo(i int, sum []float64) {
	for e, t := range x.term[i] {
		sum[t] += float64(x.weight[i][e])
	}
}
