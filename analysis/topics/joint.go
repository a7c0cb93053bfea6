package topics

import (
	"cmp"
	"slices"
)

// joint finds the two topics that a group of recent papers makes one, given how
// the group's neighbours outside it are shared out among the clusters. Both
// topics bring at least Part of these, together Kin, and neither goes on: since
// the group began, it gets at most Part of the papers that it should have got.
// Such a group is no birth.
func (p *partition) joint(s Space, rows []int32, share []float64, o Options) (m pair, is bool) {
	if p.k < 2 {
		return m, false
	}
	order := make([]int, p.k)
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(share[b], share[a]) })
	m.a, m.b = min(order[0], order[1]), max(order[0], order[1])
	return m, share[order[1]] >= o.Part && share[order[0]]+share[order[1]] >= o.Kin &&
		p.mayMeet(m.a, m.b) && !p.young(m.a) && !p.young(m.b) &&
		!p.goesOn(s, m.a, m.b, rows, o) && !p.goesOn(s, m.b, m.a, rows, o)
}

// goesOn says whether a cluster gets papers of its own since a group began: more
// than Part of those that it should have got, by its share of the papers in the
// eight weeks (or as many periods) before, or too few to tell. Papers that have
// Part of their neighbours in the group or in the other cluster are not its own:
// they belong to the group, and k-means put them here before it was found.
func (p *partition) goesOn(s Space, cluster, other int, rows []int32, o Options) bool {
	began := s.Dates[rows[0]].Day
	for _, row := range rows {
		began = min(began, s.Dates[row].Day)
	}
	var own, before, after, until int
	for row, c := range p.of {
		day := s.Dates[row].Day
		if _, fine := s.Dates[row].In(o.Unit); !fine || day <= began-2*recentDays[o.Unit] {
			continue
		}
		_, inside := slices.BinarySearch(rows, int32(row))
		switch {
		case day < began:
			if until++; int(c) == cluster {
				before++
			}
		case !inside:
			if after++; int(c) == cluster && p.towards(s, int32(row), other, rows) < o.Part {
				own++
			}
		}
	}
	expected := float64(before) * float64(after) / float64(max(1, until))
	return expected < float64(o.MinBirth) || float64(own) > o.Part*expected
}

// towards is the share of a paper's neighbours in a group or a cluster.
func (p *partition) towards(s Space, row int32, cluster int, rows []int32) float64 {
	there, all := 0, 0
	for e := s.Graph.Start[row]; e < s.Graph.Start[row+1]; e++ {
		if !s.Graph.Names[e] {
			continue
		}
		all++
		if _, inside := slices.BinarySearch(rows, s.Graph.To[e]); inside || int(p.of[s.Graph.To[e]]) == cluster {
			there++
		}
	}
	return float64(there) / float64(max(1, all))
}
