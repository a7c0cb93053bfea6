package pipeline

import (
	"fmt"
	"maps"
	"slices"

	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// named is what the configuration says of single papers, by their rows.
type named struct {
	watches []topics.Watch
	assign  []topics.Assignment
	unknown []string // warnings: papers to be assigned that are not there
	missing []string // warnings: seeds that are not there
}

// named finds the papers that the configuration names.
func (s Settings) named(state history.State) (n named) {
	assigned := slices.Sorted(maps.Keys(s.Corrections.Assign))
	names := slices.Clone(assigned)
	for _, w := range s.Watch {
		names = append(names, slices.Concat(w.Seeds...)...)
	}
	find := newPaperFinder(state, names)
	for _, paper := range assigned {
		if row, ok := find.paper([]string{paper}); ok {
			n.assign = append(n.assign, topics.Assignment{Row: row, Paper: paper, Topic: s.Corrections.Assign[paper]})
		} else {
			n.unknown = append(n.unknown, fmt.Sprintf("corrections.assign: no paper %q yet", paper))
		}
	}
	for _, w := range s.Watch {
		out := topics.Watch{Name: w.Name, Terms: w.Terms}
		missing := 0
		for _, names := range w.Seeds {
			if row, ok := find.paper(names); ok {
				out.Seeds = append(out.Seeds, row)
			} else {
				missing++
			}
		}
		if missing > 0 {
			n.missing = append(n.missing, fmt.Sprintf("watched topic %q: %d of %d seeds not among the papers", w.Name, missing, len(w.Seeds)))
		}
		n.watches = append(n.watches, out)
	}
	return n
}

// rows lists the papers.
func (n named) rows() (rows []int32) {
	for _, a := range n.assign {
		rows = append(rows, a.Row)
	}
	for _, w := range n.watches {
		rows = append(rows, w.Seeds...)
	}
	return rows
}

// moved returns n by other rows: row i became to[i].
func (n named) moved(to []int) named {
	n.assign, n.watches = slices.Clone(n.assign), slices.Clone(n.watches)
	for i := range n.assign {
		n.assign[i].Row = int32(to[n.assign[i].Row])
	}
	for i := range n.watches {
		seeds := slices.Clone(n.watches[i].Seeds)
		for j := range seeds {
			seeds[j] = int32(to[seeds[j]])
		}
		n.watches[i].Seeds = seeds
	}
	return n
}

// A paperFinder finds papers by what users call them.
type paperFinder struct {
	byID    map[string]int32
	byTitle map[string]int32 // TitleKey; −1: several papers
}

// none marks a name that is looked for and that no paper has.
const none = -2

// newPaperFinder looks for papers of these names.
func newPaperFinder(s history.State, names []string) paperFinder {
	f := paperFinder{map[string]int32{}, map[string]int32{}}
	for _, name := range names {
		for _, id := range idsOf(name) {
			f.byID[id] = none
		}
		f.byTitle[corpus.TitleKey(name)] = none
	}
	if len(names) == 0 {
		return f
	}
	take := func(id string, row int32) {
		if _, wanted := f.byID[id]; wanted && id != "" {
			f.byID[id] = row
		}
	}
	for i, p := range s.Papers {
		row := int32(i)
		take(p.ID, row)
		take(p.DOI, row)
		for _, id := range p.Aliases {
			take(id, row)
		}
		if was, wanted := f.byTitle[corpus.TitleKey(p.Title)]; wanted {
			if was != none {
				row = -1
			}
			f.byTitle[corpus.TitleKey(p.Title)] = row
		}
	}
	for _, d := range s.Duplicates {
		take(d.ID, int32(d.Row))
	}
	return f
}

// idsOf returns the ids that a name may be: as it stands, and in the spelling
// of the history.
func idsOf(name string) []string {
	p := corpus.Paper{ID: name, Title: name}
	corpus.Identify(&p)
	return []string{name, p.ID}
}

// paper returns the row of the first of the names that is a paper's id or its
// whole title.
func (f paperFinder) paper(names []string) (row int32, ok bool) {
	for _, name := range names {
		for _, id := range idsOf(name) {
			if row, ok := f.byID[id]; ok && row >= 0 {
				return row, true
			}
		}
		if row, ok := f.byTitle[corpus.TitleKey(name)]; ok && row >= 0 {
			return row, true
		}
	}
	return 0, false
}
