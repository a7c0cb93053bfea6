package trends

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

// Ten papers: rows 0 to 3 are recent, rows 4 to 9 the baseline, of which the
// earlier run knew rows 4 to 8. Today topic 0 has rows 0, 1, 2, 4, 5, 9: share
// 3/4 of the recent papers and 2/5 of the known baseline; the earlier run had
// row 4 alone in it, 1/5. So 3/4 − 1/5 = .55 is (.75 − .4) from papers and
// (.4 − .2) from re-clustering. Topic 1 has the others; topic 2 is new.
func TestAttribute(t *testing.T) {
	held := []bool{true, false, false, false, true, true, true, true, true, false}
	got := Attribute([]int32{0, 1, 2, 3}, []int32{4, 5, 6, 7, 8, 9}, held,
		[][]int32{{0, 1, 2, 4, 5, 9}, {3, 6, 7}, {8}},
		[][]int32{{0, 4}, {5, 6, 7, 8}, nil})
	want := []Attribution{
		{Recent: 3, RecentAll: 4, Now: 2, Then: 1, Base: 5, Known: true},
		{Recent: 1, RecentAll: 4, Now: 2, Then: 4, Base: 5, Known: true},
		{RecentAll: 4, Now: 1, Base: 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p, r := got[0].FromPapers(), got[0].FromReclustering(); math.Abs(p-.35) > 1e-12 || math.Abs(r-.2) > 1e-12 {
		t.Errorf("from papers %v, from re-clustering %v; want .35 and .2", p, r)
	}
	if got[2].FromPapers() != 0 || got[2].FromReclustering() != 0 {
		t.Error("a topic without a base has parts")
	}
	for name, a := range map[string][]Attribution{
		"no recent paper": Attribute(nil, []int32{0}, []bool{true}, [][]int32{{0}}, [][]int32{{0}}),
		"no known paper":  Attribute([]int32{0}, []int32{1}, []bool{true, false}, [][]int32{{0}}, [][]int32{{}}),
	} {
		if a[0].Known {
			t.Errorf("%s: there is a base", name)
		}
	}
}

// The two parts are the change against what was published, exactly, whatever
// the memberships; and over topics that part the papers they sum to nothing.
func TestAttributionSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		papers, k := rapid.IntRange(2, 60).Draw(t, "papers"), rapid.IntRange(1, 6).Draw(t, "topics")
		var recent, base []int32
		held := make([]bool, papers)
		now, then := make([][]int32, k), make([][]int32, k)
		for i := range then {
			then[i] = []int32{}
		}
		for row := range int32(papers) {
			switch rapid.IntRange(0, 2).Draw(t, "window") {
			case 0:
				recent = append(recent, row)
			case 1:
				base = append(base, row)
			}
			held[row] = rapid.Bool().Draw(t, "held")
			topic := rapid.IntRange(0, k-1).Draw(t, "now")
			now[topic] = append(now[topic], row)
			if held[row] {
				topic = rapid.IntRange(0, k-1).Draw(t, "then")
				then[topic] = append(then[topic], row)
			}
		}
		// The two shares of what was published and of now, counted plainly.
		share := func(rows []int32, of []int32, counts func(row int32) bool) *big.Rat {
			in, all := int64(0), int64(0)
			for _, row := range of {
				if counts(row) {
					all++
					for _, r := range rows {
						if r == row {
							in++
						}
					}
				}
			}
			if all == 0 {
				return nil
			}
			return big.NewRat(in, all)
		}
		any := func(int32) bool { return true }
		known := func(row int32) bool { return held[row] }
		sumPapers, sumReclustering := 0., 0.
		for topic, a := range Attribute(recent, base, held, now, then) {
			after, before := share(now[topic], recent, any), share(then[topic], base, known)
			if !a.Known {
				if after != nil && before != nil {
					t.Fatal("there is a base")
				}
				return
			}
			change := new(big.Rat).Sub(after, before)
			papers := new(big.Rat).Sub(big.NewRat(int64(a.Recent), int64(a.RecentAll)), big.NewRat(int64(a.Now), int64(a.Base)))
			reclustering := big.NewRat(int64(a.Now-a.Then), int64(a.Base))
			if sum := new(big.Rat).Add(papers, reclustering); sum.Cmp(change) != 0 {
				t.Fatalf("%v from papers and %v from re-clustering of a change of %v", papers, reclustering, change)
			}
			p, _ := papers.Float64()
			r, _ := reclustering.Float64()
			if math.Abs(a.FromPapers()-p) > 1e-15 || math.Abs(a.FromReclustering()-r) > 1e-15 {
				t.Fatalf("%v and %v, want %v and %v", a.FromPapers(), a.FromReclustering(), papers, reclustering)
			}
			sumPapers += a.FromPapers()
			sumReclustering += a.FromReclustering()
		}
		if math.Abs(sumPapers) > 1e-12 || math.Abs(sumReclustering) > 1e-12 {
			t.Fatalf("over all topics, %v from papers and %v from re-clustering", sumPapers, sumReclustering)
		}
	})
}

func TestWindows(t *testing.T) {
	counts := func(u calendar.Unit, complete int) Counts {
		c := Counts{Unit: u}
		for i := range complete + 1 {
			c.Periods = append(c.Periods, PeriodInfo{Period: calendar.Period{Unit: u, Index: int32(i)}, Complete: i < complete})
		}
		return c
	}
	type lengths struct {
		horizon      Horizon
		recent, base int
	}
	for _, c := range []struct {
		unit     calendar.Unit
		complete int
		want     []lengths
	}{
		{calendar.Week, 7, nil},
		{calendar.Week, 8, []lengths{{Short, 4, 4}}},
		{calendar.Week, 16, []lengths{{Short, 4, 12}}},
		{calendar.Week, 25, []lengths{{Short, 4, 12}}},
		{calendar.Week, 26, []lengths{{Short, 4, 12}, {Long, 13, 13}}},
		{calendar.Week, 60, []lengths{{Short, 4, 12}, {Long, 13, 39}}},
		{calendar.Month, 5, nil},
		{calendar.Month, 6, []lengths{{Short, 3, 3}}},
		{calendar.Month, 18, []lengths{{Short, 3, 9}, {Long, 9, 9}}},
		{calendar.Month, 84, []lengths{{Short, 3, 9}, {Long, 12, 24}}},
		{calendar.Quarter, 8, []lengths{{Short, 2, 6}, {Long, 4, 4}}},
		{calendar.Year, 3, nil},
		{calendar.Year, 4, []lengths{{Short, 2, 2}}},
		{calendar.Year, 9, []lengths{{Short, 2, 4}}},
	} {
		var got []lengths
		for _, w := range Windows(counts(c.unit, c.complete)) {
			long := func(r calendar.Range) int { return int(r.Last.Index-r.First.Index) + 1 }
			got = append(got, lengths{w.Horizon, long(w.Recent), long(w.Base)})
			if int(w.Recent.Last.Index) != c.complete-1 || w.Base.Last.Index != w.Recent.First.Index-1 {
				t.Errorf("%d %ss: %+v is not the newest", c.complete, c.unit, w)
			}
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(lengths{})); diff != "" {
			t.Errorf("%d %ss: %s", c.complete, c.unit, diff)
		}
	}
}
