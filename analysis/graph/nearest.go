package graph

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/parallel"
	"papertide/analysis/simd"
)

// Options of the neighbour search. The number of workers never changes the
// result.
type Options struct {
	Workers    int // goroutines; 0: as many as there are processors
	ExactBelow int // up to so many points all pairs are compared
}

// Default returns an exact search up to 3,000 points.
func Default() Options { return Options{ExactBelow: 3000} }

// Nearest joins each row of x (unit or zero vectors) to the m rows of largest
// cosine, ties to the lower row. There is an edge if either names the other
// and the cosine is positive; so a zero vector has none.
//
// Beyond o.ExactBelow points it is an approximation, in the manner of an
// inverted file: see divide. Some 96 in 100 of the true neighbours are found
// among vectors of 77,000 abstracts.
func Nearest(x blas32.General, m int, o Options, seed uint64) Graph {
	f, probes := divide(x, o, seed)
	s := newSearch(f, x, min(m, x.Rows-1), probes)
	s.self = true
	for f.last < len(f.cells) {
		f.hold(f.last, atATime)
		s.scan(o.Workers)
	}
	if x.Rows > o.ExactBelow {
		s.mirror()
	}
	return fromLists(s.lists())
}

// A search finds neighbours cell by cell: the points that are nearest to one
// cell are compared with those of the cells that each of them probes.
type search struct {
	*file
	q      blas32.General // the points that neighbours are sought for
	self   bool           // they are those of the file
	m      int
	probes []int32   // cells that a point is compared with, its own first
	tasks  [][]int32 // points, those of one cell after each other
	best   []near    // m places a point, best first
	found  []int32   // how many of them are taken
}

func newSearch(f *file, q blas32.General, m int, probes []int32) *search {
	s := &search{file: f, q: q, m: max(0, m), probes: probes, found: make([]int32, q.Rows)}
	if q.Cols == 0 {
		s.m = 0
	}
	s.best = make([]near, q.Rows*s.m)
	for _, c := range f.byCell(probes) {
		for part := range slices.Chunk(c, tall) {
			s.tasks = append(s.tasks, part)
		}
	}
	return s
}

func (s *search) list(i int) []near { return s.best[i*s.m : i*s.m+int(s.found[i])] }

func (s *search) lists() [][]near {
	lists := make([][]near, s.q.Rows)
	for i := range lists {
		lists[i] = s.list(i)
	}
	return lists
}

// atATime is how many points are held while a graph is made: all of them would
// take as much memory as the vectors do.
const atATime = 8192

const (
	tall = 256 // points of a cell compared at a time
	wide = 64  // with so many others
)

// scan compares the points with those of the held cells that they probe.
func (s *search) scan(workers int) {
	if s.m == 0 {
		return
	}
	parallel.Share(workers, len(s.tasks), func(next func() int) {
		stride := s.held.Stride
		a := blas32.General{Cols: s.held.Cols, Stride: stride, Data: make([]float32, tall*stride)}
		dots := make([]float32, tall*wide)
		askers := make([][]int32, s.last-s.first)
		for t := next(); t >= 0; t = next() {
			for _, i := range s.tasks[t] {
				for _, c := range s.probes[int(i)*s.each : int(i+1)*s.each] {
					if c := int(c) - s.first; c >= 0 && c < len(askers) {
						askers[c] = append(askers[c], i)
					}
				}
			}
			for c, points := range askers {
				if len(points) == 0 {
					continue
				}
				gather(&a, s.q, points)
				at := s.begin[c]
				for others := range slices.Chunk(s.cells[s.first+c], wide) {
					b := blas32.General{Rows: len(others), Cols: s.held.Cols, Stride: stride, Data: s.held.Data[at*stride:]}
					at += len(others)
					simd.Dots(a, b, dots, len(others))
					s.offer(points, others, dots)
				}
				askers[c] = points[:0]
			}
		}
	})
}

// gather copies the rows of points to g.
func gather(g *blas32.General, x blas32.General, points []int32) {
	g.Rows = len(points)
	for l, i := range points {
		to := row(*g, l)
		clear(to[copy(to, row(x, int(i))):])
	}
}

// offer offers others to the points; dots holds their cosines, a row a point.
func (s *search) offer(points, others []int32, dots []float32) {
	for l, i := range points {
		least := s.least(i)
		for t, v := range dots[l*len(others) : (l+1)*len(others)] {
			if v >= least && v > 0 && !(s.self && others[t] == i) {
				s.add(i, near{others[t], v})
				least = s.least(i)
			}
		}
	}
}

// least returns the cosine that a new neighbour of point i must reach.
func (s *search) least(i int32) float32 {
	if int(s.found[i]) < s.m {
		return 0
	}
	return s.best[int(i+1)*s.m-1].cosine
}

// add puts a neighbour into its place among the best of point i, if it has
// one. Places do not depend on the order of calls.
func (s *search) add(i int32, new near) {
	list := s.best[int(i)*s.m : int(i+1)*s.m]
	at := int(s.found[i])
	if at < s.m {
		s.found[i]++
	} else if at--; !new.before(list[at]) {
		return
	}
	for ; at > 0 && new.before(list[at-1]); at-- {
		list[at] = list[at-1]
	}
	list[at] = new
}

func (l near) before(o near) bool {
	return l.cosine > o.cosine || l.cosine == o.cosine && l.to < o.to
}

// mirror offers each point to those it found, as they may not have probed its
// cell. Their cosine is known, so this costs next to nothing.
func (s *search) mirror() {
	found, best := slices.Clone(s.found), slices.Clone(s.best)
	for i := range found {
		for _, l := range best[i*s.m : i*s.m+int(found[i])] {
			knows := slices.ContainsFunc(s.list(int(l.to)), func(o near) bool { return o.to == int32(i) })
			if !knows {
				s.add(l.to, near{int32(i), l.cosine})
			}
		}
	}
}
