package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/reports"
)

// Three alerts of one topic whose share goes from 10 to 30 % and stays: the
// rise is kept after 4 weeks and after 8, the late one is too young for 8, and
// a fall was none, so that its change is lost. The fourth alert is of a topic that is gone.
func TestRecorded(t *testing.T) {
	c := trends.Counts{Unit: calendar.Week, Topic: make([][]int, 1)}
	first := calendar.Period{Unit: calendar.Week, Index: 105000}
	for i := range 20 {
		papers := 10
		if i >= 8 {
			papers = 30
		}
		c.Topic[0] = append(c.Topic[0], papers)
		c.Periods = append(c.Periods, trends.PeriodInfo{Period: first.Add(i), Papers: 100, Complete: true})
	}
	weeks := func(from, to int) calendar.Range {
		return calendar.Range{First: first.Add(from), Last: first.Add(to)}
	}
	alert := func(topic, at int, v trends.Verdict) trends.Alert {
		return trends.Alert{Topic: topic, At: first.Add(at), Verdict: v, Before: weeks(0, 7), After: weeks(8, at)}
	}
	got := recorded(testedFamily{name: "topics", topics: make([]topics.Topic, 1), counts: c}, false, []trends.Alert{
		alert(0, 9, trends.Rising), alert(0, 14, trends.Rising), alert(0, 9, trends.Falling), alert(7, 9, trends.Rising),
	})
	// Obvious in week 8, when the newest four hold 60 in 400 against at most 12.2 %:
	// 1 and 6 weeks before the alerts. The fall is not.
	lead := -3.5
	want := reports.AlertRecord{
		Family: "topics", Alerts: 4, Rising: 3, Gone: 1, Obvious: 2, Lead: &lead,
		Held4: reports.NewProportion(2, 3), Held8: reports.NewProportion(1, 2),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
