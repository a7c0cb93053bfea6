package topics

import (
	"encoding/binary"
	"slices"

	"papertide/analysis/graph"
	"papertide/analysis/parallel"
	"papertide/analysis/tfidf"
)

// orders is how many times communities are sought, each in another order of
// the papers: their number differs by one or two.
const orders = 5

// smallest community that counts as a topic.
const countedFrom = 3

// Communities are counted on a sample of a large graph: at least this many
// papers and at least a quarter of all, so that a paper keeps links enough
// (of 77,037 papers 20,000 show 58 to 61 communities, all show 55 to 57;
// 5,000, with two links a paper, fall apart into 170).
const countedPapers = 20000

// number is how many topics the papers show: the communities of the neighbour
// graph at resolution gamma, the median of several orders, at most a fifth of
// the papers, at least 1. Communities serve this number alone: as topics
// themselves they are worse than k-means (methods/topics.md).
func number(s Space, o Options, seed uint64) int {
	n := s.Graph.Len()
	g := s.Graph
	if n > countedPapers {
		g = restrict(g, sample(n, max(countedPapers, n/4), stream(seed, "counted", 0)))
	}
	found := make([]int, orders)
	parallel.Each(o.Workers, orders, func(_, i int) {
		size := map[int32]int{}
		for _, c := range g.Communities(o.Gamma, stream(seed, "order", i)) {
			size[c]++
		}
		for _, n := range size {
			if n >= countedFrom {
				found[i]++
			}
		}
	})
	slices.Sort(found)
	return differing(s.Counts, max(1, min(found[orders/2], n/5)))
}

// restrict keeps the given nodes of a graph and the edges between them.
func restrict(g graph.Graph, rows []int32) graph.Graph {
	number := make([]int32, g.Len())
	for i := range number {
		number[i] = -1
	}
	for i, row := range rows {
		number[row] = int32(i)
	}
	some := graph.Graph{Start: []int64{0}}
	for _, row := range rows {
		for e := g.Start[row]; e < g.Start[row+1]; e++ {
			if to := number[g.To[e]]; to >= 0 {
				some.To, some.Weight = append(some.To, to), append(some.Weight, g.Weight[e])
				some.Names = append(some.Names, g.Names[e])
			}
		}
		some.Start = append(some.Start, int64(len(some.To)))
	}
	return some
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
