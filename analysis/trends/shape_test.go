package trends

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

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

// Of any counts: bursts and changes are in order and within complete periods,
// intervals hold what they are of, and nothing else of a family is touched.
func TestDescribeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCounts(t)
		want := Test(c, Default())
		f := Test(c, Default())
		Describe(c, &f)
		complete := map[calendar.Period]bool{}
		for _, p := range c.Periods {
			complete[p.Period] = p.Complete && p.Papers > 0
		}
		for k := range f.Trends {
			trend := &f.Trends[k]
			last := int32(-1)
			for _, b := range trend.Bursts {
				if !complete[b.Range.First] || !complete[b.Range.Last] || b.Range.First.Index <= last || b.Range.Last.Index < b.Range.First.Index || b.Weight <= 0 {
					t.Errorf("bursts %+v", trend.Bursts)
				}
				last = b.Range.Last.Index
			}
			last = -1
			for _, x := range trend.Changes {
				if !complete[x.At] || x.At.Index <= last || x.Low.Index > x.At.Index || x.High.Index < x.At.Index || x.Before.Total == 0 || x.After.Total == 0 {
					t.Errorf("changes %+v", trend.Changes)
				}
				last = x.At.Index
			}
			if f := trend.Forecast; f != nil {
				if len(f.Ahead) != 4 || f.MASE <= 0 || f.MASE >= 1 || f.Cover80 > f.Cover95 || f.Cover95 > 1 {
					t.Errorf("%+v", f)
				}
				for _, a := range f.Ahead {
					if a.Low95 > a.Low80 || a.Low80 > a.Value || a.Value > a.High80 || a.High80 > a.High95 || a.Low95 < 0 || a.High95 > 1 || complete[a.Period] {
						t.Errorf("%+v", a)
					}
				}
			}
			first := calendar.Period{}
			for i, n := range slices.Backward(c.Topic[k]) {
				if n > 0 && c.Periods[i].Complete && !c.Selection {
					first = c.Periods[i].Period
				}
			}
			if trend.First != first {
				t.Errorf("first seen in %q, want %q", trend.First, first)
			}
			if (trend.Forecast == nil) == (trend.NoForecast == "") && !c.Selection && slices.ContainsFunc(c.Periods, func(p PeriodInfo) bool { return complete[p.Period] }) {
				t.Errorf("a forecast %v, and none because %q", trend.Forecast, trend.NoForecast)
			}
			trend.Shape, trend.Forecast, trend.NoForecast = Shape{}, nil, ""
		}
		if diff := cmp.Diff(want, f); diff != "" {
			t.Error(diff)
		}
	})
}
