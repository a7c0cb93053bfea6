package trends

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
)

// steps are weeks of 100 papers of which the one topic has what is given.
func steps(papers ...int) Counts {
	c := Counts{Unit: calendar.Week, Topic: [][]int{papers}}
	for i := range papers {
		c.Periods = append(c.Periods, PeriodInfo{Period: calendar.Period{Unit: calendar.Week, Index: int32(105000 + i)}, Papers: 100, Complete: true})
	}
	return c
}

func weeks(from, to int) calendar.Range {
	return calendar.Range{First: calendar.Period{Unit: calendar.Week, Index: int32(105000 + from)}, Last: calendar.Period{Unit: calendar.Week, Index: int32(105000 + to)}}
}

// A report raises an alert where it says what the one before did not; the
// confirmation is an alert of its own. The first report raises none, nor one of
// a topic that the report before did not know.
func TestAlerts(t *testing.T) {
	rising := Trend{Movers: []Mover{{Horizon: Short, Recent: weeks(8, 9), Base: weeks(0, 7), Change: Change{Verdict: Rising}}}}
	confirmed := rising
	confirmed.Evidence = Evidence{Direction: Rising, Confirmed: true, Since: weeks(6, 6).First}
	none := Trend{Movers: []Mover{{Change: Change{Verdict: NoEvidence}}}}
	at := func(i int) calendar.Period { return weeks(i, i).First }
	got := Alerts([]Report{
		{at(9), map[int]Trend{0: none, 1: rising, 3: none}},
		{at(10), map[int]Trend{0: rising, 1: rising, 2: rising, 3: confirmed}},
		{at(11), map[int]Trend{0: confirmed, 1: none}},
	})
	onset := calendar.Range{First: at(6 - 52), Last: at(5)}
	want := []Alert{
		{Topic: 0, At: at(10), Verdict: Rising, Before: weeks(0, 7), After: weeks(8, 9)},
		{Topic: 3, At: at(10), Verdict: Rising, Before: weeks(0, 7), After: weeks(8, 9)},
		{Topic: 3, At: at(10), Verdict: Rising, Confirmed: true, Before: onset, After: weeks(6, 10)},
		{Topic: 0, At: at(11), Verdict: Rising, Confirmed: true, Before: onset, After: weeks(6, 11)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// From 10 to 30 of 100: an alert on weeks 8 to 9 against 0 to 7 is kept by the
// next four weeks if their share is at least 20 %.
func TestJudge(t *testing.T) {
	ten, thirty := []int{10, 10, 10, 10, 10, 10, 10, 10}, []int{30, 30}
	alert := Alert{At: weeks(9, 9).First, Verdict: Rising, Before: weeks(0, 7), After: weeks(8, 9)}
	fall := alert
	fall.Verdict = Falling
	for _, c := range []struct {
		name           string
		alert          Alert
		papers         []int
		after4, after8 Outcome
		obvious        bool
		lead           int
	}{
		{"too early to tell", alert, append(append(ten, thirty...), 30, 30, 30), Unknown, Unknown, true, -1},
		// The pooled four weeks leave the interval of 80 in 800, 8.1 to 12.2 %, in
		// week 8, when they are (10+10+10+30)/400: a week before the alert.
		{"kept", alert, append(append(ten, thirty...), 30, 30, 30, 30), Held, Unknown, true, -1},
		{"half is kept", alert, append(append(ten, thirty...), 20, 20, 20, 20, 20, 20, 20, 20), Held, Held, true, -1},
		{"less than half", alert, append(append(ten, thirty...), 20, 20, 20, 19, 10, 10, 10, 10), Lost, Lost, false, 0},
		// Back in the interval until week 13 (40 in 400), out of it for good from
		// week 14 on: 10+10+10+30 in 400.
		{"obvious later", alert, append(append(ten, thirty...), 10, 10, 10, 10, 30, 30, 30, 30), Lost, Held, true, 5},
		// The fall back: 90+10 in 400 lie below 26.9 to 33.2 %.
		{"a fall", fall, []int{30, 30, 30, 30, 30, 30, 30, 30, 10, 10, 10, 10, 10, 10}, Held, Unknown, true, -1},
		{"it rose again", fall, []int{30, 30, 30, 30, 30, 30, 30, 30, 10, 10, 30, 30, 30, 30}, Lost, Unknown, false, 0},
	} {
		got := Judge(steps(c.papers...), []Alert{c.alert})[0]
		want := Judged{Alert: c.alert, After4: c.after4, After8: c.after8, Lead: c.lead, Obvious: c.obvious}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// What was said of the counts until a week is what is said of the counts cut
// there, draws, sources and what overlaps included.
func TestReplay(t *testing.T) {
	c := steps(10, 11, 9, 10, 12, 10, 9, 11, 10, 12, 30, 33, 31, 35)
	c.Periods[12].Complete = false
	reports := Replay(c, Default())
	if len(reports) != 13 {
		t.Fatalf("%d reports of 13 complete weeks", len(reports))
	}
	for i, at := range []int{0, 5, 11, 13} {
		r := reports[min(at, 12)]
		if r.At != c.Periods[at].Period {
			t.Errorf("report %d is of %s", i, r.At)
		}
		short := steps(c.Topic[0][:at+1]...)
		for j := range short.Periods {
			short.Periods[j].Complete = c.Periods[j].Complete
		}
		want := Test(short, Default())
		Describe(short, &want)
		if diff := cmp.Diff(want.Trends[0], r.Trends[0]); diff != "" {
			t.Error(diff)
		}
	}
}
