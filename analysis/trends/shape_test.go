package trends

import "testing"

// Papers in weeks 1, 1, 1, 3 and 5 of a history whose fourth week is empty and
// whose newest complete week is the fifth: ages 4, 4, 4, 2 and 0, median 4.
// Without one of the first week: 4, 4, 2, 0, median 3. One paper in the week
// that is not complete does not count.
func TestFirstAndHalfLife(t *testing.T) {
	c := weekly([]int{9, 9, 9, 0, 9, 9}, [][]int{{3, 0, 1, 0, 1, 1}, {2, 0, 1, 0, 1, 1}, {0, 0, 0, 0, 4, 0}, {0, 0, 0, 0, 0, 4}})
	c.Periods[5].Complete = false
	f := Test(c, Default())
	Describe(c, &f)
	for topic, want := range []Shape{
		{First: c.Periods[0].Period, HalfLife: 4},
		{First: c.Periods[0].Period, HalfLife: 3},
		{First: c.Periods[4].Period, HalfLife: 0},
		{},
	} {
		if s := f.Trends[topic].Shape; s.First != want.First || s.HalfLife != want.HalfLife {
			t.Errorf("topic %d: %+v, want %+v", topic, s, want)
		}
	}
	c.Selection = true
	f = Test(c, Default())
	if Describe(c, &f); !f.Trends[0].First.IsZero() {
		t.Error("a selection has a first appearance")
	}
}
