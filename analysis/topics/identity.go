package topics

import (
	"cmp"
	"slices"
)

// identity is the clusters of a run, largest first, with their ids.
type identity struct {
	of     []int32
	groups [][]int32 // rows of each topic
	id     []ID
	from   []int      // index into the past's topics, −1 for a new id
	woken  []bool     // carries on an id that held no paper
	raised []*newborn // for which the scan for births raised it; nil for others
	next   int        // first number that no topic has
}

// identify gives each cluster the id of the topic that it carries on, or of a
// rested one that comes back, or a new one. New numbers go to the largest
// first.
func identify(s Space, p partition, m memory, past Past, o Options) identity {
	x := cross(m.was, p.of, len(m.topics), p.k)
	from := x.heirs(o.Survival)
	groups := members(p.of, p.k)
	woken := wake(s, groups, from, x, m, o)

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
		now.from, now.woken, now.raised = append(now.from, from[c]), append(now.woken, woken[c]), append(now.raised, p.raised[c])
	}
	for row, c := range p.of {
		now.of[row] = place[c]
	}
	return now
}
