package topics

import (
	"encoding/binary"
	"slices"

	"papertide/analysis/tfidf"
)

// orders is how many times communities are sought, each in another order of
// the papers: their number differs by one or two.
const orders = 5

// smallest community that counts as a topic.
const countedFrom = 3

// number is how many topics the papers show: the communities of the neighbour
// graph at resolution gamma, the median of several orders, at most a fifth of
// the papers, at least 1. Communities serve this number alone: as topics
// themselves they are worse than k-means (methods/topics.md).
func number(s Space, o Options, seed uint64) int {
	found := make([]int, orders)
	each(orders, o.Workers, func(i int) {
		size := map[int32]int{}
		for _, c := range s.Graph.Communities(o.Gamma, stream(seed, "order", i)) {
			size[c]++
		}
		for _, n := range size {
			if n >= countedFrom {
				found[i]++
			}
		}
	})
	slices.Sort(found)
	k := max(1, min(found[orders/2], s.Points.Len()/5))
	return differing(s.Counts, k)
}

// differing is how many different papers there are by the terms that they hold,
// or most if there are more.
func differing(x *tfidf.Matrix, most int) int {
	seen := map[string]bool{}
	for row := int32(0); int(row) < x.Len() && len(seen) < most; row++ {
		seen[content(x, row)] = true
	}
	return len(seen)
}

// content spells out the terms and counts of a paper.
func content(x *tfidf.Matrix, row int32) string {
	var key []byte
	for e := x.Start[row]; e < x.Start[row+1]; e++ {
		key = append(binary.LittleEndian.AppendUint32(key, uint32(x.Term[e])), x.Count[e])
	}
	return string(key)
}
