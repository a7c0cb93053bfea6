package pipeline

import (
	"fmt"
	"os"
	"strings"

	"papertide/analysis/text"
	"papertide/pipeline/corpus"
)

// readSeeds reads the papers of a .bib or .ris file, each as the ids and the
// title that it may be known by. An entry that cannot be read seeds nothing;
// where none can, the first of them tells why.
func readSeeds(name string) ([][]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	papers, left, err := corpus.Named(name, f)
	if err != nil {
		return nil, err
	}
	var seeds [][]string
	for _, p := range papers {
		var names []string
		for _, id := range append([]string{p.ID, p.DOI}, p.Aliases...) {
			if id != "" && !strings.HasPrefix(id, "title:") && (len(names) == 0 || id != names[0]) {
				names = append(names, id)
			}
		}
		if title := text.Plain(p.Title); title != "" {
			names = append(names, title)
		}
		seeds = append(seeds, names)
	}
	if len(seeds) == 0 {
		err := fmt.Errorf("%s: no entry with an id, a DOI or a title", name)
		if len(left) > 0 {
			err = fmt.Errorf("%w (%s: %s)", err, left[0].Place, left[0].Reason)
		}
		return nil, err
	}
	return seeds, nil
}
