// Package graph joins each paper to its nearest neighbours, smooths vectors
// along the edges, finds communities and lays out a map.
package graph

import "gonum.org/v1/gonum/blas/blas32"

// A Graph is symmetric and weighted: node i has the entries Start[i] to
// Start[i+1] of To, Weight and Names, neighbours ascending, no loops.
type Graph struct {
	Start  []int64
	To     []int32
	Weight []float32 // the cosine; positive
	Names  []bool    // To[e] is one of the node's own m nearest; an edge is mutual if both of its entries say so
}

// Len returns the number of nodes.
func (g Graph) Len() int { return len(g.Start) - 1 }

// Options of the neighbour search. The number of workers never changes the
// result.
type Options struct {
	Workers    int // goroutines; 0: as many as there are processors
	ExactBelow int // up to so many points all pairs are compared
}

// Default returns an exact search up to 4,000 points.
func Default() Options { return Options{ExactBelow: 4000} }

// Nearest joins each row of x (unit or zero vectors) to the m rows of largest
// cosine. There is an edge if either names the other and the cosine is
// positive.
func Nearest(x blas32.General, m int, o Options, seed uint64) Graph {
	panic("graph: not built yet")
}

// Smooth moves each row of x (unit or zero vectors, one a node) towards its
// neighbours, twice: x ← unit(½x + ½·weighted mean of the neighbours).
func (g Graph) Smooth(x blas32.General, workers int) blas32.General {
	panic("graph: not built yet")
}

// Communities returns a partition of high modularity at resolution gamma,
// numbered from 0 by the lowest node.
func (g Graph) Communities(gamma float64, seed uint64) []int32 {
	panic("graph: not built yet")
}

// Modularity returns the modularity of a partition at resolution gamma, −½ to 1.
func (g Graph) Modularity(of []int32, gamma float64) float64 {
	panic("graph: not built yet")
}

// Links are the weights of edges between the clusters of a partition.
type Links struct {
	K      int
	Weight []float64 // K × K, symmetric; the diagonal holds twice the weight inside
	Degree []float64 // summed degrees of a cluster's nodes
	Total  float64   // weight of all edges of the graph
}

// Links sums edges between the clusters 0 to k−1; a node with a negative
// cluster belongs to none but keeps its share in Degree and Total.
func (g Graph) Links(of []int32, k int) Links {
	panic("graph: not built yet")
}

// Ratio returns the weight between clusters a and b over what gamma times
// chance would give, e·2M/(γ·d·d'): above 1 the modularity of a partition
// gains by merging them.
func (l Links) Ratio(a, b int, gamma float64) float64 {
	panic("graph: not built yet")
}

// Layout places points (rows) on a plane by exact t-SNE from start.
func Layout(points blas32.General, start [][2]float32, seed uint64) [][2]float32 {
	panic("graph: not built yet")
}
