package kmeans

import (
	"math"
	"slices"

	"papertide/analysis/parallel"
)

// A state is a clustering under way.
type state struct {
	x          Points
	k          int
	workers    int
	hysteresis float32
	fixed      []bool
	may        func(point int, cluster int32) bool // nil: always
	bounded    bool                                // false: plain Lloyd, to test against

	of      []int32 // −1: not yet anywhere
	norm    []float32
	c       *centroids
	absent  []bool    // centroids that no point has shaped yet
	drift   []float64 // how far a centroid has moved in all
	upper   []float32 // see assign
	lower   *bounds
	changed []bool // clusters whose mean is out of date

	order []int32 // points by cluster, ascending within; those of none first
	begin []int   // where cluster j begins in order; k+1 numbers
}

func newState(x Points, k int, o Options) *state {
	n := x.Len()
	s := &state{
		x: x, k: k, workers: o.Workers, bounded: true,
		of: make([]int32, n), norm: norms(x, o.Workers),
		absent: make([]bool, k), changed: make([]bool, k),
		drift: make([]float64, k), upper: make([]float32, n), lower: newBounds(n, k),
		order: make([]int32, n), begin: make([]int, k+1),
	}
	for i := range s.of {
		s.of[i], s.upper[i] = -1, float32(math.Inf(1))
	}
	return s
}

// run iterates Lloyd's algorithm until nothing moves. Empty clusters take
// the worst-served points, so that the objective never rises.
func (s *state) run(o Options) Clusters {
	iterations := 0
	for iterations < max(1, o.MaxIterations) {
		iterations++
		s.update()
		moved := s.assign()
		s.sort()
		moved += s.relocate()
		if o.Progress != nil {
			o.Progress(iterations, moved)
		}
		if moved == 0 {
			break
		}
	}
	s.update()
	return s.result(iterations)
}

// sort lists the points by cluster.
func (s *state) sort() {
	count := make([]int, s.k+1) // of points in none, then in each cluster
	for _, j := range s.of {
		count[j+1]++
	}
	at := 0
	for j := range count {
		count[j], at = at, at+count[j]
	}
	copy(s.begin, count[1:])
	s.begin[s.k] = at
	for i, j := range s.of {
		s.order[count[j+1]] = int32(i)
		count[j+1]++
	}
}

func (s *state) members(j int) []int32 { return s.order[s.begin[j]:s.begin[j+1]] }

// update moves the centroids of changed clusters to their means. A sum runs
// over the members in ascending order, in one goroutine.
func (s *state) update() {
	var list []int32
	for j := range s.k {
		if s.changed[j] && len(s.members(j)) > 0 {
			list = append(list, int32(j))
			s.absent[j] = false
		}
		s.changed[j] = false
	}
	parallel.Share(s.workers, len(list), func(next func() int) {
		sum := make([]float64, s.x.Width())
		for l := next(); l >= 0; l = next() {
			j := int(list[l])
			clear(sum)
			for _, i := range s.members(j) {
				s.x.AddTo(int(i), sum)
			}
			size := float64(len(s.members(j)))
			for t := range sum {
				sum[t] /= size
			}
			s.drift[j] += s.c.set(j, sum)
		}
	})
	s.c.transpose(list, s.workers)
}

// relocate gives each empty cluster the point that is farthest from its own
// centroid, the first in case of a tie, and returns how many it moved.
func (s *state) relocate() (moved int) {
	var far []float32 // squared distances, computed when first needed
	for j := range s.k {
		if len(s.members(j)) > 0 {
			continue
		}
		if far == nil {
			far = s.squared()
		}
		p := -1
		for i, d2 := range far {
			if d2 > noise && (p < 0 || d2 > far[p]) && s.size(s.of[i]) > 1 && !s.stays(i) {
				p = i
			}
		}
		for i := 0; p < 0 && i < len(far); i++ {
			if far[i] >= 0 && s.size(s.of[i]) > 1 && !s.stays(i) && !s.c.holds(s.x, i, s.of[i]) {
				p = i
			}
		}
		if p < 0 {
			break
		}
		s.changed[s.of[p]], s.changed[j] = true, true
		s.of[p], s.upper[p], far[p] = int32(j), float32(math.Inf(1)), -1
		s.sort()
		moved++
	}
	return moved
}

// bars reports whether a point may not move into a cluster.
func (s *state) bars(i, j int32) bool { return s.may != nil && s.of[i] != j && !s.may(int(i), j) }

// stays reports whether a point may not leave its cluster.
func (s *state) stays(i int) bool { return s.fixed != nil && s.fixed[i] && s.of[i] >= 0 }

func (s *state) size(j int32) int { return s.begin[j+1] - s.begin[j] }

// squared returns the squared distance of each point to its own centroid.
func (s *state) squared() []float32 {
	out := make([]float32, len(s.of))
	parallel.Share(s.workers, s.k, func(next func() int) {
		var dot []float32
		for j := next(); j >= 0; j = next() {
			m := s.members(j)
			dot = slices.Grow(dot[:0], len(m))[:len(m)]
			s.c.dotsOne(s.x, m, int32(j), dot)
			for l, i := range m {
				out[i] = max(0, s.norm[i]+s.c.norm[j]-2*dot[l])
			}
		}
	})
	return out
}

func (s *state) result(iterations int) Clusters {
	r := Clusters{Of: s.of, Centroids: s.c.rows, Sizes: make([]int, s.k), Iterations: iterations}
	d2 := s.squared()
	for j := range s.k {
		r.Sizes[j] = len(s.members(j))
		var sum float64
		for _, i := range s.members(j) {
			sum += float64(d2[i])
		}
		r.Objective += sum
	}
	return r
}
