package calendar

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// stream returns n papers on each of the weekdays, day after day from first to
// last.
func stream(first, last Date, n int, weekdays ...time.Weekday) []Date {
	var dates []Date
	for d := first; d.Day <= last.Day; d.Day++ {
		if slices.Contains(weekdays, d.Time().Weekday()) {
			dates = append(dates, slices.Repeat([]Date{d}, n)...)
		}
	}
	return dates
}

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func TestComplete(t *testing.T) {
	date := func(s string) Date { return mustDate(t, s) }
	daily := stream(date("2025-01-06"), date("2025-06-27"), 13, workdays...) // Monday to Friday, 25 weeks
	everyDay := append(stream(date("2025-01-06"), date("2025-06-27"), 2, time.Saturday, time.Sunday), daily...)
	mondays := stream(date("2024-01-01"), date("2025-06-23"), 60, time.Monday)
	year := slices.Repeat([]Date{date("2025")}, 10)
	newYear := slices.Repeat([]Date{date("2025-01-01")}, 10)

	for _, c := range []struct {
		name   string
		dates  []Date
		asOf   string
		period string
		want   bool
	}{
		{"the Friday is there", daily, "2025-06-27", "2025-W26", true},
		{"the Friday is to come", daily, "2025-06-26", "2025-W26", false},
		{"the week before", daily, "2025-06-23", "2025-W25", true},
		{"the week after", daily, "2025-06-27", "2025-W27", false},
		{"Monday 30 June is to come", daily, "2025-06-27", "2025-06", false},
		{"the last day of the month", daily, "2025-06-30", "2025-06", true},
		{"31 May was a Saturday", daily, "2025-05-30", "2025-05", true},
		{"the quarter ends with the month", daily, "2025-06-30", "2025-Q2", true},
		{"a year half gone", daily, "2025-06-30", "2025", false},
		{"a year gone", daily, "2026-01-01", "2025", true},

		{"weekends are thin but there", everyDay[:len(everyDay)-8], "2025-06-27", "2025-W26", true},
		{"one list each Monday", mondays, "2025-06-23", "2025-W26", true},
		{"a Monday is to come", mondays, "2025-06-23", "2025-06", false},

		{"the first day of all", daily[:13], "2025-01-06", "2025-W02", false}, // other days are not known yet
		{"the first Friday", daily[:5*13], "2025-01-10", "2025-W02", false},   // nor are Saturday and Sunday
		{"the second Friday", daily[:10*13], "2025-01-17", "2025-W03", true},
		{"nothing for two years", daily, "2027-06-30", "2027-W26", false},

		{"years alone", year, "2025", "2025", true},
		{"all on 1 January", newYear, "2025-01-01", "2025", true},
		{"all on 1 January, and the year to come", newYear, "2025-01-01", "2026", false},
		{"no papers, at the end of a week", nil, "2025-06-29", "2025-W26", true},
		{"no papers, within a week", nil, "2025-06-28", "2025-W26", false},
	} {
		asOf := date(c.asOf)
		if got := Complete(mustPeriod(t, c.period), c.dates, asOf); got != c.want {
			t.Errorf("%s: %s complete at %s: %v, want %v", c.name, c.period, c.asOf, got, c.want)
		}
	}
	if Complete(mustPeriod(t, "2025"), nil, Date{}) {
		t.Error("without an as-of date nothing is complete")
	}
}

// TestOddDays: twelve papers each workday, and a single one on most Sundays.
// A Sunday with 1 paper is below a quarter of the median day's 12: it brings
// papers never, in the sense of Profile. With 3 papers it does.
func TestOddDays(t *testing.T) {
	first, asOf := mustDate(t, "2024-06-03"), mustDate(t, "2025-06-27")
	for sunday, complete := range map[int]bool{1: true, 2: true, 3: false} {
		dates := append(stream(first, asOf, 12, workdays...), stream(first, asOf, sunday, time.Sunday)...)
		if got := Complete(mustPeriod(t, "2025-W26"), dates, asOf); got != complete {
			t.Errorf("%d papers each Sunday: the week is complete on Friday: %v, want %v", sunday, got, complete)
		}
	}
}

// TestHabitChanges: a source that listed on seven days until half a year ago,
// and on five since. In the 52 weeks up to the as-of date Sundays brought
// papers in n of 52, workdays in 52 of 52: usual while n is at least 26.
func TestHabitChanges(t *testing.T) {
	asOf := mustDate(t, "2025-06-27")
	for stopped, complete := range map[string]bool{
		"2024-12-29": false, // 26 Sundays from 30 June to 22 December, 27 with the 29th
		"2024-12-22": false,
		"2024-12-15": true,
	} {
		dates := append(stream(mustDate(t, "2023-01-02"), asOf, 10, workdays...),
			stream(mustDate(t, "2023-01-02"), mustDate(t, stopped), 10, time.Saturday, time.Sunday)...)
		if got := Complete(mustPeriod(t, "2025-W26"), dates, asOf); got != complete {
			t.Errorf("no Sundays after %s: complete on Friday: %v, want %v", stopped, got, complete)
		}
	}
}

// TestOneDayAYear: conferences, each on a day of its own.
func TestOneDayAYear(t *testing.T) {
	dates := slices.Concat(
		slices.Repeat([]Date{mustDate(t, "2023-07-09")}, 40),
		slices.Repeat([]Date{mustDate(t, "2024-08-11")}, 50),
		slices.Repeat([]Date{mustDate(t, "2025-05-02")}, 30),
		stream(mustDate(t, "2025-03-03"), mustDate(t, "2025-03-28"), 1, workdays...),
	)
	asOf := mustDate(t, "2025-05-02")
	if !Complete(mustPeriod(t, "2025"), dates, asOf) || Choose(dates, asOf) != Year {
		t.Error("120 of 140 papers fall on one day a year: want years, the last complete")
	}
	// The same year alone is a fresh stream with one big day.
	if dates = dates[90:]; Complete(mustPeriod(t, "2025"), dates, asOf) {
		t.Error("30 of 50 papers of one year on one day: want the year partial")
	}
}

// TestProfileIsMonotone: a period that is complete stays so if the as-of date
// advances over days that bring no papers; and order of papers is nothing.
func TestProfile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := NewDate(2025, time.January, 1).Day
		dates := rapid.SliceOfN(rapid.Map(rapid.Int32Range(0, 120), func(n int32) Date { return Date{base + n, ToDay} }), 0, 300).Draw(t, "dates")
		asOf := Date{base + rapid.Int32Range(0, 130).Draw(t, "as of"), ToDay}
		u := rapid.SampledFrom([]Unit{Week, Month, Quarter, Year}).Draw(t, "unit")
		holds, _ := asOf.In(u)
		p := ProfileOf(dates, asOf)
		if !p.Complete(holds.Add(-1)) || p.Complete(holds.Add(1)) {
			t.Fatalf("at %s: want %s complete and %s not", asOf, holds.Add(-1), holds.Add(1))
		}
		if holds.End() == asOf && !p.Complete(holds) {
			t.Fatalf("%s is over at %s, but not complete", holds, asOf)
		}
		shuffled := slices.Clone(dates)
		slices.Reverse(shuffled)
		if q := ProfileOf(shuffled, asOf); q != p {
			t.Fatalf("%+v and, in another order, %+v", p, q)
		}
	})
}

func BenchmarkProfile(b *testing.B) {
	dates := stream(NewDate(1990, 1, 1), NewDate(2019, 12, 31), 38, workdays...) // 297,426 papers
	b.ReportAllocs()
	for b.Loop() {
		ProfileOf(dates, NewDate(2019, 12, 31))
	}
}
