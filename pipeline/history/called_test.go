package history

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// The page of the week before is asked, of whose runs the newest speaks: what a
// withdrawn run said, or another run of the same week, is not what readers saw
// last Monday.
func TestCalled(t *testing.T) {
	d := create(t, temp(t))
	calling := func(first, second trends.Trend, weeks ...[2]int) func(*Run) {
		return func(r *Run) {
			counting(weeks...)(r)
			r.Trends.Trends = []trends.Trend{first, second}
		}
	}
	test := func(v trends.Verdict) trends.Trend {
		return trends.Trend{Movers: []trends.Mover{{Horizon: trends.Long, Change: trends.Change{Verdict: v}}}}
	}
	rising, none := test(trends.Rising), test(trends.NoEvidence)
	confirmed := rising
	confirmed.Evidence = trends.Evidence{E: 60, Direction: trends.Rising, Confirmed: true}
	squeezed := test(trends.Squeezed)

	one, two := [2]int{3, 1}, [2]int{2, 2}
	liveWith(t, d, "2025-06-30", calling(rising, none, one), three()...)
	liveWith(t, d, "2025-07-01", calling(confirmed, squeezed, one))
	liveWith(t, d, "2025-07-07", calling(none, rising, one, two))
	liveWith(t, d, "2025-07-08", calling(none, none, one, two))

	week := func(i int32) calendar.Period {
		p, _ := day("2025-06-23").In(calendar.Week)
		return calendar.Period{Unit: p.Unit, Index: p.Index + i}
	}
	start, err := d.Start(t.Context(), 4)
	if err != nil {
		t.Fatal(err)
	}
	for reported, want := range map[calendar.Period]Called{
		week(0): {},
		week(1): {Run: 2, Reported: week(0), Movers: []CalledMover{
			{ID: topics.ID{Number: 1}, Name: "even", Verdict: trends.Rising, Confirmed: true},
			{ID: topics.ID{Number: 2}, Name: "odd", Verdict: trends.Squeezed},
		}},
		week(2): {Run: 3, Reported: week(1), Movers: []CalledMover{
			{ID: topics.ID{Number: 2}, Name: "odd", Verdict: trends.Rising},
		}},
		{Unit: calendar.Month, Index: 700}: {},
	} {
		got, err := start.Called(reported)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("before %s: %s", reported, diff)
		}
	}

	runs, err := d.Runs(t.Context()) // the newest first
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 1, 2, 1} {
		if got := len(runs[i].Movers); got != want {
			t.Errorf("run %d is listed with %d movers, want %d", runs[i].Number, got, want)
		}
	}
}

// Of each reported week, in order, the newest run speaks.
func TestEachReported(t *testing.T) {
	d := create(t, temp(t))
	liveWith(t, d, "2025-06-30", counting([2]int{3, 1}), three()...)
	liveWith(t, d, "2025-07-07", counting([2]int{3, 1}, [2]int{2, 2}))
	liveWith(t, d, "2025-07-08", counting([2]int{3, 1}, [2]int{2, 3}))
	var runs []int
	if err := d.EachReported(t.Context(), func(r Run) error {
		runs = append(runs, r.Number)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 3}, runs); diff != "" {
		t.Error(diff)
	}
}
