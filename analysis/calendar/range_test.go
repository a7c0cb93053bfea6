package calendar

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseRange(t *testing.T) {
	for in, want := range map[string][2]string{
		"2025-W10":           {"2025-03-03", "2025-03-09"},
		"2025-W10..2025-W13": {"2025-03-03", "2025-03-30"},
		"2024-W52..2025-W02": {"2024-12-23", "2025-01-12"},
		"2025-03":            {"2025-03-01", "2025-03-31"},
		"2024-Q4..2025-Q1":   {"2024-10-01", "2025-03-31"},
		"2020..2024":         {"2020-01-01", "2024-12-31"},
		"2020..2020":         {"2020-01-01", "2020-12-31"},
	} {
		r, err := ParseRange(in)
		if err != nil {
			t.Errorf("ParseRange(%q): %v", in, err)
			continue
		}
		if from, to := r.First.Start().String(), r.Last.End().String(); from != want[0] || to != want[1] {
			t.Errorf("%s runs from %s to %s, want %s to %s", in, from, to, want[0], want[1])
		}
	}
	for _, in := range []string{
		"", "..", "2025..", "..2025", "2025-W10..2025-03", "2025-W13..2025-W10", "2025..2026..2027", "2025-W10...2025-W13", "2025 .. 2026", "2025-W10-2025-W13",
	} {
		if r, err := ParseRange(in); err == nil || r != (Range{}) {
			t.Errorf("ParseRange(%q) = %v, %v; want an error", in, r, err)
		}
	}
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		r, date string
		want    bool
	}{
		{"2025-W10..2025-W13", "2025-03-03", true},
		{"2025-W10..2025-W13", "2025-03-30", true},
		{"2025-W10..2025-W13", "2025-03-02", false},
		{"2025-W10..2025-W13", "2025-03-31", false},
		{"2025-W10..2025-W13", "2025-03", false}, // may be the 1st or the 31st
		{"2025-W09..2025-W14", "2025-03", true},  // 24 February to 6 April
		{"2025-03", "2025-03", true},
		{"2025-03", "2025", false},
		{"2025-Q1..2025-Q4", "2025", true},
		{"2025-Q1..2025-Q3", "2025", false},
		{"2025", "", false},
	} {
		r, err := ParseRange(c.r)
		if err != nil {
			t.Fatal(err)
		}
		var d Date
		if err := d.UnmarshalText([]byte(c.date)); err != nil {
			t.Fatal(err)
		}
		if got := r.Contains(d); got != c.want {
			t.Errorf("%s contains %q: %v, want %v", c.r, c.date, got, c.want)
		}
	}
}

// TestContainsAgreesWithIn asks that a range of one period holds exactly the
// dates that lie in it.
func TestContainsAgreesWithIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		u := rapid.SampledFrom([]Unit{Week, Month, Quarter, Year}).Draw(t, "unit")
		in, _ := Date{d.Day, ToDay}.In(u)
		for _, p := range []Period{in, in.Add(1), in.Add(-1)} {
			q, ok := d.In(u)
			if got, want := (Range{p, p}).Contains(d), ok && p == q; got != want {
				t.Fatalf("%s contains %s: %v, want %v", p, d, got, want)
			}
		}
	})
}

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"2025-W10..2025-W13", "2025-03", "2024..2025", "2025..2024", "2025..2025", "....", "2025-W10..2025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRange(s)
		if err != nil {
			return
		}
		if back, err := ParseRange(r.String()); err != nil || back != r {
			t.Fatalf("%q is %s, which reads as %s, %v", s, r, back, err)
		}
		if r.Last.End().Day < r.First.Start().Day {
			t.Fatalf("%q ends before it begins", s)
		}
	})
}
