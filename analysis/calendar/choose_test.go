package calendar

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestChoose(t *testing.T) {
	date := func(s string) Date { return mustDate(t, s) }
	from, asOf := date("2024-06-03"), date("2025-06-27") // a Monday and a Friday
	for _, c := range []struct {
		name  string
		dates []Date
		asOf  string
		want  Unit
	}{
		{"65 papers a week", stream(from, asOf, 13, workdays...), "2025-06-27", Week},
		{"30 papers a week", stream(from, asOf, 6, workdays...), "2025-06-27", Week},
		{"25 papers a week", stream(from, asOf, 5, workdays...), "2025-06-27", Month},
		{"8 papers on Tuesdays", stream(from, asOf, 8, time.Tuesday), "2025-06-27", Month},   // most months have four: 32
		{"7 papers on Tuesdays", stream(from, asOf, 7, time.Tuesday), "2025-06-27", Quarter}, // 28
		{"3 papers on Tuesdays", stream(from, asOf, 3, time.Tuesday), "2025-06-27", Quarter},
		{"1 paper on Tuesdays", stream(from, asOf, 1, time.Tuesday), "2025-06-27", Year},
		{"the first day of 13 a day", stream(from, from, 13, workdays...), "2024-06-03", Week},
		{"one week", stream(from, date("2024-06-07"), 12, workdays...), "2024-06-07", Week},
		{"a stream that ended four years ago", stream(from, asOf, 13, workdays...), "2029-06-27", Year}, // most periods are empty
		{"300 papers in one week of three years", append(slices.Repeat([]Date{date("2023-03-01")}, 3),
			stream(date("2025-06-23"), date("2025-06-27"), 60, workdays...)...), "2025-06-27", Week}, // three old papers do not decide
		{"months", slices.Repeat([]Date{date("2025-03"), date("2025-04"), date("2025-05")}, 40), "2025-05", Month},
		{"months, a third with days", slices.Repeat([]Date{date("2025-03"), date("2025-04"), date("2025-05-05")}, 40), "2025-05-05", Month},
		{"quarters hold enough of dated months", slices.Repeat([]Date{date("2025-01"), date("2025-02"), date("2025-03"), date("2025-04")}, 12), "2025-04", Quarter},
		{"years", slices.Repeat([]Date{date("2024"), date("2025")}, 400), "2025", Year},
		{"all on 1 January", slices.Repeat([]Date{date("2024-01-01"), date("2025-01-01")}, 400), "2025-01-01", Year},
		{"all on one 1 January", slices.Repeat([]Date{date("2025-01-01")}, 400), "2025-01-01", Year},
		{"no dates", slices.Repeat([]Date{{}}, 400), "", Year},
		{"undated ones beside a stream", append(slices.Repeat([]Date{{}}, 9000), stream(from, asOf, 13, workdays...)...), "2025-06-27", Week},
	} {
		var asOf Date
		if err := asOf.UnmarshalText([]byte(c.asOf)); err != nil {
			t.Fatal(err)
		}
		if got := Choose(c.dates, asOf); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestChooseEdges: neither order nor papers to come matter, and dates are not
// changed.
func TestChooseEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dates := rapid.SliceOf(rapid.OneOf(anyDate(), rapid.Just(Date{}), rapid.Map(rapid.Int32Range(20000, 20100), func(n int32) Date { return Date{n, ToDay} }))).Draw(t, "dates")
		asOf := Date{rapid.Int32Range(19990, 20110).Draw(t, "as of"), ToDay}
		before := slices.Clone(dates)
		u := Choose(dates, asOf)
		if !slices.Equal(before, dates) {
			t.Fatal("the dates were changed")
		}
		slices.Reverse(dates)
		dates = slices.DeleteFunc(dates, func(d Date) bool { return d.Day > asOf.Day })
		if again := Choose(dates, asOf); again != u {
			t.Fatalf("%s, then %s", u, again)
		}
	})
}

// TestCorpora holds what is chosen for real corpora, whose papers per period
// were counted apart: hf_daily 64 a week; arXiv 213 and 84 a week; the
// conferences have no day that tells anything.
func TestCorpora(t *testing.T) {
	for _, c := range []struct {
		file, last string
		unit       Unit
		complete   bool // the period that holds the last date
	}{
		{"hf_daily", "2025-06-30", Week, false},                 // a Monday
		{"arxiv_2010_2016", "2016-12-31", Week, false},          // a Saturday, and Sundays bring papers
		{"arxiv_labelled_2015_2016", "2016-12-31", Week, false}, // the same
		{"aaai_ijcai_area", "2024-01-01", Year, true},           // five days, all 1 January
		{"nlp_tracks", "2021-04-19", Year, true},                // three days, two of them in 2020
	} {
		t.Run(c.file, func(t *testing.T) {
			dates := readDates(t, c.file)
			asOf := slices.MaxFunc(dates, Date.Compare)
			if asOf != mustDate(t, c.last) {
				t.Fatalf("the last date is %s, want %s", asOf, c.last)
			}
			u := Choose(dates, asOf)
			if u != c.unit {
				t.Errorf("chosen: %s, want %s", u, c.unit)
			}
			p, _ := asOf.In(u)
			if got := Complete(p, dates, asOf); got != c.complete {
				t.Errorf("%s complete: %v, want %v", p, got, c.complete)
			}
		})
	}
	t.Run("hf_daily on Mondays", func(t *testing.T) {
		// Each of the 57 weeks as seen at its last date with papers, which is
		// a Friday: all complete, but for the first, when nothing is known of
		// Saturdays and Sundays yet.
		dates := readDates(t, "hf_daily")
		slices.SortFunc(dates, Date.Compare)
		var partial []string
		for i, d := range dates[:len(dates)-1] {
			p, _ := d.In(Week)
			if next, _ := dates[i+1].In(Week); p != next && !Complete(p, dates[:i+1], d) {
				partial = append(partial, d.String())
			}
		}
		if !slices.Equal(partial, []string{"2024-05-31"}) {
			t.Errorf("partial at their end: %v, want the first week alone", partial)
		}
	})
}

func readDates(t *testing.T, name string) []Date {
	f, err := os.Open(filepath.Join("../../../shared/corpora", name+".jsonl.gz"))
	if err != nil {
		t.Skip("the shared corpora are not here")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	var dates []Date
	for lines.Scan() {
		var p struct{ Date Date }
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		dates = append(dates, p.Date)
	}
	return dates
}

func BenchmarkChoose(b *testing.B) {
	dates := stream(NewDate(1990, 1, 1), NewDate(2019, 12, 31), 38, workdays...) // 297,426 papers
	b.ReportAllocs()
	for b.Loop() {
		Choose(dates, NewDate(2019, 12, 31))
	}
}
