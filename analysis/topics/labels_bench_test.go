package topics

import (
	"math/rand/v2"
	"testing"
)

// Labels of 33 topics of 4,000 made-up papers. What takes time is weighing the
// phrases of each topic.
func BenchmarkLabels(b *testing.B) {
	c := randomCollection(rand.New(rand.NewPCG(1, 1)), 4000, 33)
	p := c.phrases()
	fallback := make([]string, 33)
	b.ReportAllocs()
	for b.Loop() {
		Labels(p, c.of, 33, nil, fallback)
	}
}
