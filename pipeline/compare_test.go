package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
	"papertide/reports"
)

func ranged(s string) calendar.Range {
	r, err := calendar.ParseRange(s)
	if err != nil {
		panic(err)
	}
	return r
}

func TestUnitFor(t *testing.T) {
	for _, c := range []struct {
		unit calendar.Unit
		a, b string
		want calendar.Unit
	}{
		{calendar.Week, "2025-W10", "2025-W12..2025-W13", calendar.Week},
		{calendar.Week, "2025-03", "2025-04", calendar.Month}, // months are not made of weeks
		{calendar.Month, "2025-03", "2025-04", calendar.Month},
		{calendar.Month, "2024", "2025-Q1", calendar.Month},
		{calendar.Month, "2025-W10", "2025-W11", calendar.Week},
		{calendar.Quarter, "2024", "2025", calendar.Quarter},
		{calendar.Year, "2024-Q4", "2025-Q1", calendar.Quarter},
	} {
		if got := unitFor(c.unit, ranged(c.a), ranged(c.b)); got != c.want {
			t.Errorf("%s, %s against %s: by %s, want %s", c.unit, c.a, c.b, got, c.want)
		}
	}
}

// What was tested comes first, by p; the rest by the size of the change.
func TestByEvidence(t *testing.T) {
	of := func(p, difference float64, untested string) reports.Compared {
		return reports.Compared{Change: trends.Change{P: p, Difference: difference, Untested: untested}}
	}
	want := []reports.Compared{of(.01, .1, ""), of(.2, -.3, ""), of(.2, .2, ""), of(0, -.4, "few"), of(0, .1, "few")}
	for i := range want[:len(want)-1] {
		if byEvidence(want[i], want[i+1]) >= 0 || byEvidence(want[i+1], want[i]) <= 0 {
			t.Errorf("%d does not come before %d", i, i+1)
		}
	}
}

// In January 3 papers of 4 were first reported in T001, today 4 of 5 are.
// February was seen whole by a run that did not know T002, March by none.
func TestFirstReported(t *testing.T) {
	one, two := topics.ID{Number: 1}, topics.ID{Number: 2}
	months := ranged("2025-01..2025-03")
	var now trends.Counts
	now.Unit = calendar.Month
	for i := range int32(3) {
		now.Periods = append(now.Periods, trends.PeriodInfo{Period: months.First.Add(int(i)), Papers: 5, Complete: true})
	}
	now.Topic = [][]int{{4, 4, 4}, {1, 1, 1}}
	o := CompareOptions{Before: ranged("2025-01"), After: ranged("2025-02"), Vintages: []history.Vintage{
		{Run: 1, Period: months.First, Papers: 4, Of: map[topics.ID]int{one: 3, two: 1}},
		{Run: 2, Period: months.First.Add(1), Papers: 2, Of: map[topics.ID]int{one: 2}},
	}}
	got, unknown := firstReported(now, []topics.Topic{{ID: one}, {ID: two}}, o)
	want := trends.Counts{Unit: calendar.Month, Topic: [][]int{{3, 2, 0}, {1, 0, 0}}, Periods: []trends.PeriodInfo{
		{Period: months.First, Papers: 4, Complete: true}, {Period: months.First.Add(1), Papers: 2, Complete: true}, {Period: months.Last},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[topics.ID]string{two: "not known when 2025-02 was first reported"}, unknown); diff != "" {
		t.Error(diff)
	}
}
