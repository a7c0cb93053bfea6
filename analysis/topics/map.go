package topics

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/graph"
	"papertide/analysis/parallel"
)

// positions lays the topics' centres out on a plane. Topics start where they
// lay in the run before, new ones beside the topic they resemble most, and all
// of a first run on the first two axes of the vectors.
func positions(v view, from []int, before [][2]float32, seed uint64) [][2]float32 {
	start := make([][2]float32, len(from))
	placed := make([]bool, len(from))
	known := false
	for i, a := range from {
		if a >= 0 && a < len(before) {
			start[i], placed[i], known = before[a], true, true
		}
	}
	for i := range start {
		if placed[i] {
			continue
		}
		if !known {
			start[i] = axes(vector(v.centre, i))
			continue
		}
		for _, j := range v.near[i] {
			if placed[j] {
				start[i] = start[j]
				break
			}
		}
		// A hair's breadth apart, so that no two topics start on one spot.
		angle := float64(i)
		start[i][0] += .01 * float32(math.Cos(angle))
		start[i][1] += .01 * float32(math.Sin(angle))
	}
	return graph.Layout(v.centre, start, seed)
}

// axes is the first two coordinates of a vector, zero where it has fewer.
func axes(v []float32) (p [2]float32) {
	copy(p[:], v)
	return p
}

// jitter is how far a paper lies from its place at most, as a part of the
// map's extent for a residual of length 1.
const jitter = .05

// A mapping is what says where papers lie.
type mapping struct {
	graph      graph.Graph
	dense      blas32.General
	of         []int32 // topic of each paper
	near       []int32 // topic of each node that edges lead to
	similarity []float32
	centre     blas32.General
}

// spots places each paper at the mean of its neighbours' topics and its own,
// weighted by similarity, and moves it by its own residual, so that papers of
// one neighbourhood do not hide each other.
func (m mapping) spots(position [][2]float32, workers int) [][2]float32 {
	extent := float32(0)
	for _, p := range position {
		extent = max(extent, abs(p[0]), abs(p[1]))
	}
	if extent == 0 {
		extent = 1 // one topic lies at the origin
	}
	spot := make([][2]float32, len(m.of))
	const chunk = 1024
	parallel.Each(workers, (len(m.of)+chunk-1)/chunk, func(_, c int) {
		for row := c * chunk; row < min(len(m.of), (c+1)*chunk); row++ {
			own := position[m.of[row]]
			weight := max(m.similarity[row], .01)
			sum := [2]float32{weight * own[0], weight * own[1]}
			for e := m.graph.Start[row]; e < m.graph.Start[row+1]; e++ {
				w, p := m.graph.Weight[e], position[m.near[m.graph.To[e]]]
				sum[0] += w * p[0]
				sum[1] += w * p[1]
				weight += w
			}
			at, mean := axes(vector(m.dense, row)), axes(vector(m.centre, int(m.of[row])))
			for a := range sum {
				spot[row][a] = sum[a]/weight + jitter*extent*(at[a]-mean[a])
			}
		}
	})
	return spot
}

func abs(v float32) float32 { return max(v, -v) }
