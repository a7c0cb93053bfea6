// Package graph joins each paper to its nearest neighbours, smooths vectors
// along the edges, finds communities and lays out a map.
package graph

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// A Graph is symmetric and weighted: node i has the entries Start[i] to
// Start[i+1] of To, Weight and Names, neighbours ascending, no loops.
type Graph struct {
	Start  []int64
	To     []int32
	Weight []float32 // the cosine; positive
	Names  []bool    // To[e] is one of the node's own m nearest; an edge is mutual if both of its entries say so
}

// Len returns the number of nodes.
func (g Graph) Len() int { return max(0, len(g.Start)-1) }

// A near is one of a node's nearest neighbours.
type near struct {
	to     int32
	cosine float32
}

func byNode(list []near) { slices.SortFunc(list, func(a, b near) int { return int(a.to) - int(b.to) }) }

// fromLists returns the union of each node's own neighbours.
func fromLists(lists [][]near) Graph {
	n := len(lists)
	at := make([]int64, n+1) // of the entries that others make
	for _, list := range lists {
		for _, l := range list {
			at[l.to+1]++
		}
	}
	for i := range n {
		at[i+1] += at[i]
	}
	by := make([]near, at[n])
	fill := slices.Clone(at)
	for i, list := range lists {
		for _, l := range list {
			by[fill[l.to]] = near{int32(i), l.cosine}
			fill[l.to]++
		}
	}
	g := Graph{Start: make([]int64, 1, n+1)}
	entries := 0
	for i, list := range lists {
		byNode(list)
		union(list, by[at[i]:at[i+1]], func(near, bool) { entries++ })
	}
	g.To, g.Weight, g.Names = make([]int32, 0, entries), make([]float32, 0, entries), make([]bool, 0, entries)
	for i, list := range lists {
		union(list, by[at[i]:at[i+1]], func(l near, own bool) {
			g.To, g.Weight, g.Names = append(g.To, l.to), append(g.Weight, l.cosine), append(g.Names, own)
		})
		g.Start = append(g.Start, int64(len(g.To)))
	}
	return g
}

// union calls add with the nodes of a node's own list and of those that named
// it, each once, in order of nodes.
func union(own, others []near, add func(l near, own bool)) {
	for len(own) > 0 || len(others) > 0 {
		switch {
		case len(own) == 0 || len(others) > 0 && others[0].to < own[0].to:
			add(others[0], false)
			others = others[1:]
		default:
			if len(others) > 0 && others[0].to == own[0].to {
				others = others[1:]
			}
			add(own[0], true)
			own = own[1:]
		}
	}
}

// row returns row i of x.
func row(x blas32.General, i int) []float32 { return x.Data[i*x.Stride : i*x.Stride+x.Cols] }
