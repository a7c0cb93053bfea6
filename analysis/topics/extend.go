package topics

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
)

// Others are papers that took no part in a fit: the topics of a large history
// are found on some of its papers, and the others are assigned to them.
type Others struct {
	Rows   []int32        // among all papers
	Points kmeans.Points  // as Space.Points
	Dense  blas32.General // as Space.Dense, drawn towards papers of the Space
	Near   graph.Graph    // edges lead to rows of the Space
}

// An Extension makes a result about some papers one about all.
type Extension struct {
	result Result
	rows   []int32 // of the papers of the fit among all
	past   Past
	o      Options

	mean   blas32.General // of topics in Points
	centre blas32.General // of topics in Dense
	index  map[ID]int32   // topics now, by the ids that their papers had
	joined []bool         // by the user: no paper leaves the topic

	of         []int32
	similarity []float32
	spot       [][2]float32
}

// Extend begins with r, which Follow found in s with o, whose papers have the
// given rows among all. past is about all papers, one entry of Of each. Each
// paper of no row is to be added, once.
func Extend(s Space, r Result, rows []int32, past Past, o Options) *Extension {
	all := len(past.Of)
	e := &Extension{
		result: r, rows: rows, past: past, o: o,
		mean:   kmeans.Means(s.Points, r.Of, len(r.Topics), kmeans.Options{Workers: o.Workers}),
		centre: centres(s.Dense, members(r.Of, len(r.Topics)), o.Workers),
		index:  make(map[ID]int32, len(r.Topics)), joined: make([]bool, len(r.Topics)),
		of: make([]int32, all), similarity: make([]float32, all), spot: make([][2]float32, all),
	}
	for i, t := range r.Topics {
		e.index[t.ID] = int32(i)
	}
	for range r.Corrections { // a group may hang on a later one
		for _, c := range r.Corrections {
			if c.Kind == ToMerge {
				e.join(c.Topics)
			}
		}
	}
	e.put(rows, r.Of, r.Similarity, r.Spot)
	return e
}

// join gives the papers of topics that the user made one to what they are now.
func (e *Extension) join(group []ID) {
	for _, id := range group {
		if into, ok := e.index[id]; ok {
			e.joined[into] = true
			for _, id := range group {
				e.index[id] = into
			}
			return
		}
	}
}

func (e *Extension) put(rows, of []int32, similarity []float32, spot [][2]float32) {
	for i, row := range rows {
		e.of[row], e.similarity[row], e.spot[row] = of[i], similarity[i], spot[i]
	}
}

// Add assigns papers to the topics with the nearest centres. A paper that the
// run before held leaves its topic as one in a fit would: only for a centre
// that is nearer by more than the hysteresis.
func (e *Extension) Add(p Others) {
	km := kmeans.Options{Workers: e.o.Workers, Hysteresis: e.o.Hysteresis, Fixed: make([]bool, len(p.Rows))}
	start := make([]int32, len(p.Rows))
	for i, row := range p.Rows {
		start[i] = -1
		if topic, ok := e.index[e.past.Of[row]]; ok {
			start[i], km.Fixed[i] = topic, e.joined[topic]
		}
	}
	of := kmeans.Assign(p.Points, e.mean, start, km)
	similarity := similarities(p.Dense, members(of, len(e.joined)), e.centre, e.o.Workers)
	m := mapping{graph: p.Near, dense: p.Dense, of: of, near: e.result.Of, similarity: similarity, centre: e.centre}
	e.put(p.Rows, of, similarity, m.spots(e.result.Position, e.o.Workers))
}

// Result returns what is known of all papers: how many each topic has and
// which are most typical of it. Labels, terms, events, themes, stability and
// the number of topics stay those of the fit.
func (e *Extension) Result() Result {
	r := e.result
	groups := members(e.of, len(r.Topics))
	order := make([]int, len(r.Topics))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(r.Topics[a].ID.Number, r.Topics[b].ID.Number))
	})
	place := make([]int32, len(order))
	papers := map[ID]int{} // of each theme
	r.Topics, r.Position = make([]Topic, len(order)), make([][2]float32, len(order))
	for i, from := range order {
		t := e.result.Topics[from]
		t.Papers, t.Typical = len(groups[from]), typical(groups[from], e.similarity, typicalPapers)
		t.Medoid = t.Typical[0]
		papers[t.Theme] += t.Papers
		place[from] = int32(i)
		r.Topics[i], r.Position[i] = t, e.result.Position[from]
	}
	for row, t := range e.of {
		e.of[row] = place[t]
	}
	r.Of, r.Similarity, r.Spot = e.of, e.similarity, e.spot

	r.Themes = slices.Clone(r.Themes)
	for i := range r.Themes {
		t := &r.Themes[i]
		t.Papers, t.Typical, t.Medoid = papers[t.ID], e.among(t.Typical), int(e.rows[t.Medoid])
	}
	slices.SortStableFunc(r.Themes, func(a, b Topic) int { return cmp.Compare(b.Papers, a.Papers) })
	r.Rested = e.rested()
	r.Events = slices.Clone(r.Events)
	for i := range r.Events {
		r.Events[i].Papers = e.among(r.Events[i].Papers)
	}
	r.Resampled = make([][]int32, len(e.result.Resampled))
	for d, drawn := range e.result.Resampled {
		r.Resampled[d] = slices.Repeat([]int32{-1}, len(e.of))
		for i, t := range drawn {
			if t >= 0 {
				r.Resampled[d][e.rows[i]] = place[t]
			}
		}
	}
	return r
}

// among turns rows of the fit into rows among all papers.
func (e *Extension) among(rows []int) []int {
	var all []int
	for _, row := range rows {
		all = append(all, int(e.rows[row]))
	}
	return all
}

// rested is the rested topics by rows among all papers, as the past had them:
// the fit knew only some of their papers.
func (e *Extension) rested() []Topic {
	before := make(map[ID]Topic, len(e.past.Topics))
	for _, t := range e.past.Topics {
		before[t.ID] = t
	}
	topics := slices.Clone(e.result.Rested)
	for i := range topics {
		t, was := &topics[i], before[topics[i].ID]
		t.Medoid, t.Typical = was.Medoid, was.Typical
		if t.Last = e.among(t.Last); len(was.Last) > 0 {
			t.Last = was.Last
		}
	}
	return topics
}
