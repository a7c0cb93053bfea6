package pipeline

import (
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// Thirty papers of one day, seen a month later; the topic of the first fifteen
// has 0 to 14 upvotes, the other 15 to 29. All have comments, but one, so that
// upvotes count. A paper dated to a month has no age, and one of the same week
// is too young.
func TestAttention(t *testing.T) {
	day := calendar.NewDate(2025, 6, 2)
	seen := calendar.NewDate(2025, 7, 2)
	run := history.Run{Topics: make([]topics.Topic, 3)}
	var days []calendar.Date
	add := func(date, on calendar.Date, upvotes, of int) {
		run.Papers = append(run.Papers, corpus.Paper{Date: date, Upvotes: &upvotes, Comments: new(int)})
		run.Of = append(run.Of, int32(of))
		days = append(days, on)
	}
	for i := range 30 {
		add(day, seen, i, i/15)
	}
	run.Papers[7].Comments = nil
	add(calendar.Date{Day: day.Day, Precision: calendar.ToMonth}, seen, 900, 2)
	add(calendar.NewDate(2025, 6, 30), seen, 900, 2)
	got := attention(run, days)
	if len(got) != 3 {
		t.Fatalf("%+v", got)
	}
	// The median of the first has 7 below it, of 29 others; that of the second 22.
	if low, high := got[0], got[1]; low.Papers != 15 || high.Papers != 15 || low.Percentile != 700./29 || high.Percentile != 2200./29 || low.High >= 50 || high.Low <= 50 {
		t.Errorf("%+v and %+v", low, high)
	}
	if young := got[2]; young.Papers != 0 || young.Young != 1 {
		t.Errorf("%+v", young)
	}
	for i := range run.Papers {
		run.Papers[i].Upvotes, run.Papers[i].Comments = nil, nil
	}
	if got := attention(run, days); got != nil {
		t.Errorf("%+v of nothing", got)
	}
}
