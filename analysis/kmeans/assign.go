package kmeans

import (
	"math"
	"slices"

	"papertide/analysis/parallel"
)

// The bounds are Elkan's (2003, ICML, pp. 147–153), kept lazily. A point's
// distance to its own centroid is at most upper + drift[own], where drift sums
// what the centroid has moved since the start, and its distance to another
// centroid j is at least lower/scale − drift[j]: both follow the centroids
// without being rewritten. While every other centroid is farther than the own,
// the point stays, and nothing is computed.
//
// Plain Lloyd compares float32 sums, so bounds give way where rounding could
// matter: slack, in squared distance, is far above the rounding of such sums,
// and a choice that is not clear by slack compares all centroids as plain
// Lloyd does. So the result is the same to the last bit.
const (
	scale = 1 << 13 // lower bounds are fixed-point, below 4
	slack = 1e-4
)

// An assigner is one goroutine's scratch memory.
type assigner struct {
	*state
	full     []int32 // points that need all centroids
	loose    []int32 // points whose upper bound is not tight, one cluster's
	pairs    []pair
	byRow    []pair // pairs in the order of centroids
	count    []int32
	most     int // rivals; with more, one pass over all centroids is cheaper
	points   []int32
	dot      []float32
	contests []contest
}

// A pair is a contest's point and a centroid that might be nearer.
type pair struct{ contest, centroid int32 }

// A contest is between a point's own centroid and others that might be
// nearer; values are squared distances less the point's squared norm.
type contest struct {
	point             int32
	rival             int32
	own, best, second float32
}

// assign moves each point to its nearest centroid and returns how many moved.
func (s *state) assign() int {
	if s.bounded {
		s.lower.follow(s.drift)
	}
	next := slices.Clone(s.of)
	parallel.Share(s.workers, blocks(len(s.of)), func(task func() int) {
		a := assigner{state: s, count: make([]int32, s.k+1), most: s.k / 10}
		if _, dense := s.x.(Dense); dense {
			a.most = s.k / 3
		}
		for b := task(); b >= 0; b = task() {
			a.block(s.order[b*block:min((b+1)*block, len(s.order))], next)
		}
	})
	moved := 0
	for i, j := range next {
		if s.stays(i) {
			next[i] = s.of[i]
			continue
		}
		if old := s.of[i]; old != j {
			moved++
			s.changed[j] = true
			if old >= 0 {
				s.changed[old] = true
			}
		}
	}
	s.of = next
	return moved
}

// block decides for points that stand together in order.
func (a *assigner) block(points, next []int32) {
	a.full, a.pairs, a.contests = a.full[:0], a.pairs[:0], a.contests[:0]
	for from := 0; from < len(points); {
		own, to := a.of[points[from]], from+1
		for to < len(points) && a.of[points[to]] == own {
			to++
		}
		if own < 0 || !a.bounded {
			a.full = append(a.full, points[from:to]...)
		} else {
			a.cluster(points[from:to], own)
		}
		from = to
	}
	a.meet()
	for _, c := range a.contests {
		own := a.of[c.point]
		switch limit := c.own - a.hysteresis; {
		case c.best > limit+slack:
		case c.best < limit-slack && c.best < c.second-slack:
			next[c.point] = c.rival
			a.upper[c.point] = a.above(c.point, c.rival, c.best)
			a.setLower(c.point, own, c.own)
		default:
			a.full = append(a.full, c.point)
		}
	}
	a.all(next)
}

// cluster finds the members of a cluster that might leave it.
func (a *assigner) cluster(members []int32, own int32) {
	a.loose = a.loose[:0]
	for _, i := range members {
		if a.rivals(i, own, -1) > 0 {
			a.loose = append(a.loose, i)
		}
	}
	a.dot = slices.Grow(a.dot[:0], len(a.loose))[:len(a.loose)]
	a.c.dotsOne(a.x, a.loose, own, a.dot)
	for l, i := range a.loose {
		v := a.c.norm[own] - 2*a.dot[l]
		a.upper[i] = a.above(i, own, v)
		before := len(a.pairs)
		switch rivals := a.rivals(i, own, int32(len(a.contests))); {
		case rivals > a.most:
			a.pairs = a.pairs[:before]
			a.full = append(a.full, i)
		case rivals > 0:
			a.contests = append(a.contests, contest{i, -1, v, float32(math.Inf(1)), float32(math.Inf(1))})
		}
	}
}

// rivals counts the centroids that might be nearer to point i than its own
// and, if contest is not negative, adds them to pairs; else it stops at one.
func (a *assigner) rivals(i, own, contest int32) (count int) {
	u := float64(a.upper[i]) + a.drift[own]
	limit := math.Ceil(math.Sqrt(max(0, u*u-float64(a.hysteresis))) * scale)
	for j := range a.lower.below(i, limit) {
		if j == own || a.bars(i, j) {
			continue
		}
		count++
		if contest < 0 {
			return count
		}
		a.pairs = append(a.pairs, pair{contest, j})
	}
	return count
}

// meet computes the distances of all pairs, centroid by centroid.
func (a *assigner) meet() {
	clear(a.count)
	for _, p := range a.pairs {
		a.count[p.centroid+1]++
	}
	for j := range a.k {
		a.count[j+1] += a.count[j]
	}
	a.byRow = slices.Grow(a.byRow[:0], len(a.pairs))[:len(a.pairs)]
	for _, p := range a.pairs {
		a.byRow[a.count[p.centroid]] = p
		a.count[p.centroid]++
	}
	for from := 0; from < len(a.byRow); {
		j := a.byRow[from].centroid
		a.points = a.points[:0]
		to := from
		for ; to < len(a.byRow) && a.byRow[to].centroid == j; to++ {
			a.points = append(a.points, a.contests[a.byRow[to].contest].point)
		}
		a.dot = slices.Grow(a.dot[:0], len(a.points))[:len(a.points)]
		a.c.dotsOne(a.x, a.points, j, a.dot)
		for l, p := range a.byRow[from:to] {
			c, v := &a.contests[p.contest], a.c.norm[j]-2*a.dot[l]
			a.setLower(c.point, j, v)
			switch {
			case a.absent[j]:
			case v < c.best:
				c.rival, c.best, c.second = j, v, c.best
			case v < c.second:
				c.second = v
			}
		}
		from = to
	}
}

// all compares the points in full with all centroids.
func (a *assigner) all(next []int32) {
	a.dot = slices.Grow(a.dot[:0], len(a.full)*a.k)[:len(a.full)*a.k]
	a.c.dots(a.x, a.full, a.dot)
	for l, i := range a.full {
		v := a.dot[l*a.k : (l+1)*a.k]
		for j := range v {
			v[j] = a.c.norm[j] - 2*v[j]
		}
		best := a.least(v, func(j int32) bool { return !a.bars(i, j) })
		if best < 0 {
			best = a.least(v, func(int32) bool { return true })
		}
		if own := a.of[i]; own >= 0 && a.hysteresis > 0 && !(v[best] < v[own]-a.hysteresis) {
			best = int(own)
		}
		next[i] = int32(best)
		if a.bounded {
			a.upper[i] = a.above(i, int32(best), v[best])
			for j := range v {
				a.setLower(i, int32(j), v[j])
			}
		}
	}
}

// least returns the first centroid of those allowed that has the least value,
// −1 if there is none.
func (a *assigner) least(v []float32, allowed func(j int32) bool) int {
	best := -1
	for j := range v {
		if !a.absent[j] && (best < 0 || v[j] < v[best]) && allowed(int32(j)) {
			best = j
		}
	}
	return best
}

// above returns the upper bound that value v of point i and centroid j gives.
func (a *assigner) above(i, j int32, v float32) float32 {
	return float32(math.Sqrt(max(0, float64(a.norm[i])+float64(v))+slack/2) - a.drift[j])
}

// setLower stores the lower bound that value v of point i and centroid j gives.
func (a *assigner) setLower(i, j int32, v float32) {
	a.lower.set(i, j, math.Sqrt(max(0, float64(a.norm[i])+float64(v)-slack/2))+a.drift[j])
}
