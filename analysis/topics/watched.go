package topics

import (
	"slices"

	"papertide/analysis/text"
)

// A Watch is a topic that the user defines. A paper may be in several.
type Watch struct {
	Name  string
	Terms []string // see text.Finder
	Seeds []int32  // rows of papers that belong to it
}

// WatchedTerms lists the terms of all watches: what a text.Finder has to look
// for, so that Watching can tell whose they are.
func WatchedTerms(watches []Watch) []string {
	var all []string
	for _, w := range watches {
		all = append(all, w.Terms...)
	}
	return all
}

// Watched is the topics that the user watches.
type Watched struct {
	Topics    []Topic   // one a watch, in its order; Terms are the user's
	Rows      [][]int32 // papers of each, ascending
	Homes     []Home    // of each
	Unwatched []Topic   // watched before; their numbers stay taken
	Warnings  []string
}

// aboveChance is how many times as many of a paper's neighbours as of all
// papers hold a phrase of the topic, or are seeds, where an acronym by itself
// is believed.
const aboveChance = 3

// Watching finds the papers of the watched topics: those that hold a phrase of
// the topic or two of its acronyms, those that hold one acronym and whose
// neighbours hold a phrase or are seeds, the seeds, and the papers most of whose
// neighbours belong by these rules and that are nearer to the mean of the seeds
// than half of the seeds are. Where a topic has nothing but acronyms, these are
// believed.
//
// found is what f, made for WatchedTerms(watches), finds in the papers of s;
// now is what the run says of the discovered topics. A number belongs to a
// name, in whatever order the watches stand.
func Watching(s Space, watches []Watch, f *text.Finder, found []text.Found, past Past, now Result, o Options) Watched {
	out := Watched{Unwatched: slices.Clone(past.Watched)}
	next, term := 1, 0
	for _, t := range past.Watched {
		next = max(next, t.ID.Number+1)
	}
	for _, w := range watches {
		e := newEvidence(s.Graph.Len(), w, f, term)
		for _, hit := range found {
			if i := int(hit.Term) - term; i >= 0 && i < len(w.Terms) {
				e.hold(hit.Doc, f.Acronym(int(hit.Term)))
			}
		}
		term += len(w.Terms)

		t := Topic{ID: ID{IsWatched, next}, Label: []string{w.Name}, Renamed: true, BornRun: o.Run, BornAsOf: o.AsOf}
		at := slices.IndexFunc(out.Unwatched, func(t Topic) bool { return t.Name() == w.Name })
		if at >= 0 {
			t = out.Unwatched[at]
			out.Unwatched = slices.Delete(out.Unwatched, at, at+1)
		} else {
			next++
		}
		rows := e.members(s)
		t.Terms, t.State, t.Stability, t.Papers = w.Terms, Living, -1, len(rows)
		t.Typical, t.Medoid = nil, 0
		if len(rows) > 0 {
			groups := [][]int32{rows}
			t.Typical = typical(rows, similarities(s.Dense, groups, centres(s.Dense, groups, 1), 1), typicalPapers)
			t.Medoid = t.Typical[0]
		}
		home := homeOf(rows, now)
		if at < 0 && e.believing && len(w.Terms) > 0 {
			out.Warnings = append(out.Warnings, onlyAcronyms(t))
		}
		if home.follow(t, past, now, o.AsOf); home.News != "" {
			out.Warnings = append(out.Warnings, home.News)
		}
		out.Topics, out.Rows, out.Homes = append(out.Topics, t), append(out.Rows, rows), append(out.Homes, home)
	}
	for i, t := range out.Unwatched {
		out.Unwatched[i] = Topic{ID: t.ID, Label: t.Label, Renamed: true, Stability: -1, State: Resting, BornRun: t.BornRun, BornAsOf: t.BornAsOf}
	}
	return out
}

// evidence is what the papers show of one watched topic.
type evidence struct {
	seeds     []int32
	sure      []bool  // holds a phrase, or is a seed
	acronyms  []uint8 // different ones that the paper holds
	believing bool    // there is nothing but acronyms to go by
}

func newEvidence(papers int, w Watch, f *text.Finder, firstTerm int) *evidence {
	e := &evidence{seeds: w.Seeds, sure: make([]bool, papers), acronyms: make([]uint8, papers), believing: len(w.Seeds) == 0}
	for _, row := range w.Seeds {
		e.sure[row] = true
	}
	for i := range w.Terms {
		e.believing = e.believing && f.Acronym(firstTerm+i)
	}
	return e
}

func (e *evidence) hold(row int32, acronym bool) {
	if acronym {
		e.acronyms[row]++
	} else {
		e.sure[row] = true
	}
}

// members returns the rows that belong, ascending.
func (e *evidence) members(s Space) []int32 {
	var rows []int32
	belongs := slices.Clone(e.sure)
	sure := 0
	for _, is := range e.sure {
		if is {
			sure++
		}
	}
	for row, n := range e.acronyms {
		if n > 0 && !belongs[row] {
			belongs[row] = n > 1 || e.believing || beside(s, row, e.sure)*len(belongs) > aboveChance*neighbours(s, row)*sure
		}
	}
	near := e.nearSeeds(s)
	for row := range belongs {
		if belongs[row] || near(int32(row)) && 2*beside(s, row, belongs) > neighbours(s, row) {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// nearSeeds returns a test of whether a paper is nearer to the mean of the
// seeds than half of these are.
func (e *evidence) nearSeeds(s Space) func(row int32) bool {
	if len(e.seeds) == 0 {
		return func(int32) bool { return false }
	}
	centre := vector(centres(s.Dense, [][]int32{e.seeds}, 1), 0)
	far := make([]float32, len(e.seeds))
	for i, row := range e.seeds {
		far[i] = cosine(vector(s.Dense, int(row)), centre)
	}
	slices.Sort(far)
	middle := far[(len(far)-1)/2]
	return func(row int32) bool { return cosine(vector(s.Dense, int(row)), centre) > middle }
}

// beside counts the papers of a set among those that a paper is nearest to.
func beside(s Space, row int, in []bool) (n int) {
	for e := s.Graph.Start[row]; e < s.Graph.Start[row+1]; e++ {
		if s.Graph.Names[e] && in[s.Graph.To[e]] {
			n++
		}
	}
	return n
}

// neighbours counts the papers that a paper is nearest to.
func neighbours(s Space, row int) (n int) {
	for e := s.Graph.Start[row]; e < s.Graph.Start[row+1]; e++ {
		if s.Graph.Names[e] {
			n++
		}
	}
	return n
}
