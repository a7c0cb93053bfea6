package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"papertide/analysis/text"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// A Watch is a topic that the user defines by terms, by papers that belong to
// it, or by both.
type Watch struct {
	Name  string     `json:"name"`
	Terms []string   `json:"terms,omitempty"`
	Seeds [][]string `json:"seeds,omitempty"` // papers, each by its ids and its title, whichever are known
}

// watchConfig is [[watch]] of the configuration.
type watchConfig struct {
	Name  string   `toml:"name"`
	Terms []string `toml:"terms"`
	Seeds []string `toml:"seeds"` // ids, titles, .bib and .ris files
}

// watch reads the files among the seeds, which stand beside the configuration.
func (w watchConfig) watch(dir string) (Watch, error) {
	out := Watch{Name: oneLine(w.Name)}
	for _, term := range w.Terms {
		if term = oneLine(term); term != "" {
			out.Terms = append(out.Terms, term)
		}
	}
	for _, seed := range w.Seeds {
		switch strings.ToLower(filepath.Ext(seed)) {
		case ".bib", ".ris":
			if !filepath.IsAbs(seed) {
				seed = filepath.Join(dir, seed)
			}
			papers, err := readSeeds(seed)
			if err != nil {
				return out, fmt.Errorf("watched topic %q: %w", out.Name, err)
			}
			out.Seeds = append(out.Seeds, papers...)
		default:
			if seed = oneLine(seed); seed != "" {
				out.Seeds = append(out.Seeds, []string{seed})
			}
		}
	}
	return out, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// checkWatches refuses what cannot be told apart, or finds nothing.
func checkWatches(watches []watchConfig) error {
	names := map[string]bool{}
	for i, w := range watches {
		name := oneLine(w.Name)
		switch {
		case name == "":
			return fmt.Errorf("watch: number %d has no name", i+1)
		case names[name]:
			return fmt.Errorf("watch: %q stands twice", name)
		case len(w.Terms) == 0 && len(w.Seeds) == 0:
			return fmt.Errorf("watch: %q has neither terms nor seeds", name)
		}
		names[name] = true
	}
	return nil
}

// searched is the number of documents that are in memory at a time.
const searched = 4096

// watching finds the papers of the watched topics.
func (s Settings) watching(state history.State, docs text.Docs, space topics.Space, now topics.Result, o topics.Options) (topics.Watched, error) {
	watches, missing := s.watches(state)
	terms := text.NewFinder(topics.WatchedTerms(watches), s.text(), space.Phrases)
	var found []text.Found
	for from := 0; from < docs.Len && len(watches) > 0; from += searched {
		some, err := docs.Range(from, min(from+searched, docs.Len))
		if err != nil {
			return topics.Watched{}, err
		}
		for _, f := range terms.Find(some, o.Workers) {
			found = append(found, text.Found{Doc: f.Doc + int32(from), Term: f.Term})
		}
	}
	w := topics.Watching(space, watches, terms, found, state.Past, now, o)
	w.Warnings = append(missing, w.Warnings...)
	return w, nil
}

// watches finds the seeds among the papers, and says how many are not there.
func (s Settings) watches(state history.State) (watches []topics.Watch, warnings []string) {
	if len(s.Watch) == 0 {
		return nil, nil
	}
	find := newPaperFinder(state)
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
			warnings = append(warnings, fmt.Sprintf("watched topic %q: %d of %d seeds not among the papers", w.Name, missing, len(w.Seeds)))
		}
		watches = append(watches, out)
	}
	return watches, warnings
}

// A paperFinder finds papers by what users call them.
type paperFinder struct {
	byID    map[string]int32
	byTitle map[string]int32 // TitleKey; −1: several papers
}

func newPaperFinder(s history.State) paperFinder {
	f := paperFinder{map[string]int32{}, map[string]int32{}}
	for i, p := range s.Papers {
		row := int32(i)
		for _, id := range append([]string{p.ID, p.DOI}, p.Aliases...) {
			f.byID[id] = row
		}
		key := corpus.TitleKey(p.Title)
		if _, taken := f.byTitle[key]; taken {
			row = -1
		}
		f.byTitle[key] = row
	}
	for _, d := range s.Duplicates {
		f.byID[d.ID] = int32(d.Row)
	}
	delete(f.byID, "")
	return f
}

// paper returns the row of the first of the names that is a paper's id or its
// whole title.
func (f paperFinder) paper(names []string) (row int32, ok bool) {
	for _, name := range names {
		p := corpus.Paper{ID: name, Title: name}
		corpus.Identify(&p)
		for _, id := range []string{name, p.ID} {
			if row, ok := f.byID[id]; ok {
				return row, true
			}
		}
		if row, ok := f.byTitle[corpus.TitleKey(name)]; ok && row >= 0 {
			return row, true
		}
	}
	return 0, false
}
