package graph

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/blas32"
)

// The schedule and the step of the descent are those of van der Maaten and
// Hinton, with exaggeration as Kobak and Berens (2019,
// doi:10.1038/s41467-019-13056-x) advise: it starts from a layout that means
// something, made small, and so keeps its large-scale order.
const (
	exaggerated  = 100 // steps that pull neighbours together
	steps        = 500 // in all
	exaggeration = 4.0
	perplexity   = 15.0 // at most; a third of the points if those are few
)

// Layout places points (rows) on a plane by exact t-SNE (van der Maaten and
// Hinton 2008, J. Mach. Learn. Res. 9, 2579–2605) and returns one position for
// each, centred on the origin. The descent starts from start, whose shape,
// not size, matters, so that a layout of last time keeps its orientation. The
// work grows with the square of the points: it is meant for some hundreds.
// The seed serves only points that start at the same place.
func Layout(points blas32.General, start [][2]float32, seed uint64) [][2]float32 {
	n := points.Rows
	y := small(start[:n], seed)
	if n > 2 {
		descend(y, affinities(points))
	}
	out := make([][2]float32, n)
	centre(y)
	for i, v := range y {
		out[i] = [2]float32{float32(v[0]), float32(v[1])}
	}
	return out
}

// small returns start, centred, with a spread of 10⁻², and points that share
// a place set apart.
func small(start [][2]float32, seed uint64) [][2]float64 {
	rng := rand.New(rand.NewPCG(seed, 0x6c61796f7574))
	y := make([][2]float64, len(start))
	for i, v := range start {
		y[i] = [2]float64{float64(v[0]), float64(v[1])}
	}
	centre(y)
	var s float64
	for _, v := range y {
		s += v[0]*v[0] + v[1]*v[1]
	}
	scale := 0.0
	if s > 0 {
		scale = 1e-2 / math.Sqrt(s/float64(2*len(y)))
	}
	for i := range y {
		for d := range y[i] {
			y[i][d] = y[i][d]*scale + 1e-6*rng.NormFloat64()
		}
	}
	return y
}

func centre(y [][2]float64) {
	var mean [2]float64
	for _, v := range y {
		mean[0] += v[0] / float64(len(y))
		mean[1] += v[1] / float64(len(y))
	}
	for i := range y {
		y[i][0] -= mean[0]
		y[i][1] -= mean[1]
	}
}

// affinities returns the symmetric joint probabilities p_ij, row by row.
func affinities(points blas32.General) []float64 {
	n := points.Rows
	d2, p := make([]float64, n*n), make([]float64, n*n)
	for i := range n {
		for j := range i {
			var s float64
			b := row(points, j)
			for t, v := range row(points, i) {
				d := float64(v) - float64(b[t])
				s += d * d
			}
			d2[i*n+j], d2[j*n+i] = s, s
		}
	}
	entropy := math.Log(min(perplexity, math.Max(1.5, float64(n-1)/3)))
	for i := range n {
		conditional(d2[i*n:(i+1)*n], p[i*n:(i+1)*n], i, entropy)
	}
	for i := range n {
		for j := range i {
			s := math.Max((p[i*n+j]+p[j*n+i])/float64(2*n), 1e-12)
			p[i*n+j], p[j*n+i] = s, s
		}
	}
	return p
}

// conditional sets p to the probabilities of the neighbours of point i, with
// a Gaussian kernel of such a width that they have the given entropy.
func conditional(d2, p []float64, i int, entropy float64) {
	nearest := math.Inf(1) // keeps the largest exponent at 0
	for j, d := range d2 {
		if j != i {
			nearest = min(nearest, d)
		}
	}
	low, high, beta := 0.0, math.Inf(1), 1.0
	for range 60 {
		var sum, mean float64
		for j, d := range d2 {
			p[j] = 0
			if j != i {
				p[j] = math.Exp(-beta * (d - nearest))
				sum += p[j]
				mean += p[j] * (d - nearest)
			}
		}
		for j := range p {
			p[j] /= sum
		}
		h := math.Log(sum) + beta*mean/sum
		switch {
		case math.Abs(h-entropy) < 1e-6:
			return
		case h > entropy:
			low = beta
			beta = min(beta*2, (beta+high)/2)
		default:
			high = beta
			beta = (beta + low) / 2
		}
	}
}

// descend moves y down the gradient of the divergence between p and the
// Student kernel of the plane, with momentum and a gain for each coordinate.
func descend(y [][2]float64, p []float64) {
	n := len(y)
	q := make([]float64, n*n)
	speed, gain := make([][2]float64, n), make([][2]float64, n)
	for i := range gain {
		gain[i] = [2]float64{1, 1}
	}
	rate := max(10, float64(n)/exaggeration)
	for step := range steps {
		pull, momentum := 1.0, 0.8
		if step < exaggerated {
			pull, momentum = exaggeration, 0.5
		}
		var sum float64
		for i := range n {
			for j := range i {
				a, b := y[i][0]-y[j][0], y[i][1]-y[j][1]
				v := 1 / (1 + a*a + b*b)
				q[i*n+j], q[j*n+i] = v, v
				sum += 2 * v
			}
		}
		for i := range n {
			var g [2]float64
			row := q[i*n : (i+1)*n]
			for j, v := range row {
				f := (pull*p[i*n+j] - v/sum) * v
				g[0] += f * (y[i][0] - y[j][0])
				g[1] += f * (y[i][1] - y[j][1])
			}
			for d, f := range g {
				if (f > 0) == (speed[i][d] > 0) { // against the way it goes
					gain[i][d] = max(gain[i][d]*0.8, 0.01)
				} else {
					gain[i][d] += 0.2
				}
				speed[i][d] = momentum*speed[i][d] - rate*gain[i][d]*4*f
			}
		}
		for i := range y {
			y[i][0] += speed[i][0]
			y[i][1] += speed[i][1]
		}
	}
}
