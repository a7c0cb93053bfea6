package graph

// Modularity returns the modularity of a partition at resolution gamma,
//
//	Q = Σ_c e_c/2M − γ(d_c/2M)²
//
// with e_c twice the weight inside c, d_c the summed degrees of its nodes and
// M the weight of all edges (Newman and Girvan 2004,
// doi:10.1103/PhysRevE.69.026113; γ after Reichardt and Bornholdt 2006,
// doi:10.1103/PhysRevE.74.016110). A node with a negative community belongs to
// none. It is 0 for a graph without edges.
func (g Graph) Modularity(of []int32, gamma float64) float64 {
	k := int32(0)
	for _, c := range of {
		k = max(k, c+1)
	}
	inside, degree := make([]float64, k), make([]float64, k)
	var total float64
	for i, c := range of {
		for e := g.Start[i]; e < g.Start[i+1]; e++ {
			w := float64(g.Weight[e])
			total += w
			if c < 0 {
				continue
			}
			degree[c] += w
			if of[g.To[e]] == c {
				inside[c] += w
			}
		}
	}
	if total == 0 {
		return 0
	}
	var q float64
	for c, d := range degree {
		q += inside[c]/total - gamma*(d/total)*(d/total)
	}
	return q
}

// Links are the weights of edges between the clusters of a partition.
type Links struct {
	K      int
	Weight []float64 // K × K, symmetric; the diagonal holds twice the weight inside
	Degree []float64 // summed degrees of a cluster's nodes
	Total  float64   // weight of all edges of the graph
}

// Links sums edges between the clusters 0 to k−1. A node with a negative
// cluster belongs to none; its edges count in the total and in the degrees of
// its neighbours.
func (g Graph) Links(of []int32, k int) Links {
	l := Links{K: k, Weight: make([]float64, k*k), Degree: make([]float64, k)}
	for i, a := range of {
		for e := g.Start[i]; e < g.Start[i+1]; e++ {
			w := float64(g.Weight[e])
			l.Total += w / 2
			if a < 0 {
				continue
			}
			l.Degree[a] += w
			if b := of[g.To[e]]; b >= 0 {
				l.Weight[int(a)*k+int(b)] += w
			}
		}
	}
	return l
}

// Ratio returns the weight between two clusters over what gamma times chance
// would give, e·2M/(γ·d_a·d_b): above 1, modularity gains by merging them. It
// is 0 if either has no edges.
func (l Links) Ratio(a, b int, gamma float64) float64 {
	chance := gamma * l.Degree[a] * l.Degree[b]
	if chance == 0 {
		return 0
	}
	return l.Weight[a*l.K+b] * 2 * l.Total / chance
}
