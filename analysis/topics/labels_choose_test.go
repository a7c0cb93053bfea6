package topics

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/text"
)

// Where phrases were learnt from some papers, topics are named by these: the
// topics of the others do not matter.
func TestLabelsFromSomePapers(t *testing.T) {
	c := new(collection).
		add(0, 4, "Graph kernels | Graph kernels compare molecules.").
		add(1, 4, "Speculative decoding | Speculative decoding drafts tokens.").
		add(0, 4, "Galaxy clusters | Galaxy clusters bend light.")
	p, err := text.FindPhrases(text.DocsOf(c.docs), []int32{0, 1, 2, 3, 4, 5, 6, 7}, text.Default(), 1)
	if err != nil {
		t.Fatal(err)
	}
	first := collection{c.docs[:8], c.of[:8]}
	want := first.labels(nil)
	if d := cmp.Diff(want, Labels(p, c.of, 2, nil, []string{"Title 0", "Title 1"})); d != "" {
		t.Errorf("labels (-of these papers +of all):\n%s", d)
	}
}
