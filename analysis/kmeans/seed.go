package kmeans

import (
	"math"
	"math/rand/v2"

	"papertide/analysis/parallel"
)

// noise is a squared distance that float32 inner products of unit vectors
// cannot tell from zero.
const noise = 1e-5

// starts chooses up to k points as first centroids by greedy k-means++: each
// next one is the best of 2 + ⌊ln k⌋ drawn with probability proportional to
// their squared distance from the nearest so far (Arthur and Vassilvitskii
// 2007, SODA, pp. 1027–1035). Fewer than k come back if there are not so many
// distinct points.
func starts(x Points, k, workers int, rng *rand.Rand) *centroids {
	n, trials := x.Len(), 2+int(math.Log(float64(k)))
	s := &seeder{
		x: x, workers: workers,
		norm:    norms(x, workers),
		nearest: make([]float32, n),
		by:      make([]int32, n),
		sums:    make([]float64, blocks(n)),
		trial:   newCentroids(x, trials),
		tried:   make([]float32, n*trials),
	}
	for i := range s.nearest {
		s.nearest[i] = float32(math.Inf(1))
	}
	c, v := newCentroids(x, k), make([]float64, x.Width())
	list := make([]int32, k)
	put := func(c *centroids, j, p int) {
		clear(v)
		x.AddTo(p, v)
		c.set(j, v)
	}
	for j := range k {
		list[j] = int32(j)
		picks := []int{rng.IntN(n)}
		if j > 0 {
			picks = s.draw(trials, rng)
		}
		if picks == nil { // what is left differs from the centroids by noise or not at all
			p := s.unlike(c)
			if p < 0 {
				return c.first(x, j)
			}
			put(c, j, p)
			s.settle(c, int32(j))
			continue
		}
		for t := range trials {
			put(s.trial, t, picks[t%len(picks)])
		}
		put(c, j, picks[s.best(int32(j))%len(picks)])
	}
	c.transpose(list, workers)
	return c
}

// norms returns the squared lengths of all points.
func norms(x Points, workers int) []float32 {
	out := make([]float32, x.Len())
	parallel.Share(workers, blocks(len(out)), func(next func() int) {
		for b := next(); b >= 0; b = next() {
			for i := b * block; i < min((b+1)*block, len(out)); i++ {
				out[i] = x.SquaredNorm(i)
			}
		}
	})
	return out
}

// first returns the first j centroids.
func (c *centroids) first(x Points, j int) *centroids {
	out, list := newCentroids(x, j), make([]int32, j)
	copy(out.rows.Data, c.rows.Data)
	copy(out.norm, c.norm)
	for i := range list {
		list[i] = int32(i)
	}
	out.transpose(list, 1)
	return out
}

// A seeder holds what the choice of the next centroid needs.
type seeder struct {
	x       Points
	workers int
	norm    []float32
	nearest []float32  // squared distance to the nearest centroid so far
	by      []int32    // which one that is
	sums    []float64  // of nearest, by block
	trial   *centroids // candidates for the next centroid
	tried   []float32  // their squared distances, one row a point
}

// draw returns points drawn by their squared distance, or nil if every point
// is as good as a centroid.
func (s *seeder) draw(trials int, rng *rand.Rand) []int {
	var total float64
	for _, v := range s.sums {
		total += v
	}
	if total == 0 {
		return nil
	}
	out := make([]int, trials)
	for t := range out {
		r, b := rng.Float64()*total, 0
		for b < len(s.sums)-1 && r >= s.sums[b] {
			r -= s.sums[b]
			b++
		}
		for s.sums[b] == 0 { // rounding went past the last weight
			b--
		}
		for i := b * block; i < min((b+1)*block, len(s.nearest)); i++ {
			if s.nearest[i] > 0 {
				out[t] = i
				if r -= float64(s.nearest[i]); r < 0 {
					break
				}
			}
		}
	}
	return out
}

// unlike returns the first point that is not exactly a centroid, or −1.
func (s *seeder) unlike(c *centroids) int {
	for i, j := range s.by {
		if !c.holds(s.x, i, j) {
			return i
		}
	}
	return -1
}

// settle gives centroid j the points that are exactly it.
func (s *seeder) settle(c *centroids, j int32) {
	for i := range s.by {
		if c.holds(s.x, i, j) {
			s.by[i] = j
		}
	}
}

// best returns the candidate that leaves the smallest sum of squared
// distances, the earlier in case of a tie, and takes it for centroid j.
func (s *seeder) best(j int32) int {
	trials, n := s.trial.rows.Rows, len(s.nearest)
	all := make([]int32, trials)
	for t := range all {
		all[t] = int32(t)
	}
	s.trial.transpose(all, s.workers)
	gains := make([]float64, blocks(n)*trials)
	parallel.Share(s.workers, blocks(n), func(next func() int) {
		var points []int32
		for b := next(); b >= 0; b = next() {
			from, to := b*block, min((b+1)*block, n)
			points = points[:0]
			for i := from; i < to; i++ {
				points = append(points, int32(i))
			}
			d := s.tried[from*trials : to*trials]
			s.trial.dots(s.x, points, d)
			sum := gains[b*trials : (b+1)*trials]
			for i := from; i < to; i++ {
				for t := range sum {
					at := (i-from)*trials + t
					d2 := s.norm[i] + s.trial.norm[t] - 2*d[at]
					if d2 < noise {
						d2 = 0
					}
					d[at] = d2
					sum[t] += float64(min(d2, s.nearest[i]))
				}
			}
		}
	})
	best, least := 0, math.Inf(1)
	for t := range trials {
		var sum float64
		for b := range blocks(n) {
			sum += gains[b*trials+t]
		}
		if sum < least {
			best, least = t, sum
		}
	}
	for b := range s.sums {
		s.sums[b] = gains[b*trials+best]
	}
	for i := range s.nearest {
		if d2 := s.tried[i*trials+best]; d2 < s.nearest[i] {
			s.nearest[i], s.by[i] = d2, j
		}
	}
	return best
}
