package topics

import "slices"

// edge is the quantile of a topic's similarities with its centre below which a
// group lies at the topic's edge.
const edge = 0.1

// raise opens a cluster for each newborn that is neither a topic already nor
// at home in one, merges the two topics that one makes one, and says whether it
// did either.
func (p *partition) raise(s Space, found []newborn, o Options) bool {
	size := make([]int, p.k)
	for _, c := range p.of {
		size[c]++
	}
	changed := false
	for _, born := range found {
		born.rows = slices.DeleteFunc(slices.Clone(born.rows), p.pinned)
		if len(born.rows) == 0 || p.known(born.rows, size) {
			continue
		}
		share := p.kin(s, born.rows)
		if kin := slices.Index(share, slices.Max(share)); share[kin] >= o.Kin {
			if born.apart = p.atEdge(s, born.rows, kin); !born.apart {
				continue
			}
		} else if m, is := p.joint(s, born.rows, share, o); is {
			p.merge(m)
			for _, row := range born.rows {
				p.of[row] = int32(m.a)
			}
			p.raised[m.a], changed = &born, true
			continue
		}
		p.open(born.rows)
		p.since[p.k-1], p.raised[p.k-1] = born.since, &born
		changed = true
	}
	return changed
}

// known says whether a group is a topic already: at least half of it lies in
// one cluster that is young or of which it makes up half. size is by cluster
// before this run's births.
func (p *partition) known(rows []int32, size []int) bool {
	in := make([]int, len(size))
	for _, row := range rows {
		if c := int(p.of[row]); c < len(in) {
			in[c]++
		}
	}
	for c, n := range in {
		if 2*n >= len(rows) && (p.young(c) || 2*n >= size[c]) {
			return true
		}
	}
	return false
}

// kin is how a group's neighbours outside it are shared out among the clusters.
// What is news has them here and there; a topic that grows, or a part of it, has
// them in the topic, and what two topics became has them in the two.
func (p *partition) kin(s Space, rows []int32) (share []float64) {
	share, all := make([]float64, p.k), 0.0
	for _, row := range rows {
		for e := s.Graph.Start[row]; e < s.Graph.Start[row+1]; e++ {
			to := s.Graph.To[e]
			if _, inside := slices.BinarySearch(rows, to); s.Graph.Names[e] && !inside {
				share[p.of[to]]++
				all++
			}
		}
	}
	for c := range share {
		share[c] /= max(1, all)
	}
	return share
}

// atEdge says whether a group lies at the edge of a cluster: the median of its
// papers is less similar to the centre of the others than nearly all of them.
func (p *partition) atEdge(s Space, rows []int32, cluster int) bool {
	var others []int32
	for row, c := range p.of {
		if _, inside := slices.BinarySearch(rows, int32(row)); int(c) == cluster && !inside {
			others = append(others, int32(row))
		}
	}
	if len(others) == 0 {
		return true
	}
	centre := vector(centres(s.Dense, [][]int32{others}, 1), 0)
	return quantile(s, rows, centre, 0.5) < quantile(s, others, centre, edge)
}

// quantile of the similarities of papers with a centre.
func quantile(s Space, rows []int32, centre []float32, q float64) float32 {
	sims := make([]float32, len(rows))
	for i, row := range rows {
		sims[i] = cosine(vector(s.Dense, int(row)), centre)
	}
	slices.Sort(sims)
	return sims[int(q*float64(len(sims)-1))]
}
