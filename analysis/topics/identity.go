package topics

import (
	"cmp"
	"slices"
)

// lastRows is how many papers a topic without papers is remembered by.
const lastRows = 50

// identity is the clusters of a run, largest first, with their ids.
type identity struct {
	of     []int32
	groups [][]int32 // rows of each topic
	id     []ID
	from   []int  // index into the past's topics, −1 for a new id
	woken  []bool // carries on an id that held no paper
	born   []bool // raised by the scan for births
	next   int    // first number that no topic has
}

// identify gives each cluster the id of the topic that it carries on, or of a
// rested one that comes back, or a new one. New numbers go to the largest
// first.
func identify(s Space, p partition, m memory, past Past, o Options) identity {
	x := cross(m.was, p.of, len(m.topics), p.k)
	from := x.heirs(o.Survival)
	groups := members(p.of, p.k)
	woken := wake(s, groups, from, m, o)

	order := make([]int, p.k)
	for c := range order {
		order[c] = c
	}
	bySize := func(a, b int) int { return cmp.Compare(len(groups[b]), len(groups[a])) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(bySize(a, b), cmp.Compare(groups[a][0], groups[b][0])) })
	id, next := make([]ID, p.k), max(1, past.NextID)
	for _, c := range order {
		if from[c] >= 0 {
			id[c] = m.topics[from[c]].ID
			continue
		}
		id[c] = ID{IsTopic, next}
		next++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(bySize(a, b), cmp.Compare(id[a].Number, id[b].Number)) })

	now := identity{of: make([]int32, len(p.of)), next: next}
	place := make([]int32, p.k)
	for i, c := range order {
		place[c] = int32(i)
		now.groups, now.id = append(now.groups, groups[c]), append(now.id, id[c])
		now.from, now.woken, now.born = append(now.from, from[c]), append(now.woken, woken[c]), append(now.born, p.born[c])
	}
	for row, c := range p.of {
		now.of[row] = place[c]
	}
	return now
}

// wake gives ids that held no paper in the run before to clusters that carry
// on none: where a cluster holds enough of a topic's last papers, or its
// centre is nearer to theirs than to any topic's. It writes into from and says
// which clusters it woke.
func wake(s Space, groups [][]int32, from []int, m memory, o Options) []bool {
	woken := make([]bool, len(groups))
	var resting, fresh []int // topics; clusters
	var last [][]int32
	for a, t := range m.topics {
		if m.held[a] == 0 && len(t.Last) > 0 && t.State != Hidden {
			resting = append(resting, a)
			rows := make([]int32, len(t.Last))
			for i, r := range t.Last {
				rows[i] = int32(r)
			}
			last = append(last, rows)
		}
	}
	for c, a := range from {
		if a < 0 {
			fresh = append(fresh, c)
		}
	}
	if len(resting) == 0 || len(fresh) == 0 {
		return woken
	}
	lastCentre, centre := centres(s.Dense, last, o.Workers), centres(s.Dense, groups, o.Workers)
	weight := make([][]float64, len(resting))
	for i := range resting {
		weight[i] = make([]float64, len(fresh))
		for j, c := range fresh {
			common := 0
			for _, row := range last[i] {
				if _, ok := slices.BinarySearch(groups[c], row); ok {
					common++
				}
			}
			near := cosine(vector(lastCentre, i), vector(centre, c))
			nearest := true
			for b, a := range from {
				if a >= 0 && cosine(vector(centre, b), vector(centre, c)) >= near {
					nearest = false
				}
			}
			if nearest || float64(common) >= o.Survival*float64(len(last[i])) {
				weight[i][j] = 2 + float64(near)
			}
		}
	}
	for i, j := range assign(weight) {
		if j >= 0 {
			from[fresh[j]], woken[fresh[j]] = resting[i], true
		}
	}
	return woken
}
