package pipeline

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// monthly counts papers that are all dated in one of two months.
func monthly(months ...int) func(rows [][]int32) trends.Counts {
	dates := make([]calendar.Date, len(months))
	for row, m := range months {
		dates[row] = calendar.NewDate(2025, 1, 31*(m-1)+7)
	}
	return func(rows [][]int32) trends.Counts {
		return trends.Count(dates, rows, calendar.Month, calendar.NewDate(2025, 2, 28), false)
	}
}

// Row 1 is in both groups: without the first group the second has row 2 alone,
// and the papers that are left are rows 2 and 3, both of February. January has
// none left, and stays.
func TestWithout(t *testing.T) {
	count := monthly(1, 1, 2, 2)
	got := without([][]int32{{0, 1}, {1, 2}}, []int{0}, count)
	want := count([][]int32{{}, {2}})
	want.Periods[0].Papers = 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSources(t *testing.T) {
	papers := []corpus.Paper{{Source: "hf"}, {Source: "arxiv"}, {Source: "hf"}}
	want := []trends.Source{{Name: "arxiv", Papers: []int{0, 1}}, {Name: "hf", Papers: []int{1, 1}}}
	if diff := cmp.Diff(want, sources(papers, monthly(1, 2, 2))); diff != "" {
		t.Error(diff)
	}
}

// Only a topic that was found because its papers were recent has a start: the
// month after its birth.
func TestStarts(t *testing.T) {
	born := calendar.NewDate(2025, 1, 31)
	got := starts([]topics.Topic{{BornAsOf: born}, {BornAsOf: born, Raised: true}}, calendar.Month)
	february, _ := calendar.NewDate(2025, 2, 1).In(calendar.Month)
	want := []trends.Start{{}, {Period: february, Why: "born in 2025-01"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What was confirmed, is so no longer, and still passes its test is remembered;
// what is confirmed still, what passes the other way and what passes no test is
// not.
func TestRemember(t *testing.T) {
	tested := func(v trends.Verdict, confirmed bool) trends.Trend {
		return trends.Trend{
			Movers:   []trends.Mover{{Change: trends.Change{Verdict: v}}},
			Evidence: trends.Evidence{Direction: v, Confirmed: confirmed},
		}
	}
	run := history.Run{}
	for i, trend := range []trends.Trend{
		tested(trends.Rising, false), tested(trends.Rising, true), tested(trends.Falling, false), tested(trends.NoEvidence, false), tested(trends.Rising, false),
	} {
		id := topics.ID{Number: i + 1}
		run.Topics, run.Trends.Trends = append(run.Topics, topics.Topic{ID: id}), append(run.Trends.Trends, trend)
		run.Before.Movers = append(run.Before.Movers, history.CalledMover{ID: id, Verdict: trends.Rising, Confirmed: i < 4})
	}
	remember(&run)
	for i, want := range []bool{true, false, false, false, false} {
		if got := run.Trends.Trends[i].WasConfirmed; got != want {
			t.Errorf("topic %d was confirmed: %v, want %v", i, got, want)
		}
	}
}

// Of four papers, the run before held three: one stayed in T001, one went to
// T002, one stayed in T002, and the fourth is new.
func TestFlow(t *testing.T) {
	one, two := topics.ID{Number: 1}, topics.ID{Number: 2}
	january, _ := calendar.NewDate(2025, 1, 1).In(calendar.Month)
	s := history.State{
		Vintages: []history.Vintage{{Run: 3, Period: january}},
		Earlier: func(runs []int) ([]history.Earlier, error) {
			if len(runs) != 1 || runs[0] != 3 {
				t.Errorf("asked for runs %v", runs)
			}
			theme := topics.ID{Kind: topics.IsTheme, Number: 1}
			return []history.Earlier{{Run: 3, Of: map[topics.ID][]int32{one: {0, 1}, two: {2}, theme: {0, 1, 2}}}}, nil
		},
	}
	run := history.Run{Papers: make([]corpus.Paper, 4), Of: []int32{0, 1, 1, 0}, Topics: []topics.Topic{{ID: one}, {ID: two}}}
	got, err := flow(s, run)
	want := history.Flow{Run: 3, Reported: january, Flows: []topics.Flow{{To: one, Papers: 1}, {From: one, To: one, Papers: 1}, {From: one, To: two, Papers: 1}, {From: two, To: two, Papers: 1}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	run.Selection = &history.Selection{}
	if got, err := flow(s, run); err != nil || got.Flows != nil {
		t.Errorf("a selection has a flow: %+v, %v", got, err)
	}
}

func TestDrawnAtAll(t *testing.T) {
	resampled := [][]int32{{-1, 0, -1, 2}, {-1, 1, -1, -1}}
	got := drawnAtAll(resampled)
	want := history.Resampled{Rows: []int32{1, 3}, Of: [][]int32{{0, 2}, {1, -1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for d := range resampled {
		if diff := cmp.Diff(resampled[d], spread(got, d, 4)); diff != "" {
			t.Error(diff)
		}
	}
}

// Of four papers the run before held the first; the second is new and of
// January, the third of the reported month, the fourth has no date.
func TestLate(t *testing.T) {
	run := history.Run{Unit: calendar.Month, Papers: []corpus.Paper{
		{Date: calendar.NewDate(2025, 1, 3)}, {Date: calendar.NewDate(2025, 1, 4)}, {Date: calendar.NewDate(2025, 2, 1)}, {},
	}}
	run.Reported, _ = calendar.NewDate(2025, 2, 1).In(calendar.Month)
	got := late([]topics.ID{{Number: 1}, {}, {}, {}}, &run)
	if diff := cmp.Diff([]int32{1}, got); diff != "" {
		t.Error(diff)
	}
}

// T003 was born in February and waits. T004, nearest to it, waits too; T001 comes
// next and starts with it; T002 does not, and T005, born later, keeps its start.
func TestBesideBirths(t *testing.T) {
	february, _ := calendar.NewDate(2025, 2, 1).In(calendar.Month)
	id := func(n int) topics.ID { return topics.ID{Number: n} }
	born := func(month time.Month) calendar.Date { return calendar.NewDate(2025, month, 9) }
	all := []topics.Topic{
		{ID: id(1), State: topics.Living},
		{ID: id(2), State: topics.Living},
		{ID: id(3), State: topics.Waiting, Raised: true, BornAsOf: born(2), Nearest: []topics.ID{id(4), id(1), id(2)}},
		{ID: id(4), State: topics.Waiting, Raised: true, BornAsOf: born(1), Nearest: []topics.ID{id(5)}},
		{ID: id(5), State: topics.Living, Raised: true, BornAsOf: born(4)},
	}
	own := starts(all, calendar.Month)
	got := besideBirths(own, all, calendar.Month)
	want := slices.Clone(own)
	want[0] = trends.Start{Period: february.Add(1), Why: "T003 was born beside it in 2025-02"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
