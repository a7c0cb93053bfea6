package graph

import (
	"math/rand/v2"
	"slices"
)

// Communities returns a partition of high modularity at resolution gamma,
// numbered from 0 in the order of their first nodes, by Louvain's method
// (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008): nodes in random
// order move to the neighbouring community where modularity gains most, until
// none gains; then communities become the nodes of a smaller graph. A node
// without edges is a community of its own.
func (g Graph) Communities(gamma float64, seed uint64) []int32 {
	rng := rand.New(rand.NewPCG(seed, 0x6c6f757661696e))
	n := g.Len()
	l := level{start: g.Start, to: g.To, weight: make([]float64, len(g.Weight)), inside: make([]float64, n)}
	for e, w := range g.Weight {
		l.weight[e] = float64(w)
	}
	of := make([]int32, n)
	for i := range of {
		of[i] = int32(i)
	}
	for {
		moves, any := l.move(gamma, rng)
		if !any {
			return of
		}
		number(moves)
		for i, c := range of {
			of[i] = moves[c]
		}
		l = l.merge(moves)
	}
}

// A level is a graph whose nodes are communities of the one below.
type level struct {
	start  []int64
	to     []int32
	weight []float64
	inside []float64 // twice the weight of the edges within a node
}

// move returns a community for each node and whether any node moved.
func (l level) move(gamma float64, rng *rand.Rand) (of []int32, any bool) {
	n := len(l.inside)
	of, order := make([]int32, n), make([]int32, n)
	degree := make([]float64, n) // of nodes
	var total float64
	for i := range n {
		of[i], order[i] = int32(i), int32(i)
		degree[i] = l.inside[i]
		for _, w := range l.weight[l.start[i]:l.start[i+1]] {
			degree[i] += w
		}
		total += degree[i]
	}
	if total == 0 {
		return of, false
	}
	rng.Shuffle(n, func(a, b int) { order[a], order[b] = order[b], order[a] })
	sum := slices.Clone(degree)  // of communities
	links := make([]float64, n)  // weight from the node at hand to a community
	touched := make([]int32, 0)  // communities with links
	const least = 1e-12          // of the total: what rounding cannot feign
	waiting := make([]bool, n)   // nodes still to be looked at
	queue := slices.Clone(order) // of them
	for i := range waiting {
		waiting[i] = true
	}
	for at := 0; at < len(queue); at++ {
		i := queue[at]
		waiting[i] = false
		own := of[i]
		touched = touched[:0]
		for e := l.start[i]; e < l.start[i+1]; e++ {
			c := of[l.to[e]]
			if links[c] == 0 {
				touched = append(touched, c)
			}
			links[c] += l.weight[e]
		}
		sum[own] -= degree[i]
		share := gamma * degree[i] / total
		best, most := own, links[own]-share*sum[own]+least*total
		for _, c := range touched {
			if gain := links[c] - share*sum[c]; gain > most || gain == most && c < best && best != own {
				best, most = c, gain
			}
		}
		for _, c := range touched {
			links[c] = 0
		}
		sum[best] += degree[i]
		if best == own {
			continue
		}
		of[i], any = best, true
		for _, j := range l.to[l.start[i]:l.start[i+1]] { // who may want to follow
			if of[j] != best && !waiting[j] {
				waiting[j] = true
				queue = append(queue, j)
			}
		}
		if at > n { // forget what is behind
			queue = append(queue[:0], queue[at+1:]...)
			at = -1
		}
	}
	return of, any
}

// number renumbers communities from 0 in the order of their first nodes.
func number(of []int32) {
	to := make([]int32, len(of))
	next := int32(0)
	for i, c := range of {
		if to[c] == 0 {
			next++
			to[c] = next
		}
		of[i] = to[c] - 1
	}
}

// merge returns the graph whose nodes are the communities of.
func (l level) merge(of []int32) level {
	k := int(slices.Max(of)) + 1
	members, begin := make([]int32, len(of)), make([]int32, k+1)
	for _, c := range of {
		begin[c+1]++
	}
	for c := range k {
		begin[c+1] += begin[c]
	}
	at := slices.Clone(begin)
	for i, c := range of {
		members[at[c]] = int32(i)
		at[c]++
	}
	m := level{start: make([]int64, 1, k+1), inside: make([]float64, k)}
	links := make([]float64, k)
	var touched []int32
	for c := range k {
		touched = touched[:0]
		for _, i := range members[begin[c]:begin[c+1]] {
			m.inside[c] += l.inside[i]
			for e := l.start[i]; e < l.start[i+1]; e++ {
				d := of[l.to[e]]
				if int(d) == c {
					m.inside[c] += l.weight[e]
					continue
				}
				if links[d] == 0 {
					touched = append(touched, d)
				}
				links[d] += l.weight[e]
			}
		}
		slices.Sort(touched)
		for _, d := range touched {
			m.to, m.weight = append(m.to, d), append(m.weight, links[d])
			links[d] = 0
		}
		m.start = append(m.start, int64(len(m.to)))
	}
	return m
}
