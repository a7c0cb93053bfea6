package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustPeriod(t testing.TB, s string) Period {
	t.Helper()
	p, err := ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestWeeks holds cases around New Year, from a calendar: a week belongs to
// the year of its Thursday. Years that begin on a Thursday, and leap years
// that begin on a Wednesday, have 53 weeks.
func TestWeeks(t *testing.T) {
	for day, want := range map[string]string{
		"2024-12-29": "2024-W52", // Sunday
		"2024-12-30": "2025-W01", // Monday: week 1 begins in the old year
		"2025-01-05": "2025-W01",
		"2025-01-06": "2025-W02",
		"2020-12-31": "2020-W53", // 2020 is a leap year that began on a Wednesday
		"2021-01-03": "2020-W53", // Sunday: week 53 ends in the new year
		"2021-01-04": "2021-W01",
		"2009-12-31": "2009-W53", // 2009 began on a Thursday
		"2010-01-03": "2009-W53",
		"2016-01-03": "2015-W53",
		"1969-12-28": "1969-W52",
		"1969-12-29": "1970-W01", // holds day 0 of the Unix calendar
		"1970-01-01": "1970-W01",
		"1582-01-01": "1581-W53",
		"1000-01-01": "1000-W01", // a Wednesday
		"9999-12-31": "9999-W52", // a Friday
	} {
		p, ok := mustDate(t, day).In(Week)
		if !ok || p.String() != want {
			t.Errorf("%s lies in %s, want %s", day, p, want)
		}
	}
	if d := mustPeriod(t, "2020-W53").Start(); d.String() != "2020-12-28" {
		t.Errorf("2020-W53 begins on %s, want 2020-12-28", d)
	}
	if d := mustPeriod(t, "2025-W01").Start(); d.String() != "2024-12-30" {
		t.Errorf("2025-W01 begins on %s, want 2024-12-30", d)
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{
		"", "x", "2025-W00", "2025-W54", "2025-W53", "2021-W53", "2025-W1", "2025-W001", "2025-00", "2025-13", "2025-Q0", "2025-Q5", "2025-Q",
		"0999", "0999-12", "0999-W52", "0000-W00", "10000", "2025-6", "2025W26", "2025-w26", "2025-q2", " 2025", "2025 ", "+025", "2025-+1",
		"2025-W-1", "2025-06-30", "２０２５", "2025-W26\n", "2025\x00",
	} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v, want an error", s, p)
		}
	}
}

// TestPeriods asks that a date lies between start and end of its period, that
// periods tile time, and that what is written reads back.
func TestPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		u := rapid.SampledFrom([]Unit{Week, Month, Quarter, Year}).Draw(t, "unit")
		p, ok := d.In(u)
		if want := d.Precision == ToDay || d.Precision == ToMonth && u != Week || u == Year; ok != want {
			t.Fatalf("%s in a %s: %v", d, u, ok)
		}
		if !ok {
			if !p.IsZero() {
				t.Fatalf("%s in no %s: %v", d, u, p)
			}
			return
		}
		if p.Unit != u || p.IsZero() {
			t.Fatalf("%s lies in the %s %v", d, u, p)
		}
		if d.Day < p.Start().Day || d.Last().Day > p.End().Day {
			t.Fatalf("%s lies outside of %s, from %s to %s", d, p, p.Start(), p.End())
		}
		if next := p.Add(1); next.Start().Day != p.End().Day+1 || next.Add(-1) != p {
			t.Fatalf("%s ends on %s, the next begins on %s", p, p.End(), next.Start())
		}
		for _, edge := range []Date{p.Start(), p.End()} {
			if q, ok := edge.In(u); !ok || q != p {
				t.Fatalf("%s is an edge of %s but lies in %s", edge, p, q)
			}
		}
		if back, err := ParsePeriod(p.String()); err != nil || back != p {
			t.Fatalf("%s came back as %s, %v", p, back, err)
		}
		var back Period
		text, _ := p.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != p {
			t.Fatalf("%s came back as %s, %v", p, back, err)
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		if q := p.Add(n); q.Add(-n) != p || (q.Start().Day < p.Start().Day) != (n < 0) {
			t.Fatalf("%s + %d = %s", p, n, q)
		}
	})
}

// TestWeeksAgreeWithTime compares with the standard library on every Monday
// and Sunday of 800 years, two cycles of the Gregorian calendar.
func TestWeeksAgreeWithTime(t *testing.T) {
	monday := NewDate(1600, time.January, 3)
	p, _ := monday.In(Week)
	for ; monday.Time().Year() < 2400; monday.Day += 7 {
		for _, d := range []Date{monday, {monday.Day + 6, ToDay}} {
			year, week := d.Time().ISOWeek()
			q, _ := d.In(Week)
			if want := NewDate(year, time.January, 4).Time().AddDate(0, 0, 7*(week-1)); q != p || want.Before(q.Start().Time()) || want.After(q.End().Time()) {
				t.Fatalf("%s lies in %s, want week %d of %d", d, q, week, year)
			}
		}
		p = p.Add(1)
	}
}

func TestNoPeriod(t *testing.T) {
	p := mustPeriod(t, "2025")
	if err := p.UnmarshalText(nil); err != nil || !p.IsZero() || p.String() != "" || p.Long() != "" {
		t.Errorf("no text gives %v, %v; want no period", p, err)
	}
	if p, ok := (Date{}).In(Year); ok || !p.IsZero() {
		t.Errorf("no date lies in %v", p)
	}
}

func TestUnits(t *testing.T) {
	for _, u := range []Unit{Week, Month, Quarter, Year} {
		var back Unit
		text, _ := u.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != u {
			t.Errorf("%s came back as %s, %v", u, back, err)
		}
	}
	if _, err := ParseUnit("day"); err == nil {
		t.Error("a day is no unit")
	}
}

func TestLong(t *testing.T) {
	for p, want := range map[string]string{
		"2025-W26": "23–29 June 2025",
		"2025-W27": "30 June – 6 July 2025",
		"2025-W01": "30 December 2024 – 5 January 2025",
		"2020-W53": "28 December 2020 – 3 January 2021",
		"2024-W01": "1–7 January 2024",
		"2025-06":  "June 2025",
		"2025-Q1":  "January–March 2025",
		"2025-Q2":  "April–June 2025",
		"2025-Q4":  "October–December 2025",
		"2025":     "2025",
	} {
		if got := mustPeriod(t, p).Long(); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	for d, want := range map[string]string{"2025-06-03": "3 June 2025", "2025-06": "June 2025", "2025": "2025"} {
		if got := mustDate(t, d).Long(); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2025-W26", "2025-06", "2025-Q2", "2025", "2020-W53", "2021-W53", "1970-W01", "0000-W01", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err == nil && p.String() != s || err != nil && !p.IsZero() {
			t.Fatalf("%q gives %s, %v", s, p, err)
		}
	})
}
