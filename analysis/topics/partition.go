package topics

import (
	"math"
	"slices"

	"papertide/analysis/kmeans"
)

// rounds is how often topics are split, merged and their papers moved in one
// run, at most.
const rounds = 3

// always is the day since which papers may join a topic that is not young.
const always = math.MinInt32

// A partition is a clustering on its way through a run.
type partition struct {
	of        []int32
	k         int
	since     []int32    // by cluster: of a young topic, the day after which papers are dated that may join it; always of others
	raised    []*newborn // by cluster: for which this run's scan for births raised it; nil for others
	topic     []int      // by cluster: past topic that it grew out of, −1 for none
	asleep    []bool     // by past topic: it rests
	took      []bool     // by past topic: it holds the last papers of one that ended
	stays     []bool     // by paper: it does not leave its cluster
	bound     *constraints
	objective float64
}

// cluster runs k-means from the memberships of the run before, or afresh if
// there are none. A first fit is k-means and nothing else, with the number of
// topics that the user asked for or that the papers show. In later runs new
// papers may bring births, splits and merges; without new papers nothing but
// k-means moves a paper, so that a run on the same papers changes nothing.
func cluster(s Space, m memory, o Options, seed uint64) partition {
	p, fresh := m.partition(o)
	switch {
	case fresh && o.K > 0:
		p.fit(s, o.K, o, seed)
	case fresh:
		p.fit(s, number(s, o, seed), o, seed)
	default:
		p.refit(s, o)
		if m.news {
			p.renew(s, o, seed)
		}
	}
	p.exactly(s, o, seed)
	return p
}

// renew looks for births, then splits and merges until no topic asks for it.
func (p *partition) renew(s Space, o Options, seed uint64) {
	if p.raise(s, births(s, p.of, p.k, o, stream(seed, "births", 0)), o) {
		p.refit(s, o)
		p.exactly(s, o, seed)
	}
	for round := 0; round < rounds && p.reshape(s, o, stream(seed, "round", round)); round++ {
		p.refit(s, o)
	}
}

// partition is where the run before left the papers; fresh if it left none.
func (m memory) partition(o Options) (p partition, fresh bool) {
	cluster := make([]int32, len(m.topics))
	for i, t := range m.topics {
		cluster[i] = -1
		if m.held[i] > 0 {
			cluster[i] = int32(p.k)
			p.k++
			p.topic = append(p.topic, i)
			p.since = append(p.since, always)
			if t.State == Waiting && waits(t, o) {
				p.since[cluster[i]] = t.BornAsOf.Day - 2*recentDays[o.Unit]
			}
		}
	}
	p.raised, p.asleep, p.took = make([]*newborn, p.k), make([]bool, len(m.topics)), m.took(o)
	for i, t := range m.topics {
		p.asleep[i] = t.State == Resting
	}
	p.of, p.stays = make([]int32, len(m.was)), make([]bool, len(m.was))
	for row, i := range m.was {
		p.of[row] = -1
		if i >= 0 {
			p.of[row], p.stays[row] = cluster[i], m.joined[i]
		}
	}
	for row, i := range m.pinned {
		p.of[row], p.stays[row] = cluster[i], true
	}
	p.bound = &m.constraints
	return p, p.k == 0
}

// took says, by past topic, whether it holds the last papers of one that ended.
func (m memory) took(o Options) []bool {
	took := make([]bool, len(m.topics))
	for i, t := range m.topics {
		if m.held[i] > 0 || len(t.Last) == 0 {
			continue
		}
		in := make([]int, len(m.topics))
		for _, row := range t.Last {
			if a := m.was[row]; a >= 0 {
				in[a]++
			}
		}
		for a, n := range in {
			took[a] = took[a] || float64(n) >= o.Survival*float64(len(t.Last))
		}
	}
	return took
}

// waits says whether a topic was born so recently that it waits to be tested.
func waits(t Topic, o Options) bool {
	born, ok := t.BornAsOf.In(o.Unit)
	now, known := o.AsOf.In(o.Unit)
	return ok && known && int(now.Index-born.Index) <= o.Protected
}

// fit clusters afresh.
func (p *partition) fit(s Space, k int, o Options, seed uint64) {
	km := kmeans.Default()
	km.Workers = o.Workers
	p.adopt(kmeans.Fit(s.Points, k, km, stream(seed, "fit", 0)))
}

// young says whether a cluster was born so recently that it is neither split
// nor merged.
func (p *partition) young(c int) bool { return p.since[c] != always }

// refit moves papers to nearer centres until none wants to move. Clusters
// without papers are dropped. A young topic takes no papers from before its
// birth: among them its centre would drift into the midst of older subjects,
// and what is new about it would be lost.
func (p *partition) refit(s Space, o Options) {
	p.compact()
	km := kmeans.Default()
	km.Workers, km.Hysteresis, km.Fixed = o.Workers, o.Hysteresis, p.stays
	if slices.ContainsFunc(p.since, func(day int32) bool { return day != always }) {
		km.May = func(row int, c int32) bool {
			_, fine := s.Dates[row].In(o.Unit)
			return p.since[c] == always || fine && s.Dates[row].Day > p.since[c]
		}
	}
	p.adopt(kmeans.Refit(s.Points, p.of, p.k, km))
}

// adopt takes over a clustering whose cluster j grew out of cluster j.
func (p *partition) adopt(c kmeans.Clusters) {
	p.of, p.k, p.objective = c.Of, len(c.Sizes), c.Objective
	p.since, p.raised, p.topic = resized(p.since, p.k, always), resized(p.raised, p.k, nil), resized(p.topic, p.k, -1)
}

// resized returns n values, those that are missing filled in.
func resized[T any](values []T, n int, missing T) []T {
	more := slices.Repeat([]T{missing}, n)
	copy(more, values)
	return more
}

// compact drops clusters without papers and keeps the order of the others.
func (p *partition) compact() {
	held := make([]bool, p.k)
	for _, c := range p.of {
		if c >= 0 {
			held[c] = true
		}
	}
	to, k := make([]int32, p.k), 0
	for c, h := range held {
		if h {
			to[c] = int32(k)
			p.since[k], p.raised[k], p.topic[k] = p.since[c], p.raised[c], p.topic[c]
			k++
		}
	}
	of := make([]int32, len(p.of))
	for row, c := range p.of {
		of[row] = -1
		if c >= 0 {
			of[row] = to[c]
		}
	}
	p.of, p.k, p.since, p.raised, p.topic = of, k, p.since[:k], p.raised[:k], p.topic[:k]
}

// open moves the rows into a new cluster.
func (p *partition) open(rows []int32) {
	for _, row := range rows {
		p.of[row], p.stays[row] = int32(p.k), false
	}
	p.k++
	p.since, p.raised, p.topic = append(p.since, always), append(p.raised, nil), append(p.topic, -1)
}

// pinned says whether the user put a paper where it is.
func (p *partition) pinned(row int32) bool {
	_, is := p.bound.pinned[row]
	return is
}

// rests says whether a cluster is a topic without recent papers.
func (p *partition) rests(c int) bool { return p.topic[c] >= 0 && p.asleep[p.topic[c]] }

// mayFall says whether the user lets a cluster be split.
func (p *partition) mayFall(c int) bool {
	t := p.topic[c]
	return t < 0 || !p.bound.joined[t] && !p.bound.hidden[t]
}

// mayMeet says whether the user lets two clusters be merged.
func (p *partition) mayMeet(a, b int) bool {
	s, t := p.topic[a], p.topic[b]
	return (s < 0 || !p.bound.hidden[s]) && (t < 0 || !p.bound.hidden[t]) && !p.bound.apart[[2]int{s, t}]
}
