package reports

import (
	"strings"
	"testing"

	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// The foot says how many papers past periods gained, the newest first, and
// which share changed most since it was first reported.
func TestRevised(t *testing.T) {
	week := func(n int) calendar.Period {
		p, _ := calendar.NewDate(2025, 6, 2).In(calendar.Week) // 2025-W23
		return p.Add(n)
	}
	r := streamRun(t)
	topic := r.Topics[0].ID
	name := newView(&r).names[topic]
	for _, c := range []struct {
		revisions []history.Revision
		want      string
	}{
		{nil, ""},
		{
			[]history.Revision{{Period: week(0), Then: 200, Now: 200, Topic: topic, From: .031, To: .0425}},
			"No share of a past week changed more than that of " + name + " in 2025-W23: 3.1\u202f%, now 4.2\u202f%.",
		},
		{
			[]history.Revision{{Period: week(0), Then: 52, Now: 55}},
			"Papers came late to, or left, 1 past week: 2025-W23 (52, now 55).",
		},
		{
			[]history.Revision{
				{Period: week(0), Then: 1, Now: 2, Topic: topic, From: .5, To: .1},
				{Period: week(1), Then: 3, Now: 4, Topic: topic, From: .1, To: .5},
				{Period: week(2), Then: 5, Now: 6},
				{Period: week(3), Then: 8, Now: 7, Topic: topic, From: .2, To: .3},
			},
			"Papers came late to, or left, 4 past weeks: 2025-W26 (8, now 7); 2025-W25 (5, now 6); 2025-W24 (3, now 4); and 1 more. " +
				"No share of a past week changed more than that of " + name + " in 2025-W24: 10\u202f%, now 50\u202f%.",
		},
	} {
		r.Revisions = c.revisions
		if got := newView(&r).revised(); got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
	page := drawn(t, r)
	if !strings.Contains(page, "Since first reported") {
		t.Error("the page does not say it")
	}
}
