package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"papertide/analysis/text"
	"papertide/analysis/topics"
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

// A watcher finds the papers of the watched topics, by their texts and by where
// they stand.
type watcher struct {
	*topics.Watcher
	finder  *text.Finder
	workers int
}

// searched is the number of documents that are in memory at a time.
const searched = 4096

// watch finds the papers of the watched topics among those of a space, which
// have the given rows among all (nil: they are all).
func (s Settings) watch(watches []topics.Watch, docs text.Docs, space topics.Space, rows []int32, workers int) (watcher, error) {
	w := watcher{finder: text.NewFinder(topics.WatchedTerms(watches), s.text(), space.Phrases), workers: workers}
	var found []text.Found
	for from := 0; from < docs.Len && len(watches) > 0; from += searched {
		some, err := docs.Range(from, min(from+searched, docs.Len))
		if err != nil {
			return w, err
		}
		for _, f := range w.finder.Find(some, workers) {
			found = append(found, text.Found{Doc: f.Doc + int32(from), Term: f.Term})
		}
	}
	w.Watcher = topics.NewWatcher(space, rows, watches, w.finder, found)
	return w, nil
}

// add finds papers of the watched topics among others.
func (w watcher) add(p topics.Others, docs []string) { w.Add(p, w.finder.Find(docs, w.workers)) }
