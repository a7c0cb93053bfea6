package topics

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"papertide/analysis/graph"
	"papertide/analysis/parallel"
)

const (
	// warmAt is how unlikely a paper's neighbours must be by chance for the paper
	// to take part in a birth. The shuffles decide, so it may be mild.
	warmAt = 0.05
	// fewest is how many nearest neighbours are looked at, at least: a small
	// group is seen in the nearest few, a large one in all.
	fewest = 3
)

// A newborn is a group of papers that might be a topic of their own.
type newborn struct {
	rows  []int32
	since int32 // the day after which papers are dated that may belong to it
	apart bool  // it parts from one topic; it is not news
}

// births finds groups of recent papers that are each other's neighbours more
// than chance, the volume of recent papers and the growth of their topics
// explain. Twenty papers among five thousand do not move the modularity of a
// partition, so splits do not notice a new topic until long after its readers
// did; the scan does.
//
// It is a scan statistic in space and time (Kulldorff 1997,
// doi:10.1080/03610929708831995, and 2001, doi:10.1111/1467-985X.00186) on the
// neighbour graph, for two windows that end now: the recent one and twice as
// long a one. A paper of the window is warm by as much as −ln of the chance of
// so many papers of the window among its j nearest neighbours, for the j that
// makes most of it, where that chance is small and their share at least
// BirthShare and so large that their odds are BirthOdds times those by chance.
// By chance means: drawn with the window's share of all papers, or of the
// papers of the paper's own topic if that is larger, so that a topic that grows
// is not born. Warm papers that name each other hang together; a group of
// MinBirth papers or more is a birth if it is warmer in sum than any group is
// in BirthDraws shuffles of the dates within topics: a Monte Carlo test (Dwass
// 1957, doi:10.1214/aoms/1177707045).
//
// of and k are the topics that papers lie in. Groups come in the order of
// windows and of their first papers, and share no paper.
func births(s Space, of []int32, k int, o Options, seed uint64) (found []newborn) {
	near := nearestFirst(s.Graph, o.Workers)
	taken := make([]bool, len(of))
	for w, days := range []int32{recentDays[o.Unit], 2 * recentDays[o.Unit]} {
		c := newScan(s.Graph, near, of, k, within(s.Dates, o.AsOf, o.Unit, days), o)
		groups := c.groups(c.recent, newGround(len(of)))
		if len(groups) == 0 {
			continue
		}
		chance := c.shuffled(o, stream(seed, "shuffle", w))
		for _, g := range groups {
			if g.warmth > chance && !slices.ContainsFunc(g.rows, func(row int32) bool { return taken[row] }) {
				for _, row := range g.rows {
					taken[row] = true
				}
				found = append(found, newborn{rows: g.rows, since: o.AsOf.Day - 2*recentDays[o.Unit]})
			}
		}
	}
	return found
}

// nearestFirst lists the neighbours that each paper names, nearest first.
func nearestFirst(g graph.Graph, workers int) [][]int32 {
	near := make([][]int32, g.Len())
	const block = 256
	parallel.Each(workers, (len(near)+block-1)/block, func(_, b int) {
		var edges []int64
		for i := b * block; i < min((b+1)*block, len(near)); i++ {
			edges = edges[:0]
			for e := g.Start[i]; e < g.Start[i+1]; e++ {
				if g.Names[e] {
					edges = append(edges, e)
				}
			}
			slices.SortFunc(edges, func(a, b int64) int {
				return cmp.Or(cmp.Compare(g.Weight[b], g.Weight[a]), cmp.Compare(g.To[a], g.To[b]))
			})
			near[i] = make([]int32, len(edges))
			for j, e := range edges {
				near[i][j] = g.To[e]
			}
		}
	})
	return near
}

// A scan looks for births in one window.
type scan struct {
	graph  graph.Graph
	near   [][]int32
	of     []int32
	rows   [][]int32   // of each topic
	recent []int32     // papers of the window
	drawn  []int       // how many of them each topic holds
	warm   [][]float64 // by topic: warmth of c among j neighbours at j(j+1)/2 + c
	least  int
}

func newScan(g graph.Graph, near [][]int32, of []int32, k int, recent []bool, o Options) *scan {
	c := &scan{graph: g, near: near, of: of, rows: members(of, k), drawn: make([]int, k), warm: make([][]float64, k), least: o.MinBirth}
	for row, is := range recent {
		if is {
			c.recent = append(c.recent, int32(row))
			c.drawn[of[row]]++
		}
	}
	longest := 0
	for _, to := range near {
		longest = max(longest, len(to))
	}
	all := float64(len(c.recent)) / float64(max(1, len(of)))
	for t, rows := range c.rows {
		c.warm[t] = warmths(longest, max(all, float64(c.drawn[t])/float64(max(1, len(rows)))), o)
	}
	return c
}

// warmths is the table of how warm c papers of the window among j neighbours
// make a paper, where each is one with probability p: 0 where that proves
// nothing.
func warmths(longest int, p float64, o Options) []float64 {
	warm := make([]float64, (longest+1)*(longest+2)/2)
	share := max(o.BirthShare, o.BirthOdds*p/(1-p+o.BirthOdds*p))
	for j := fewest; j <= longest && p > 0 && p < 1; j++ {
		tail := 0.0
		for c := j; c >= 0 && float64(c) >= share*float64(j); c-- {
			if tail += binomial(j, c, p); tail > warmAt {
				break
			}
			warm[j*(j+1)/2+c] = -math.Log(tail)
		}
	}
	return warm
}

// A warmGroup is warm papers that hang together.
type warmGroup struct {
	rows   []int32 // ascending
	warmth float64 // in sum
}

// ground is scratch memory, by paper.
type ground struct {
	is     []bool    // of the window
	warmth []float64 // not yet in a group
}

func newGround(papers int) *ground {
	return &ground{make([]bool, papers), make([]float64, papers)}
}

// groups finds the groups among the given papers, as if they were those of the
// window. It leaves the ground as it was.
func (c *scan) groups(recent []int32, on *ground) (groups []warmGroup) {
	is, warmth := on.is, on.warmth
	for _, row := range recent {
		is[row] = true
	}
	for _, row := range recent {
		warm, n := c.warm[c.of[row]], 0
		for j, to := range c.near[row] {
			if is[to] {
				n++
			}
			warmth[row] = max(warmth[row], warm[(j+1)*(j+2)/2+n])
		}
	}
	for _, row := range recent {
		is[row] = false
	}
	for _, first := range recent {
		if warmth[first] == 0 {
			continue
		}
		g := warmGroup{[]int32{first}, warmth[first]}
		warmth[first] = 0
		for at := 0; at < len(g.rows); at++ {
			i := g.rows[at]
			for e := c.graph.Start[i]; e < c.graph.Start[i+1]; e++ {
				if j := c.graph.To[e]; warmth[j] > 0 && c.graph.Names[e] && names(c.graph, j, i) {
					g.rows, g.warmth = append(g.rows, j), g.warmth+warmth[j]
					warmth[j] = 0
				}
			}
		}
		if len(g.rows) >= c.least {
			slices.Sort(g.rows)
			groups = append(groups, g)
		}
	}
	return groups
}

// shuffled is the warmth of the warmest group in shuffles of the dates within
// topics.
func (c *scan) shuffled(o Options, seed uint64) float64 {
	most := make([]float64, o.BirthDraws)
	on := make([]*ground, parallel.Workers(o.Workers, o.BirthDraws))
	parallel.Each(o.Workers, o.BirthDraws, func(worker, d int) {
		if on[worker] == nil {
			on[worker] = newGround(len(c.of))
		}
		draw := rand.New(rand.NewPCG(stream(seed, "draw", d), 0))
		var recent []int32
		for t, rows := range c.rows {
			from := len(recent)
			recent = append(recent, rows...)
			shuffled := recent[from:]
			for i := range c.drawn[t] {
				j := i + draw.IntN(len(shuffled)-i)
				shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
			}
			recent = recent[:from+c.drawn[t]]
		}
		for _, g := range c.groups(recent, on[worker]) {
			most[d] = max(most[d], g.warmth)
		}
	})
	return slices.Max(append(most, 0))
}

// names says whether j is one of the m nearest that i chose.
func names(g graph.Graph, i, j int32) bool {
	row := g.To[g.Start[i]:g.Start[i+1]]
	e, ok := slices.BinarySearch(row, j)
	return ok && g.Names[g.Start[i]+int64(e)]
}
