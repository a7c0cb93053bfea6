package topics

import (
	"slices"
	"testing"
)

// BenchmarkStages times what Follow does beside clustering and naming, on
// 2,400 papers of 24 subjects; see BenchmarkFollow and BenchmarkLabels.
func BenchmarkStages(b *testing.B) {
	w := newWorld(15)
	n := map[int]int{}
	for s := range 24 {
		n[s] = 100
	}
	w.week(0, n)
	s := w.space()
	o := Default()
	o.Run, o.AsOf = 1, monday(1)
	r := Follow(s, Past{}, o, 1)
	groups := members(r.Of, len(r.Topics))
	v := look(s, groups, o.Workers)
	unknown := make([]int, len(groups))
	for i := range unknown {
		unknown[i] = -1
	}
	of := mapping{graph: s.Graph, dense: s.Dense, of: r.Of, near: r.Of, similarity: r.Similarity, centre: v.centre}
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"number", func() { number(s, o, 1) }},
		{"look", func() { look(s, groups, o.Workers) }},
		{"stability", func() { measureStability(s, r.Of, r.Topics, o, 1) }},
		{"coherence", func() { coherence(s.Docs, v.keys(s), o.Workers) }},
		{"themes", func() { group(s, r.Of, slices.Clone(r.Topics), v, Past{}, true, o) }},
		{"map", func() { positions(v, unknown, nil, 1) }},
		{"spots", func() { of.spots(r.Position, o.Workers) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}
