package history

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
)

// liveWith lives a run that says what change makes of what say says.
func liveWith(t *testing.T, d *DB, asOf string, change func(*Run), records ...corpus.Paper) {
	t.Helper()
	tx := begin(t, d)
	defer tx.Close()
	if _, err := tx.Add(t.Context(), spooled(records), nil); err != nil {
		t.Fatal(err)
	}
	state, err := tx.State(t.Context(), day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	r := say(state)
	change(&r)
	if _, err := tx.Commit(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

// counting makes a run say how many papers of T001 and T002 each of the weeks
// from 2025-W26 has; a week of −1 is not over.
func counting(weeks ...[2]int) func(*Run) {
	return func(r *Run) {
		first := r.Counts.Periods[0].Period
		r.Counts = trends.Counts{Unit: calendar.Week, Topic: make([][]int, 2)}
		r.Shares = make([][]trends.Share, 2)
		for i, w := range weeks {
			complete := w[0] >= 0
			if !complete {
				w = [2]int{}
			}
			p := calendar.Period{Unit: first.Unit, Index: first.Index + int32(i)}
			if complete {
				r.Reported = p
			}
			r.Counts.Periods = append(r.Counts.Periods, trends.PeriodInfo{Period: p, Papers: w[0] + w[1], Complete: complete})
			for topic := range 2 {
				r.Counts.Topic[topic] = append(r.Counts.Topic[topic], w[topic])
				r.Shares[topic] = append(r.Shares[topic], trends.Share{Papers: w[topic], Total: w[0] + w[1]})
			}
		}
	}
}

// What is said first of a period stays, whatever is said of it later; a run
// that is withdrawn was not the first.
func TestVintages(t *testing.T) {
	d := create(t, temp(t))
	one, two, rested := topics.ID{Number: 1}, topics.ID{Number: 2}, topics.ID{Number: 7}
	unfinished := [2]int{-1, 0}
	liveWith(t, d, "2025-06-25", counting(unfinished), three()...)
	liveWith(t, d, "2025-06-30", func(r *Run) {
		counting([2]int{3, 1}, unfinished)(r)
		r.Rested = []topics.Topic{{ID: rested}}
	})
	liveWith(t, d, "2025-07-07", counting([2]int{4, 1}, [2]int{2, 2}, unfinished))
	liveWith(t, d, "2025-07-08", counting([2]int{5, 1}, [2]int{2, 3}, unfinished))

	week := func(i int32) calendar.Period {
		p, _ := day("2025-06-23").In(calendar.Week)
		return calendar.Period{Unit: p.Unit, Index: p.Index + i}
	}
	first := Vintage{Run: 2, Period: week(0), Papers: 4, Of: map[topics.ID]int{one: 3, two: 1, rested: 0}}
	second := Vintage{Run: 3, Period: week(1), Papers: 4, Of: map[topics.ID]int{one: 2, two: 2}}
	same := func(what string, got []Vintage, want ...Vintage) {
		t.Helper()
		if diff := cmp.Diff(append([]Vintage{}, want...), append([]Vintage{}, got...)); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	as := func(n int) []Vintage {
		t.Helper()
		all, err := d.Vintages(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	started := func(n int) []Vintage {
		t.Helper()
		s, err := d.Start(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		return s.Vintages
	}
	same("as of run 1", as(1))
	same("as of run 2", as(2), first)
	same("as of the newest run", as(0), first, second)
	same("start of run 2", started(2))
	same("start of run 4", started(4), first, second)
	same("start of the next", stateOf(t, d, "2025-07-08").Vintages, first, second)
	if share, ok := first.Share(one); !ok || share != .75 {
		t.Errorf("share %v, %v; want 3 of 4", share, ok)
	}
	if share, ok := first.Share(rested); !ok || share != 0 {
		t.Errorf("a topic without papers: share %v, %v", share, ok)
	}
	if _, ok := first.Share(topics.ID{Number: 3}); ok {
		t.Error("a topic that run 2 did not know has a share in it")
	}

	withdraw(t, d, 2) // run 3 is the first then that saw both weeks whole
	third := Vintage{Run: 3, Period: week(0), Papers: 5, Of: map[topics.ID]int{one: 4, two: 1}}
	same("run 2 is withdrawn", stateOf(t, d, "2025-07-08").Vintages, third, second)
	same("run 2 is withdrawn, start of run 4", started(4), first, second)
	withdraw(t, d, 3)
	liveWith(t, d, "2025-07-09", counting([2]int{6, 1}, [2]int{2, 4}, [2]int{9, 9}))
	fourth := Vintage{Run: 4, Period: week(0), Papers: 6, Of: map[topics.ID]int{one: 5, two: 1}}
	fourth1 := Vintage{Run: 4, Period: week(1), Papers: 5, Of: map[topics.ID]int{one: 2, two: 3}}
	fifth := Vintage{Run: 5, Period: week(2), Papers: 18, Of: map[topics.ID]int{one: 9, two: 9}}
	same("runs 2 and 3 are withdrawn", as(5), fourth, fourth1, fifth)
	same("as of run 4", as(4), first, second)
	withdraw(t, d, 4)
	withdraw(t, d, 5)
	same("nothing is left", stateOf(t, d, "2025-07-09").Vintages)
}
