package trends

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

// TestAnyCounts: whatever the counts, what is said can be written down (no
// infinity, no not-a-number), lies where it must, is the same again, and leaves
// its input alone.
func TestAnyCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCounts(t)
		before, _ := json.Marshal(c)
		f := Test(c, Default())
		said, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(Test(c, Default())); string(again) != string(said) {
			t.Fatal("the same counts say something else")
		}
		for _, shares := range append(Shares(c), append(f.Rolling, Overall(c))...) {
			for _, s := range shares {
				if s.Total > 0 && !(0 <= s.Low && s.Low <= s.Value && s.Value <= s.High && s.High <= 1) {
					t.Fatalf("share %+v", s)
				}
			}
		}
		if _, err := json.Marshal(Marks(c)); err != nil {
			t.Fatal(err)
		}
		for k, trend := range f.Trends {
			if len(trend.Movers) != len(f.Windows) {
				t.Fatalf("topic %d has %d movers and %d windows", k, len(trend.Movers), len(f.Windows))
			}
			for _, m := range trend.Movers {
				if !(m.Low <= m.Difference && m.Difference <= m.High) || m.P < 0 || m.P > 1 || m.Q > 1 || m.Q < m.P {
					t.Fatalf("topic %d: %+v", k, m)
				}
				if (m.Verdict == NoEvidence) != (m.Held == 0) || m.Untested != "" && m.Verdict != NoEvidence {
					t.Fatalf("topic %d: %+v", k, m)
				}
				if m.Untested == "" && (m.Verdict != NoEvidence) != (m.Q <= .05) {
					t.Fatalf("topic %d: %+v", k, m)
				}
			}
		}
		if after, _ := json.Marshal(c); string(after) != string(before) {
			t.Fatal("the counts were changed")
		}
	})
}

func anyCounts(t *rapid.T) Counts {
	unit := calendar.Unit(rapid.IntRange(0, 3).Draw(t, "unit"))
	topics, periods := rapid.IntRange(0, 5).Draw(t, "topics"), rapid.IntRange(0, 60).Draw(t, "periods")
	first, _ := date("2000-01-03").In(unit)
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	most := rapid.SampledFrom([]int{1, 2, 9, 200}).Draw(t, "most")
	spread := rapid.Float64Range(0, 1).Draw(t, "empty periods")
	c := Counts{Unit: unit, Topic: make([][]int, topics), Selection: rapid.IntRange(0, 9).Draw(t, "selection") == 0}
	sources := []Source{{Name: "a", Papers: make([]int, periods)}, {Name: "b", Papers: make([]int, periods)}}
	turn := rapid.IntRange(0, 200).Draw(t, "turn")
	for i := range periods {
		papers := random.IntN(most + 1)
		if random.Float64() < spread {
			papers = 0
		}
		c.Periods = append(c.Periods, PeriodInfo{first.Add(i), papers, i < periods-1})
		sources[0].Papers[i] = papers
		if i >= turn {
			sources[0].Papers[i], sources[1].Papers[i] = papers/2, papers-papers/2
		}
	}
	c.Sources = sources
	for k := range c.Topic {
		c.Topic[k] = make([]int, periods)
	}
	for i, p := range c.Periods {
		for range p.Papers {
			if topics > 0 {
				k := random.IntN(topics)
				if i > periods/2 {
					k = random.IntN(k + 1)
				}
				c.Topic[k][i]++
			}
		}
	}
	if topics > 0 && periods > 0 && rapid.Bool().Draw(t, "born") {
		c.From = make([]Start, topics)
		c.From[topics-1] = Start{first.Add(random.IntN(periods)), "born"}
	}
	return c
}

// rising are 60 weeks of 200 papers in 10 topics: two go from 20 papers to 50
// in the last 15 weeks, and what they take is spread over the others, from 20
// to 12 or 13. A little noise that is no noise of counts, so that all weeks sum
// to 200: one paper moves round.
func rising() Counts {
	papers, topic := slices.Repeat([]int{200}, 60), make([][]int, 10)
	for k := range topic {
		topic[k] = make([]int, 60)
		for i := range topic[k] {
			n := 20
			switch {
			case i >= 45 && k < 2:
				n = 50
			case i >= 45:
				n = 12 + k%2
			}
			if (i*7+k)%10 == 0 {
				n += 3
			}
			if (i*7+k)%10 == 5 {
				n -= 3
			}
			topic[k][i] = n
		}
	}
	return weekly(papers, topic)
}

// Two topics rise and are confirmed; the others fall for no other reason, and
// are squeezed on both horizons.
func TestSqueezed(t *testing.T) {
	c := rising()
	f := Test(c, Default())
	want := func(f Family) {
		t.Helper()
		for k, trend := range f.Trends {
			verdict := Squeezed
			if k < 2 {
				verdict = Rising
				if !trend.Confirmed || trend.Direction != Rising || trend.Since != c.Periods[45].Period {
					t.Errorf("topic %d: %+v, want a confirmed rise since %s", k, trend.Evidence, c.Periods[45].Period)
				}
			} else if trend.Confirmed {
				t.Errorf("topic %d: %+v, want no confirmed fall", k, trend.Evidence)
			}
			if m := trend.Movers[1]; m.Verdict != verdict {
				t.Errorf("topic %d: %s on the long horizon, q %.3g, want %s", k, m.Verdict, m.Q, verdict)
			}
		}
	}
	want(f)

	// The same papers, row by row, as topics that might overlap, so that what is
	// outside the risers is asked for.
	var dates []calendar.Date
	rows := make([][]int32, len(c.Topic))
	for k, papers := range c.Topic {
		for i, n := range papers {
			for range n {
				rows[k] = append(rows[k], int32(len(dates)))
				dates = append(dates, c.Periods[i].Period.Start())
			}
		}
	}
	asOf := c.Periods[59].Period.End()
	counted := Count(dates, rows, calendar.Week, asOf, false)
	counted.Without = func(topics []int) Counts {
		rest := counted
		rest.Periods = slices.Clone(counted.Periods)
		for i := range rest.Periods {
			for _, k := range topics {
				rest.Periods[i].Papers -= counted.Topic[k][i]
			}
		}
		return rest
	}
	g := Test(counted, Default())
	want(g)
	if diff := cmp.Diff(f, g); diff != "" {
		t.Error(diff)
	}
}

// Held is what the reports of the weeks before would have said: as many in a
// row, the newest included, as say the same.
func TestHeld(t *testing.T) {
	c := rising()
	f := Test(c, Default())
	for k := range c.Topic {
		for h := range f.Windows {
			held := 0
			for n := 60; n > 60-Default().Back; n-- {
				g := Test(c.until(n), Default())
				if g.Trends[k].Movers[h].Verdict != f.Trends[k].Movers[h].Verdict {
					break
				}
				held++
			}
			if f.Trends[k].Movers[h].Verdict == NoEvidence {
				held = 0
			}
			if got := f.Trends[k].Movers[h].Held; got != held {
				t.Errorf("topic %d, horizon %d: held %d, want %d", k, h, got, held)
			}
		}
	}
}

// A topic born in week 40 of 60 has 19 complete weeks since: the short horizon
// tests it on these, 4 against 12, and the long one, which needs 26, waits. It
// would else be a riser, as it had no paper before. In its 7th week it waits
// for one more.
func TestBornTopicsWait(t *testing.T) {
	c := rising()
	for i := range 40 {
		c.Topic[9][i], c.Topic[8][i] = 0, c.Topic[8][i]+c.Topic[9][i]
	}
	c.From = make([]Start, 10)
	c.From[9] = Start{c.Periods[41].Period, "born in " + c.Periods[40].Period.String()}
	f := Test(c, Default())
	if m := f.Trends[9].Movers[1]; m.Untested != "born in 2024-W41: needs 7 more weeks" || m.Verdict != NoEvidence || m.P != 0 {
		t.Errorf("the long horizon says %+v", m)
	}
	if m := f.Trends[9].Movers[0]; m.Untested != "" || m.Base.String() != "2024-W45..2025-W04" || m.Recent.String() != "2025-W05..2025-W08" {
		t.Errorf("the short horizon looks at %s and %s: %q", m.Base, m.Recent, m.Untested)
	}
	young := Test(c.until(48), Default()).Trends[9]
	for h, want := range []string{"born in 2024-W41: needs 1 more week", "born in 2024-W41: needs 19 more weeks"} {
		if m := young.Movers[h]; m.Untested != want {
			t.Errorf("%q, want %q", m.Untested, want)
		}
	}
	if young.E != 0 || young.Confirmed {
		t.Errorf("there is evidence on a topic that waits: %+v", young.Evidence)
	}
}

// A selection has shares, and nothing rises or falls in it.
func TestSelectionIsNotTested(t *testing.T) {
	c := rising()
	c.Selection = true
	f := Test(c, Default())
	for _, trend := range f.Trends {
		for _, m := range trend.Movers {
			if m.Untested == "" || m.Verdict != NoEvidence || m.After.Total != 200*m.span() || m.After.High <= m.After.Value {
				t.Fatalf("%+v", m)
			}
		}
		if trend.E != 0 || trend.Confirmed {
			t.Fatalf("%+v", trend.Evidence)
		}
	}
	if len(f.Pairs) != 0 || len(f.Notes) != 1 {
		t.Errorf("pairs %v, notes %q", f.Pairs, f.Notes)
	}
}

// span is the length of the recent window.
func (m Mover) span() int { return int(m.Recent.Last.Index-m.Recent.First.Index) + 1 }

// Rolling shares pool the short recent window's length, here 4 weeks; the
// unfinished week has none. The peak is the largest of them, the last if there
// are several.
func TestRollingAndPeak(t *testing.T) {
	c := weekly(slices.Repeat([]int{50}, 12), [][]int{{1, 2, 3, 4, 9, 2, 1, 0, 3, 4, 5, 6}, {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}})
	c.Periods[11].Complete = false
	f := Test(c, Default())
	want := []int{0, 0, 0, 10, 18, 18, 16, 12, 6, 8, 12, 0}
	for i, n := range want {
		if s := f.Rolling[0][i]; s.Papers != n || (s.Total == 200) != (i >= 3 && i < 11) {
			t.Errorf("week %d: %+v, want %d of 200", i, s, n)
		}
	}
	if trend := f.Trends[0]; trend.Peak.Papers != 18 || trend.At != c.Periods[5].Period {
		t.Errorf("the peak is %+v in %s", trend.Peak, trend.At)
	}
	if trend := f.Trends[1]; trend.At != c.Periods[10].Period {
		t.Errorf("the last of equal peaks is in %s", trend.At)
	}
}

// What is missing is said: 7 complete weeks, 9, and years.
func TestNotesSayWhatIsMissing(t *testing.T) {
	flat := func(u calendar.Unit, n int) Counts {
		c := weekly(slices.Repeat([]int{40}, n), [][]int{slices.Repeat([]int{10}, n)})
		c.Unit = u
		first, _ := date("2001-01-01").In(u)
		for i := range c.Periods {
			c.Periods[i].Period = first.Add(i)
		}
		return c
	}
	for _, c := range []struct {
		counts Counts
		want   []string
	}{
		{flat(calendar.Week, 7), []string{"the short horizon needs 1 more week", "the long horizon needs 19 more weeks"}},
		{flat(calendar.Week, 9), []string{"the long horizon needs 17 more weeks"}},
		{flat(calendar.Week, 60), nil},
		{flat(calendar.Year, 3), []string{"the short horizon needs 1 more year"}},
		{flat(calendar.Year, 5), []string{"verdicts by year are not confirmed over time: they rest on q alone"}},
	} {
		if diff := cmp.Diff(c.want, Test(c.counts, Default()).Notes); diff != "" {
			t.Errorf("%d %ss: %s", len(c.counts.Periods), c.counts.Unit, strings.TrimSpace(diff))
		}
	}
}
