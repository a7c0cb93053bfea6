package topics

import (
	"slices"
	"testing"

	"papertide/analysis/calendar"
)

// Three topics have ten papers each in the eight weeks before a group of six;
// after it began, 20 other papers come, of which a third, 6.7, would be each
// topic's. None comes in the first two, whose papers are the group's neighbours
// half and half: the group makes them one. With two papers in the first, above a
// quarter of 6.7, that one goes on; with ten others, 3.3 expected tell nothing.
func TestJoint(t *testing.T) {
	for _, c := range []struct {
		name  string
		after []int32 // topics of the other papers that come after
		share []float64
		want  bool
	}{
		{"two topics that end in the group", slices.Repeat([]int32{2}, 20), []float64{.5, .5, 0}, true},
		{"one goes on", append([]int32{0, 0}, slices.Repeat([]int32{2}, 18)...), []float64{.5, .5, 0}, false},
		{"one paper is no going on", append([]int32{0}, slices.Repeat([]int32{2}, 19)...), []float64{.5, .5, 0}, true},
		{"too few to tell", slices.Repeat([]int32{2}, 10), []float64{.5, .5, 0}, false},
		{"neighbours in three topics", slices.Repeat([]int32{2}, 20), []float64{.4, .3, .3}, false},
		{"a fifth is no part", slices.Repeat([]int32{2}, 20), []float64{.79, .21, 0}, false},
	} {
		var of, rows []int32
		var s Space
		add := func(topic int32, day int) {
			of, s.Dates = append(of, topic), append(s.Dates, calendar.Date{Day: int32(20000 + day), Precision: calendar.ToDay})
		}
		for topic := range int32(3) {
			for i := range 10 {
				add(topic, i)
			}
		}
		for i := range 6 {
			rows = append(rows, int32(len(of)))
			add(0, 20+i)
		}
		for i, topic := range c.after {
			add(topic, 20+i%6)
		}
		s.Graph = graphOf(make([][]int, len(of)))
		p := parted(of, false, false, false)
		if m, is := p.joint(s, rows, c.share, Default()); is != c.want || is && (m.a != 0 || m.b != 1) {
			t.Errorf("%s: %v, %v", c.name, m, is)
		}
	}
}
