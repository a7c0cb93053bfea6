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
// for, so that a Watcher can tell whose they are.
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

// A Watcher finds the papers of the watched topics.
type Watcher struct {
	watches  []Watch
	finder   *text.Finder
	evidence []*evidence // of each watch
}

// NewWatcher finds the papers of the watched topics among those of s: those
// that hold a phrase of the topic or two of its acronyms, those that hold one
// acronym and whose neighbours hold a phrase or are seeds, the seeds, and the
// papers most of whose neighbours belong by these rules and that are nearer to
// the mean of the seeds than half of the seeds are. Where a topic has nothing
// but acronyms, these are believed.
//
// found is what f, made for WatchedTerms(watches), finds in the papers of s.
// Seeds are rows of s; rows are where its papers stand among all, nil if they
// are all.
func NewWatcher(s Space, rows []int32, watches []Watch, f *text.Finder, found []text.Found) *Watcher {
	w := &Watcher{watches: watches, finder: f}
	for i, held := range w.held(found, s.Graph.Len()) {
		w.evidence = append(w.evidence, newEvidence(s, rows, watches[i], held, w.acronymsOnly(i)))
	}
	return w
}

// Add finds papers of the watched topics among others. found is what the
// finder finds in them.
func (w *Watcher) Add(p Others, found []text.Found) {
	for i, held := range w.held(found, len(p.Rows)) {
		w.evidence[i].add(p, held)
	}
}

// Tell returns the watched topics. past and now, what the run says of the
// discovered topics, are about all papers. A number belongs to a name, in
// whatever order the watches stand.
func (w *Watcher) Tell(past Past, now Result, o Options) Watched {
	out := Watched{Unwatched: slices.Clone(past.Watched)}
	next := 1
	for _, t := range past.Watched {
		next = max(next, t.ID.Number+1)
	}
	for i, watch := range w.watches {
		t := Topic{ID: ID{IsWatched, next}, Label: []string{watch.Name}, Renamed: true, BornRun: o.Run, BornAsOf: o.AsOf}
		at := slices.IndexFunc(out.Unwatched, func(t Topic) bool { return t.Name() == watch.Name })
		if at >= 0 {
			t = out.Unwatched[at]
			out.Unwatched = slices.Delete(out.Unwatched, at, at+1)
		} else {
			next++
		}
		rows := slices.Sorted(slices.Values(w.evidence[i].rows))
		t.Terms, t.State, t.Stability, t.Papers = watch.Terms, Living, -1, len(rows)
		t.Typical, t.Medoid = w.evidence[i].typical, 0
		if len(t.Typical) > 0 {
			t.Medoid = t.Typical[0]
		}
		home := homeOf(rows, now)
		if at < 0 && w.acronymsOnly(i) && len(watch.Terms) > 0 {
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

// acronymsOnly says whether a watch has nothing else to go by.
func (w *Watcher) acronymsOnly(watch int) bool {
	first := len(WatchedTerms(w.watches[:watch]))
	for i := range w.watches[watch].Terms {
		if !w.finder.Acronym(first + i) {
			return false
		}
	}
	return len(w.watches[watch].Seeds) == 0
}

// holding is what papers hold of a watch's terms.
type holding struct {
	phrase   []bool
	acronyms []uint8 // different ones
}

// held says for each watch what papers hold.
func (w *Watcher) held(found []text.Found, papers int) []holding {
	all := make([]holding, len(w.watches))
	var of []int // watch of each term
	for i, watch := range w.watches {
		all[i] = holding{make([]bool, papers), make([]uint8, papers)}
		of = append(of, slices.Repeat([]int{i}, len(watch.Terms))...)
	}
	for _, hit := range found {
		if h := all[of[hit.Term]]; w.finder.Acronym(int(hit.Term)) {
			h.acronyms[hit.Doc]++
		} else {
			h.phrase[hit.Doc] = true
		}
	}
	return all
}
