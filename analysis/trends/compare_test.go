package trends

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
)

func reach(s string) calendar.Range {
	r, err := calendar.ParseRange(s)
	if err != nil {
		panic(err)
	}
	return r
}

// 2025-W05 to W08 hold 200 papers a week, 50 of each riser and 12 or 13 of the
// others; 2024-W10 to W13 hold 20 of each. Both risers rise, and the others are
// squeezed: among the papers outside the two, each has an eighth in both.
func TestCompare(t *testing.T) {
	c := rising()
	changes, notes, err := Compare(c, reach("2024-W10..2024-W13"), reach("2025-W05..2025-W08"), Default())
	if err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	for k, x := range changes {
		want := Squeezed
		if k < 2 {
			want = Rising
		}
		if x.Verdict != want || x.Before.Total != 800 || x.After.Total != 800 || x.Untested != "" {
			t.Errorf("topic %d: %+v, want %s", k, x, want)
		}
	}
	// Turned round, every difference changes its sign, and p stays.
	turned, _, err := Compare(c, reach("2025-W05..2025-W08"), reach("2024-W10..2024-W13"), Default())
	if err != nil {
		t.Fatal(err)
	}
	for k, x := range turned {
		y := changes[k]
		if math.Abs(x.P-y.P) > 1e-9*y.P || x.Difference != -y.Difference || math.Abs(x.Low+y.High) > 1e-12 || x.Before != y.After {
			t.Errorf("topic %d: %+v and, turned round, %+v", k, y, x)
		}
	}
	// Of unequal length and far apart.
	if changes, _, err = Compare(c, reach("2024-W01..2024-W40"), reach("2025-W06"), Default()); err != nil || changes[0].After.Total != 200 || changes[0].Verdict != Rising {
		t.Errorf("%+v, %v", changes[0], err)
	}
}

func TestCompareRefuses(t *testing.T) {
	c := rising()
	c.Periods[59].Complete = false
	for _, x := range []struct{ a, b, want string }{
		{"2024-W10..2024-W13", "2024-W13..2024-W20", "overlap"},
		{"2024-W10", "2024-W10", "overlap"},
		{"2024-W10", "2025-W08", "holds no complete week"},
		{"2019-W10", "2024-W20", "holds no complete week"},
		{"2024-03", "2024-W20", "months are not made of weeks"},
	} {
		if _, _, err := Compare(c, reach(x.a), reach(x.b), Default()); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s and %s: %v, want one that says %q", x.a, x.b, err, x.want)
		}
	}
	// An unfinished week is left out and named.
	changes, notes, err := Compare(c, reach("2024-W10"), reach("2025-W07..2025-W08"), Default())
	if err != nil || changes[0].After.Total != 200 || !slices.Equal(notes, []string{"2025-W08 is not complete yet and left out"}) {
		t.Errorf("%v, %q, %v", changes[0].After, notes, err)
	}
}

// In seven weeks nothing is known of how much shares vary.
func TestCompareTooEarly(t *testing.T) {
	changes, notes, err := Compare(rising().until(7), reach("2024-W01..2024-W03"), reach("2024-W05"), Default())
	if err != nil || len(notes) != 1 || changes[0].Untested != "needs 1 more week" || changes[0].Before.Total != 600 {
		t.Errorf("%+v, %q, %v", changes[0], notes, err)
	}
}

// Quarters and years are made of months.
func TestCompareCoarserRanges(t *testing.T) {
	c := benchmarkCounts(calendar.Month, 5, 30, 100)
	changes, _, err := Compare(c, reach("2010"), reach("2012-Q1"), Default())
	if err != nil || changes[0].Before.Total != 1200 || changes[0].After.Total != 300 {
		t.Errorf("%+v, %v", changes[0], err)
	}
}

// A topic that was found because its papers are recent has no past to compare
// with; it is compared with its own periods alone.
func TestCompareBornTopic(t *testing.T) {
	c := rising()
	c.From = make([]Start, 10)
	c.From[3] = Start{c.Periods[30].Period, "born in 2024-W30"}
	old, _, _ := Compare(c, reach("2024-W10..2024-W20"), reach("2025-W01"), Default())
	own, _, _ := Compare(c, reach("2024-W40"), reach("2025-W01"), Default())
	if old[3].Untested != "born in 2024-W30" || old[3].P != 0 || own[3].Untested != "" {
		t.Errorf("%+v and %+v", old[3], own[3])
	}
}

func TestPairs(t *testing.T) {
	names := func(u calendar.Unit, periods int) (all []string) {
		for _, p := range Test(benchmarkCounts(u, 6, periods, 80), Default()).Pairs {
			all = append(all, p.Name+": "+p.After.String()+" | "+p.Before.String())
		}
		return all
	}
	// 120 weeks from 2010-W01 end with 2012-W15: Quarter 1 of 2012 ends with W13,
	// whose Thursday is 29 March.
	if diff := cmp.Diff([]string{
		"last 4 weeks against the 4 before: 2012-W12..2012-W15 | 2012-W08..2012-W11",
		"last 4 weeks against the same a year before: 2012-W12..2012-W15 | 2011-W12..2011-W15",
		"last 13 weeks against the 13 before: 2012-W03..2012-W15 | 2011-W42..2012-W02",
		"last 13 weeks against the 39 before: 2012-W03..2012-W15 | 2011-W16..2012-W02",
		"last 13 weeks against the same a year before: 2012-W03..2012-W15 | 2011-W03..2011-W15",
		"2012-Q1 against 2011-Q4: 2012-W01..2012-W13 | 2011-W40..2011-W52",
		"2012-Q1 against 2011-Q1: 2012-W01..2012-W13 | 2011-W01..2011-W13",
		"2011 against 2010: 2011-W01..2011-W52 | 2010-W01..2010-W52",
	}, names(calendar.Week, 119)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"last month against the one before: 2012-03 | 2012-02",
		"last month against the same a year before: 2012-03 | 2011-03",
		"last 3 months against the 3 before: 2012-01..2012-03 | 2011-10..2011-12",
		"last 3 months against the same a year before: 2012-01..2012-03 | 2011-01..2011-03",
		"last 12 months against the 12 before: 2011-04..2012-03 | 2010-04..2011-03",
		"2012-Q1 against 2011-Q4: 2012-01..2012-03 | 2011-10..2011-12",
		"2012-Q1 against 2011-Q1: 2012-01..2012-03 | 2011-01..2011-03",
		"2011 against 2010: 2011-01..2011-12 | 2010-01..2010-12",
	}, names(calendar.Month, 27)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"last year against the one before: 2012 | 2011"}, names(calendar.Year, 3)); diff != "" {
		t.Error(diff)
	}
}

// A pair that is also a horizon says what the movers say; any other what
// compare says.
func TestPairsAgree(t *testing.T) {
	c := rising()
	f := Test(c, Default())
	for _, p := range f.Pairs {
		want, _, err := Compare(c, p.Before, p.After, Default())
		if err != nil {
			t.Fatal(err)
		}
		for h, w := range f.Windows {
			if w.Base == p.Before && w.Recent == p.After {
				for k := range want {
					want[k] = f.Trends[k].Movers[h].Change
				}
			}
		}
		if diff := cmp.Diff(want, p.Changes); diff != "" {
			t.Errorf("%s: %s", p.Name, diff)
		}
	}
}
