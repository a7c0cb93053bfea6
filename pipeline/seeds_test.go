package pipeline

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// write puts a file into a folder of the test's own.
func write(t *testing.T, name, content string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestReadSeeds holds what a reference manager writes to the ids and the title
// that each entry is known by.
func TestReadSeeds(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    [][]string
	}{
		"a.bib": {
			"\uFEFFsome words\n@comment{jabref-meta: x;}\n@string{x = \"y\"}\n" +
				"@article{key:1,\n  Title = {{Visual Autoregressive} Modeling: {S}caling\n via},\n  eprint={2404.02905v2},\n  archivePrefix = {arXiv},\n}\n" +
				"@InProceedings(k2, title = \"A {\"}Schr{\\\"o}dinger{\"} bridge\", doi=10.1145/3292500.3330701)\n" +
				"@misc{k3, year = 2020, url = {https://arxiv.org/abs/1706.03762}}\n" +
				"@misc{k4, year = 2020}\n@book{broken, title = {Whole}, note = {never closed",
			[][]string{
				{"2404.02905", "Visual Autoregressive Modeling: Scaling via"},
				{"10.1145/3292500.3330701", "A \"Schrödinger\" bridge"},
				{"1706.03762"},
				// k4 names nothing, and nobody closes the last.
			},
		},
		"b.RIS": {
			"\uFEFF\r\nTY  - JOUR\r\nTI  - A title that\r\n  goes on\r\nDO  - https://doi.org/10.1000/ABC\r\nAU  - Some - One\r\nER  - \r\n\r\n" +
				"TY  - JOUR\nT1  - Another - with dashes\nUR  - http://arxiv.org/abs/2404.02905v1\nN2  - Text\n\nTY  - JOUR\nTI  - No end",
			[][]string{{"10.1000/abc", "A title that goes on"}, {"2404.02905", "Another - with dashes"}, {"No end"}},
		},
	} {
		got, err := readSeeds(write(t, name, c.content))
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	for _, name := range []string{"empty.bib", "empty.ris"} {
		if got, err := readSeeds(write(t, name, "no entries {here}")); err == nil {
			t.Errorf("%s: %v, want an error", name, got)
		}
	}
}

// TestPaperFinder: an id in any spelling, a duplicate's id, and a whole title
// that one paper bears.
func TestPaperFinder(t *testing.T) {
	papers := []corpus.Paper{
		{ID: "2404.02905", Title: "Visual Auto-Regressive Modeling of Things", Aliases: []string{"hf-1"}},
		{ID: "10.1000/x", DOI: "10.1000/x", Title: "Introduction"},
		{ID: "b", Title: "Introduction"},
	}
	wanted := map[string]int32{
		"2404.02905": 0, "arXiv:2404.02905v3": 0, "https://arxiv.org/abs/2404.02905": 0, "hf-1": 0,
		"visual autoregressive modeling of things": 0, "https://doi.org/10.1000/X": 1, "copy": 2,
		"Introduction": -1, "visual": -1, "": -1,
	}
	state := history.State{Papers: papers, Duplicates: []history.Duplicate{{ID: "copy", Row: 2}}}
	find := newPaperFinder(state, slices.Collect(maps.Keys(wanted)))
	for name, want := range wanted {
		if row, ok := find.paper([]string{"unknown", name}); ok != (want >= 0) || ok && row != want {
			t.Errorf("%q: row %d, %t, want %d", name, row, ok, want)
		}
	}
}
