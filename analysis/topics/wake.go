package topics

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// lastRows is how many papers a topic without papers is remembered by.
const lastRows = 50

// A waking gives ids that held no paper in the run before to clusters.
type waking struct {
	groups  [][]int32
	from    []int // by cluster: past topic that it carries on, −1 for none
	woken   []bool
	resting []int     // past topics
	last    [][]int32 // rows of each, as they are remembered

	centre, lastCentre blas32.General // of groups, of last
}

// wake gives ids that held no paper in the run before to clusters that carry
// on none, and to the larger part of a topic that falls into what it was merged
// from. It writes into from and says which clusters it woke.
func wake(s Space, groups [][]int32, from []int, x crossing, m memory, o Options) []bool {
	w := waking{groups: groups, from: from, woken: make([]bool, len(groups))}
	for a, t := range m.topics {
		if m.held[a] == 0 && len(t.Last) > 0 && !m.hidden[a] && !m.gone[a] {
			w.resting = append(w.resting, a)
			rows := make([]int32, len(t.Last))
			for i, r := range t.Last {
				rows[i] = int32(r)
			}
			w.last = append(w.last, rows)
		}
	}
	if len(w.resting) == 0 || !slices.Contains(from, -1) {
		return w.woken
	}
	w.centre, w.lastCentre = centres(s.Dense, groups, o.Workers), centres(s.Dense, w.last, o.Workers)
	w.handBack(centres(s.Dense, members(m.was, len(m.topics)), o.Workers), x, o)
	w.match(o)
	return w.woken
}

// handBack looks at clusters that carry on a topic of which another cluster is
// a part, too. Where the cluster is nearer to a rested topic, most of whose last
// papers it holds, than to what the two parts were together, it gets the rested
// id back, and the other part carries on the topic.
func (w *waking) handBack(before blas32.General, x crossing, o Options) {
	for i := range w.resting {
		c := slices.IndexFunc(w.groups, func(rows []int32) bool { return w.holds(rows, i, o) })
		if c < 0 || w.from[c] < 0 || w.woken[c] {
			continue
		}
		a := w.from[c]
		d := -1
		for b, from := range w.from {
			if from < 0 && x.survives(a, b, o.Survival) {
				d = b
			}
		}
		if d >= 0 && cosine(vector(w.centre, c), vector(w.lastCentre, i)) > cosine(vector(w.centre, c), vector(before, a)) {
			w.from[d], w.from[c], w.woken[c] = a, w.resting[i], true
			w.resting[i] = -1
		}
	}
}

// holds says whether rows hold enough of what a rested topic is remembered by.
func (w *waking) holds(rows []int32, i int, o Options) bool {
	common := 0
	for _, row := range w.last[i] {
		if _, ok := slices.BinarySearch(rows, row); ok {
			common++
		}
	}
	return float64(common) >= o.Survival*float64(len(w.last[i]))
}

// match gives the rested ids, one-to-one, to clusters that carry on none: where
// a cluster holds enough of a topic's last papers, or its centre is nearer to
// theirs than to any topic's.
func (w *waking) match(o Options) {
	var fresh []int
	for c, a := range w.from {
		if a < 0 {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) == 0 {
		return
	}
	weight := make([][]float64, len(w.resting))
	for i := range w.resting {
		weight[i] = make([]float64, len(fresh))
		for j, c := range fresh {
			if w.resting[i] < 0 {
				continue
			}
			near := cosine(vector(w.lastCentre, i), vector(w.centre, c))
			nearest := true
			for b, a := range w.from {
				if a >= 0 && cosine(vector(w.centre, b), vector(w.centre, c)) >= near {
					nearest = false
				}
			}
			if nearest || w.holds(w.groups[c], i, o) {
				weight[i][j] = 2 + float64(near)
			}
		}
	}
	for i, j := range assign(weight) {
		if j >= 0 {
			w.from[fresh[j]], w.woken[fresh[j]] = w.resting[i], true
		}
	}
}
