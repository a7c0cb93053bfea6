package topics

import (
	"cmp"
	"slices"

	"papertide/analysis/kmeans"
	"papertide/analysis/parallel"
)

// halves is what a topic would fall into.
type halves struct {
	cluster int
	part    []int32 // rows of the smaller half
	ratio   float64 // of links between the halves to what chance would give
}

// pair is two topics that could be one.
type pair struct {
	a, b  int
	ratio float64
	near  float32 // cosine of their centres
}

// reshape splits topics whose halves hardly link and merges topics that link
// more than chance would have it, and says whether it did. The ratio is that
// of a pair's links to what the resolution gamma expects (see
// graph.Links.Ratio): 1 is where modularity would gain by a merge, and the gap
// between the two thresholds keeps events from being undone.
//
// Where the number of topics is fixed, each split is paired with a merge whose
// ratio is larger by that gap.
func (p *partition) reshape(s Space, o Options, seed uint64) bool {
	used := make([]bool, p.k)
	splits := p.loosest(s, o, seed)
	splits = slices.DeleteFunc(splits, func(h halves) bool {
		return h.ratio >= o.Split || len(h.part) < o.MinSplit || p.young(h.cluster) || p.holds(s, h, o)
	})
	merges := p.closest(s, o)
	if o.K > 0 {
		return p.exchange(splits, merges, o.Merge/o.Split)
	}
	for _, h := range splits {
		used[h.cluster] = true
		p.open(h.part)
	}
	changed := len(splits) > 0
	for _, m := range merges {
		if m.ratio > o.Merge && !used[m.a] && !used[m.b] {
			used[m.a], used[m.b] = true, true
			p.merge(m)
			changed = true
		}
	}
	return changed
}

// holds says whether a topic that others became holds together: where this run
// made it one, and later as long as either half is asleep. Old papers alone do
// not undo a merge.
func (p *partition) holds(s Space, h halves, o Options) bool {
	if p.raised[h.cluster] != nil {
		return true
	}
	t := p.topic[h.cluster]
	if t < 0 || !p.took[t] {
		return false
	}
	recent := recently(s.Dates, o.AsOf, o.Unit)
	part, all := count(recent, h.part), count(recent, members(p.of, p.k)[h.cluster])
	return part < o.Revival || all-part < o.Revival
}

// exchange pairs the loosest topics with the closest pairs.
func (p *partition) exchange(splits []halves, merges []pair, gap float64) (changed bool) {
	used := make([]bool, p.k)
	for _, h := range splits {
		if used[h.cluster] {
			continue
		}
		i := slices.IndexFunc(merges, func(m pair) bool {
			return !used[m.a] && !used[m.b] && m.a != h.cluster && m.b != h.cluster
		})
		if i < 0 || merges[i].ratio <= gap*h.ratio {
			break
		}
		used[h.cluster], used[merges[i].a], used[merges[i].b] = true, true, true
		p.open(h.part)
		p.merge(merges[i])
		changed = true
	}
	return changed
}

// exactly merges the closest or splits the loosest topics until there are as
// many as asked for, if a number was asked for.
func (p *partition) exactly(s Space, o Options, seed uint64) {
	if o.K == 0 || p.k == o.K {
		return
	}
	for p.k > o.K {
		merges := p.closest(s, o)
		if len(merges) == 0 {
			break
		}
		p.merge(merges[0])
		p.compact()
	}
	for p.k < o.K {
		splits := p.loosest(s, o, seed)
		if len(splits) == 0 {
			break
		}
		slices.SortStableFunc(splits, func(a, b halves) int { // no crumbs while anything else can be split
			return cmp.Compare(min(len(b.part), o.MinSplit), min(len(a.part), o.MinSplit))
		})
		for _, h := range splits[:min(len(splits), o.K-p.k)] {
			p.open(h.part)
		}
	}
	p.refit(s, o)
	p.peel(s, o.K)
}

// peel makes up for topics that k-means cannot tell apart: where a handful of
// papers have fewer different vectors than terms, papers that hold other terms
// than the first of their topic leave it.
func (p *partition) peel(s Space, k int) {
	for p.k < k {
		var out []int32
		for _, rows := range members(p.of, p.k) {
			first := content(s.Counts, rows[0])
			out = slices.DeleteFunc(rows, func(row int32) bool { return p.stays[row] || content(s.Counts, row) == first })
			if len(out) > 0 {
				break
			}
		}
		if len(out) == 0 {
			return
		}
		p.open(out)
	}
}

// merge moves the papers of the smaller number's partner into it. The emptied
// cluster stays until compact drops it.
func (p *partition) merge(m pair) {
	for row, c := range p.of {
		if int(c) == m.b {
			p.of[row] = int32(m.a)
		}
	}
	if p.topic[m.a] < 0 {
		p.topic[m.a] = p.topic[m.b]
	}
	p.since[m.a] = min(p.since[m.a], p.since[m.b])
	if p.raised[m.b] == nil {
		p.raised[m.a] = nil
	}
}

// loosest cuts each topic in two by k-means and returns the halves, loosest
// first. Topics whose papers are all alike are left out, and those that the
// user does not let fall.
func (p *partition) loosest(s Space, o Options, seed uint64) []halves {
	groups := members(p.of, p.k)
	side := make([]int32, len(p.of))
	cut := make([]halves, p.k)
	parallel.Each(o.Workers, p.k, func(_, c int) {
		rows := groups[c]
		for _, row := range rows {
			side[row] = int32(2 * c)
		}
		if len(rows) < 2 || !p.mayFall(c) {
			return
		}
		km := kmeans.Default()
		km.Restarts, km.MaxIterations, km.Workers = 2, 30, 1
		two := kmeans.Fit(kmeans.Dense(gather(s.Dense, rows)), 2, km, stream(seed, "halves", c))
		if len(two.Sizes) < 2 {
			return
		}
		small := int32(0)
		if two.Sizes[1] < two.Sizes[0] {
			small = 1
		}
		for i, row := range rows {
			if two.Of[i] == small && !p.stays[row] {
				side[row]++
				cut[c].part = append(cut[c].part, row)
			}
		}
	})
	links := s.Graph.Links(side, 2*p.k)
	loose := make([]halves, 0, p.k)
	for c, h := range cut {
		if len(h.part) > 0 {
			h.cluster, h.ratio = c, links.Ratio(2*c, 2*c+1, o.Gamma)
			loose = append(loose, h)
		}
	}
	slices.SortStableFunc(loose, func(a, b halves) int { return cmp.Compare(a.ratio, b.ratio) })
	return loose
}

// closest returns all pairs of topics that may be merged, closest first. Young
// topics are left out unless there are no others.
func (p *partition) closest(s Space, o Options) []pair {
	links := s.Graph.Links(p.of, p.k)
	centre := centres(s.Dense, members(p.of, p.k), o.Workers)
	free, all := []pair{}, []pair{}
	for a := range p.k {
		for b := a + 1; b < p.k; b++ {
			m := pair{a, b, links.Ratio(a, b, o.Gamma), cosine(vector(centre, a), vector(centre, b))}
			if !p.mayMeet(a, b) {
				continue
			}
			all = append(all, m)
			if !p.young(a) && !p.young(b) && !p.rests(a) && !p.rests(b) {
				free = append(free, m)
			}
		}
	}
	if len(free) == 0 && o.K > 0 {
		free = all
	}
	slices.SortStableFunc(free, func(m, n pair) int {
		return cmp.Or(cmp.Compare(n.ratio, m.ratio), cmp.Compare(n.near, m.near))
	})
	return free
}
