package trends

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two years of 60 papers a week, with 20 in each week of Christmas; one thin
// week of 40 is no mark, as it is above half. In a thin stream of 4 a week,
// where none comes by chance in 1 of 55 weeks, nothing is.
func TestMarksFewPapers(t *testing.T) {
	papers := slices.Repeat([]int{60}, 104)
	papers[51], papers[103], papers[70] = 20, 20, 40
	c := weekly(papers, nil)
	if diff := cmp.Diff([]Mark{
		{c.Periods[51].Period, LowVolume, "20 papers, usually about 60"},
		{c.Periods[103].Period, LowVolume, "20 papers, usually about 60; as low a year before"},
	}, Marks(c)); diff != "" {
		t.Error(diff)
	}
	thin := slices.Repeat([]int{4}, 40)
	thin[20] = 0
	if m := Marks(weekly(thin, nil)); len(m) > 0 {
		t.Error(m)
	}
	// A week without any paper among 60 a week; an unfinished one is no mark.
	papers = slices.Repeat([]int{60}, 30)
	papers[10], papers[29] = 0, 1
	c = weekly(papers, nil)
	c.Periods[29].Complete = false
	if m := Marks(c); len(m) != 1 || m[0].Text != "0 papers, usually about 60" {
		t.Error(m)
	}
}

// withSource is rising with a source that has no papers until week 40 of 60 and
// a third of each topic's then.
func withSource() Counts {
	c := rising()
	c.Sources = []Source{{"a", make([]int, 60)}, {"b", make([]int, 60)}}
	for i, p := range c.Periods {
		c.Sources[0].Papers[i] = p.Papers
		if i >= 40 {
			c.Sources[0].Papers[i], c.Sources[1].Papers[i] = p.Papers*2/3, p.Papers-p.Papers*2/3
		}
	}
	return c
}

// Source b begins in 2024-W41 with a third of the papers. The long horizon has
// only 20 weeks after it and waits; the short one looks at these. A comparison
// across it is none.
func TestSourceBegins(t *testing.T) {
	c := withSource()
	text := "source b first seen in 2024-W41"
	if diff := cmp.Diff([]Mark{{c.Periods[40].Period, SourceBegins, text}}, Marks(c)); diff != "" {
		t.Error(diff)
	}
	f := Test(c, Default())
	if len(f.Windows) != 1 || f.Windows[0].Base.String() != "2024-W45..2025-W04" {
		t.Errorf("windows %v", f.Windows)
	}
	if len(f.Notes) != 1 || !strings.HasPrefix(f.Notes[0], "the long horizon needs 6 more weeks: "+text) {
		t.Errorf("notes %q", f.Notes)
	}
	// Seen from 2024-W50, the short horizon would reach across it too, and is cut.
	f = Test(c.until(50), Default())
	if len(f.Windows) != 1 || f.Windows[0].Base.String() != "2024-W41..2024-W46" || !strings.Contains(strings.Join(f.Notes, "\n"), "the short horizon looks back 10 weeks: "+text) {
		t.Errorf("windows %v, notes %q", f.Windows, f.Notes)
	}
	changes, notes, err := Compare(c, reach("2024-W20..2024-W24"), reach("2024-W42..2024-W50"), Default())
	if err != nil || len(notes) != 1 || changes[0].Untested != text || changes[0].Verdict != NoEvidence {
		t.Errorf("%+v, %q, %v", changes[0], notes, err)
	}
	if changes, notes, _ = Compare(c, reach("2024-W42..2024-W44"), reach("2024-W46..2024-W50"), Default()); len(notes) > 0 || changes[0].Untested != "" {
		t.Errorf("%+v, %q", changes[0], notes)
	}
}

// A source that vanishes; one that is silent for a week that would have brought
// 3 papers is not; nor is a small one's beginning a reason not to compare.
func TestSourceEndsAndSmallSources(t *testing.T) {
	c := withSource()
	for i := range c.Sources[1].Papers {
		n := 30
		if i >= 50 {
			n = 0
		}
		c.Sources[1].Papers[i], c.Sources[0].Papers[i] = n, c.Periods[i].Papers-n
	}
	if diff := cmp.Diff([]Mark{{c.Periods[50].Period, SourceEnds, "source b brought nothing from 2024-W51 on"}}, Marks(c)); diff != "" {
		t.Error(diff)
	}
	for i := range c.Sources[1].Papers {
		c.Sources[1].Papers[i], c.Sources[0].Papers[i] = 3, c.Periods[i].Papers-3
	}
	c.Sources[1].Papers[30] = 0
	if m := Marks(c); len(m) > 0 {
		t.Error(m)
	}
	for i := range 45 {
		c.Sources[1].Papers[i], c.Sources[0].Papers[i] = 0, c.Periods[i].Papers
	}
	if m := Marks(c); len(m) != 1 || m[0].Kind != SourceBegins {
		t.Error(m)
	}
	if f := Test(c, Default()); len(f.Windows) != 2 || len(f.Notes) != 0 {
		t.Errorf("windows %v, notes %q", f.Windows, f.Notes)
	}
}
