package topics

import (
	"cmp"
	"slices"

	"papertide/analysis/graph"
)

// births finds groups of recent papers that are each other's neighbours more
// than chance and the volume of recent papers explain. Twenty papers among
// five thousand do not move the modularity of a partition, so splits do not
// notice a new topic until long after its readers did; the scan does.
//
// A paper takes part if its m nearest neighbours hold at least share·m recent
// ones and more than the 99 % quantile of what recent papers would make by
// chance. Components of such papers under mutual neighbourhood with least
// papers or more are births, in order of their first paper.
func births(g graph.Graph, recent []bool, share float64, least int) [][]int32 {
	count := 0
	for _, r := range recent {
		if r {
			count++
		}
	}
	chance := float64(count) / float64(max(1, len(recent)))
	var among []int32
	part := make([]bool, g.Len())
	for i := range part {
		m, fresh := 0, 0
		for e := g.Start[i]; recent[i] && e < g.Start[i+1]; e++ {
			if g.Names[e] {
				m++
				if recent[g.To[e]] {
					fresh++
				}
			}
		}
		if fresh > quantile99(m, chance) && float64(fresh) >= share*float64(m) {
			part[i] = true
			among = append(among, int32(i))
		}
	}
	var groups [][]int32
	for _, first := range among {
		if !part[first] {
			continue
		}
		part[first] = false
		group := []int32{first}
		for at := 0; at < len(group); at++ {
			i := group[at]
			for e := g.Start[i]; e < g.Start[i+1]; e++ {
				if j := g.To[e]; part[j] && g.Names[e] && names(g, j, i) {
					part[j] = false
					group = append(group, j)
				}
			}
		}
		if len(group) >= least {
			slices.Sort(group)
			groups = append(groups, group)
		}
	}
	return groups
}

// names says whether j is one of the m nearest that i chose.
func names(g graph.Graph, i, j int32) bool {
	row := g.To[g.Start[i]:g.Start[i+1]]
	e, ok := slices.BinarySearchFunc(row, j, cmp.Compare[int32])
	return ok && g.Names[g.Start[i]+int64(e)]
}
