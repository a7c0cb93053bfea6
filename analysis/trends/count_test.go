package trends

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

func date(s string) (d calendar.Date) {
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

func period(s string) calendar.Period {
	p, err := calendar.ParsePeriod(s)
	if err != nil {
		panic(err)
	}
	return p
}

// TestCount is a case by hand: nine papers, two topics and a theme of both.
//
//	row   0        1        2        3        4        5        6   7     8
//	date  24 Feb   26 Feb   27 Feb   10 Mar   12 Mar   20 Mar   —   2025  10 Apr
//	week  W09      W09      W09      W11      W11      W12                W15
//
// As of Thursday 20 March, W09 to W12; nobody knows yet that Fridays bring no
// papers, and rows 6 and 7 lie in no week, row 8 in the future.
func TestCount(t *testing.T) {
	dates := []calendar.Date{
		date("2025-02-24"), date("2025-02-26"), date("2025-02-27"), date("2025-03-10"), date("2025-03-12"), date("2025-03-20"),
		{},
		date("2025"), date("2025-04-10"),
	}
	topic := [][]int32{{0, 2, 3, 6}, {4, 5, 7, 8}, {0, 2, 3, 6, 4, 5, 7, 8}, nil}
	asOf := date("2025-03-20")
	want := Counts{
		Unit: calendar.Week,
		Periods: []PeriodInfo{
			{period("2025-W09"), 3, true},
			{period("2025-W10"), 0, true},
			{period("2025-W11"), 2, true},
			{period("2025-W12"), 1, true},
		},
		Topic:   [][]int{{2, 0, 1, 0}, {0, 0, 1, 1}, {2, 0, 2, 1}, {0, 0, 0, 0}},
		Undated: 2,
	}
	// Fridays from 24 February on: 28 Feb, 7 and 14 March, without a paper,
	// like all weekends: the week is complete on Thursday.
	if diff := cmp.Diff(want, Count(dates, topic, calendar.Week, asOf, false)); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}

	// By months, from February to March; the year-only paper still has none.
	want = Counts{
		Unit:    calendar.Month,
		Periods: []PeriodInfo{{period("2025-02"), 3, true}, {period("2025-03"), 3, false}},
		Topic:   [][]int{{2, 1}, {0, 2}, {2, 3}, {0, 0}},
		Undated: 2,
	}
	if diff := cmp.Diff(want, Count(dates, topic, calendar.Month, asOf, false)); diff != "" {
		t.Errorf("months (-want +got):\n%s", diff)
	}
	want.Periods[1].Complete = true
	if diff := cmp.Diff(want, Count(dates, topic, calendar.Month, asOf, true)); diff != "" {
		t.Errorf("months of a selection (-want +got):\n%s", diff)
	}
	// By years the paper of 2025 counts, and so does that of 10 April: its
	// period holds the as-of date.
	want = Counts{
		Unit:    calendar.Year,
		Periods: []PeriodInfo{{period("2025"), 8, false}},
		Topic:   [][]int{{3}, {4}, {7}, {0}},
		Undated: 1,
	}
	if diff := cmp.Diff(want, Count(dates, topic, calendar.Year, asOf, false)); diff != "" {
		t.Errorf("years (-want +got):\n%s", diff)
	}
}

// TestCountNothing: no papers, none with a date, none before the as-of date.
func TestCountNothing(t *testing.T) {
	topic := [][]int32{{0, 1}}
	for name, c := range map[string]Counts{
		"no dates":     Count([]calendar.Date{{}, {}}, topic, calendar.Week, calendar.Date{}, true),
		"too coarse":   Count([]calendar.Date{date("2025"), date("2025-03")}, topic, calendar.Week, date("2025-03"), false),
		"all to come":  Count([]calendar.Date{date("2025-03-10"), date("2025-03-11")}, topic, calendar.Week, date("2024-03-11"), false),
		"no paper":     Count(nil, [][]int32{nil}, calendar.Year, date("2024-03-11"), false),
		"as-of absent": Count([]calendar.Date{date("2025-03-10"), date("2025-03-11")}, topic, calendar.Week, calendar.Date{}, false),
	} {
		if len(c.Periods) != 0 || len(c.Topic) != 1 || len(c.Topic[0]) != 0 {
			t.Errorf("%s: %+v, want no period", name, c)
		}
		if s := Shares(c); len(s) != 1 || len(s[0]) != 0 {
			t.Errorf("%s: shares %v, want none", name, s)
		}
		if s := Overall(c); len(s) != 1 || s[0] != (Share{}) {
			t.Errorf("%s: overall %v, want a zero share", name, s)
		}
	}
}

// TestCountAsDefined counts again, by asking each paper for each period.
func TestCountAsDefined(t *testing.T) {
	day := rapid.Map(rapid.Int32Range(20000, 20120), func(n int32) calendar.Date {
		d := calendar.Date{Day: n, Precision: calendar.ToDay}
		switch n % 7 {
		case 0:
			return calendar.Date{}
		case 1:
			d = calendar.NewDate(d.Time().Year(), d.Time().Month(), 1)
			d.Precision = calendar.ToMonth
		case 2:
			d = calendar.NewDate(d.Time().Year(), time.January, 1)
			d.Precision = calendar.ToYear
		}
		return d
	})
	rapid.Check(t, func(t *rapid.T) {
		dates := rapid.SliceOfN(day, 1, 60).Draw(t, "dates")
		rows := rapid.SliceOfDistinct(rapid.Int32Range(0, int32(len(dates))-1), rapid.ID[int32])
		topic := rapid.SliceOfN(rows, 0, 4).Draw(t, "topic")
		u := rapid.SampledFrom([]calendar.Unit{calendar.Week, calendar.Month, calendar.Quarter, calendar.Year}).Draw(t, "unit")
		asOf := calendar.Date{Day: rapid.Int32Range(20000, 20120).Draw(t, "as of"), Precision: calendar.ToDay}
		c := Count(dates, topic, u, asOf, rapid.Bool().Draw(t, "selection"))

		at := func(row int32, p calendar.Period) bool {
			q, ok := dates[row].In(u)
			return ok && q == p
		}
		undated := 0
		for _, d := range dates {
			if _, ok := d.In(u); !ok {
				undated++
			}
		}
		if c.Undated != undated {
			t.Fatalf("undated: %d, want %d", c.Undated, undated)
		}
		for i, p := range c.Periods {
			papers := 0
			for row := range dates {
				if at(int32(row), p.Period) {
					papers++
				}
			}
			if p.Papers != papers || i > 0 && p.Period != c.Periods[i-1].Period.Add(1) {
				t.Fatalf("%s has %d papers, want %d", p.Period, p.Papers, papers)
			}
			if i == 0 && papers == 0 {
				t.Fatalf("the first period, %s, is empty", p.Period)
			}
			for k, rows := range topic {
				n := 0
				for _, row := range rows {
					if at(row, p.Period) {
						n++
					}
				}
				if c.Topic[k][i] != n {
					t.Fatalf("topic %d has %d papers in %s, want %d", k, c.Topic[k][i], p.Period, n)
				}
			}
		}
		if n := len(c.Periods); n > 0 {
			if last, _ := asOf.In(u); c.Periods[n-1].Period != last {
				t.Fatalf("the last period is %s, want %s", c.Periods[n-1].Period, last)
			}
		}
	})
}

func BenchmarkCount(b *testing.B) {
	dates := make([]calendar.Date, 300_000)
	topic := make([][]int32, 60)
	first := calendar.NewDate(2012, time.January, 2).Day
	for i := range dates {
		dates[i] = calendar.Date{Day: first + int32(i%2800), Precision: calendar.ToDay}
		topic[i%60] = append(topic[i%60], int32(i))
	}
	b.ReportAllocs()
	for b.Loop() {
		Count(dates, topic, calendar.Week, date("2019-08-30"), false)
	}
}
