package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyDate draws a date of years 1000 to 9999, of any precision.
func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		first, last := NewDate(1000, time.January, 1), NewDate(9999, time.December, 31)
		day := Date{rapid.Int32Range(first.Day, last.Day).Draw(t, "day"), ToDay}
		switch rapid.SampledFrom([]Precision{ToYear, ToMonth, ToDay}).Draw(t, "precision") {
		case ToYear:
			return Date{NewDate(day.Time().Year(), time.January, 1).Day, ToYear}
		case ToMonth:
			return Date{NewDate(day.Time().Year(), day.Time().Month(), 1).Day, ToMonth}
		}
		return day
	})
}

func mustDate(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2025-06-30":                "2025-06-30",
		"2025-06":                   "2025-06",
		"2025":                      "2025",
		"2024-02-29":                "2024-02-29",
		"1000-01-01":                "1000-01-01",
		"9999-12-31":                "9999-12-31",
		"2025-06-30T23:59:59Z":      "2025-06-30", // the date as written, whatever the zone
		"2025-06-30T00:00:00-11:00": "2025-06-30",
		"2025-06-30 08:15:00":       "2025-06-30",
	} {
		if got := mustDate(t, in).String(); got != want {
			t.Errorf("ParseDate(%q) = %s, want %s", in, got, want)
		}
	}
	for _, in := range []string{
		"", "x", "20250630", "2025-02-29", "2025-13", "2025-00", "2025-06-00", "0999", "0000-01-01", "25-06-30",
		"2025-6-3", "2025/06/30", " 2025", "2025 ", "+2025", "-2025", "2025-06-30X", "2025-06-3１", "٢٠٢٥",
	} {
		if d, err := ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", in, d)
		}
	}
}

func TestDateText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		if back, err := ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
		var back Date
		text, _ := d.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
	})
	d := NewDate(2025, time.June, 30)
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() || d.String() != "" || d.Long() != "" {
		t.Errorf("no text gives %v, %v; want no date", d, err)
	}
}

func TestLast(t *testing.T) {
	for in, want := range map[string]string{
		"2024-02-28": "2024-02-28", "2024-02": "2024-02-29", "2100-02": "2100-02-28", "2025-12": "2025-12-31", "2025": "2025-12-31",
	} {
		if got := mustDate(t, in).Last().String(); got != want {
			t.Errorf("the last day of %s is %s, want %s", in, got, want)
		}
	}
}

// TestCompare asks for a total order: exactly one of before, same and after,
// and transitivity.
func TestCompare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.OneOf(anyDate(), rapid.Just(Date{}), rapid.Map(anyDate(), func(d Date) Date {
			return Date{NewDate(d.Time().Year(), time.January, 1).Day, d.Precision} // same first day, often
		}))
		a, b, c := draw.Draw(t, "a"), draw.Draw(t, "b"), draw.Draw(t, "c")
		if a.Compare(b) != -b.Compare(a) || (a.Compare(b) == 0) != (a == b) {
			t.Fatalf("%v and %v: %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v, %v, %v are in no order", a, b, c)
		}
	})
	year, month, day := mustDate(t, "2025"), mustDate(t, "2025-01"), mustDate(t, "2025-01-01")
	if year.Compare(month) != -1 || month.Compare(day) != -1 || (Date{}).Compare(year) != -1 {
		t.Error("want no date, 2025, 2025-01, 2025-01-01 in this order")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-06-30", "2025-06", "2025", "2025-06-30T10:00:00Z", "0999-12-31", "2025-02-30", "\xff025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: an error and the date %s", s, d)
			}
			return
		}
		if out := d.String(); len(out) > len(s) || s[:len(out)] != out {
			t.Fatalf("%q was read as %s", s, out)
		}
	})
}
