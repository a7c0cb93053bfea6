package pipeline

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// The parts of each change sum to the change against what the run said that
// first reported the baseline, which is looked up here in what that run said.
func TestAttribution(t *testing.T) {
	o := inDir(t.TempDir())
	o.Settings.K, o.Settings.Themes = 4, 2
	o.Settings.Watch = []Watch{{Name: "drafts", Terms: []string{"draft tokens", "speculative decoding"}}}
	all := weeksOf(12)
	late := all[2][0]
	all[2] = all[2][1:]
	all[11] = append(all[11], late)
	for w, records := range all {
		if w == 11 {
			o.Settings.K = 3 // papers move to another topic
		}
		o.Files = []string{writeRecords(t, filepath.Join(filepath.Dir(o.DB), fmt.Sprintf("w%d.jsonl", w)), records...)}
		mustLive(t, o)
	}
	db := openHistory(t, o)
	last, err := db.Run(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(last.Attributed) != 1 {
		t.Fatalf("%d horizons, want the short one", len(last.Attributed))
	}
	a := last.Attributed[0]
	then, err := db.Run(t.Context(), a.Run)
	if err != nil {
		t.Fatal(err)
	}
	// Weeks 1 to 8 against 9 to 12, or one earlier each where the last is not over.
	if n := a.Recent.Last.Index - a.Recent.First.Index; a.Horizon != trends.Short || n != 3 || a.Recent.Last != last.Reported {
		t.Errorf("window %+v, the last complete week is %s", a.Window, last.Reported)
	}
	for _, p := range then.Counts.Periods {
		if p.Period.Index <= a.Base.Last.Index && !p.Complete {
			t.Errorf("run %d did not see %s whole", a.Run, p.Period)
		}
	}
	if before, err := db.Run(t.Context(), a.Run-1); err != nil || before.Counts.Periods[len(before.Counts.Periods)-1].Period.Index > a.Base.Last.Index {
		t.Errorf("run %d saw the baseline before run %d, %v", a.Run-1, a.Run, err)
	}

	// What the two runs said, summed over the windows; the late paper was not
	// there then, and no other paper has another date now.
	sum := func(r history.Run, in calendar.Range, shares []trends.Share) (papers, all int) {
		for i, p := range r.Counts.Periods {
			if p.Period.Index >= in.First.Index && p.Period.Index <= in.Last.Index {
				papers, all = papers+shares[i].Papers, all+p.Papers
			}
		}
		return papers, all
	}
	checked, moved := 0, 0
	check := func(list []topics.Topic, shares [][]trends.Share, before []topics.Topic, sharesThen [][]trends.Share, parts []trends.Attribution) {
		for i, topic := range list {
			for j, was := range before {
				if was.ID != topic.ID {
					continue
				}
				p := parts[i]
				now, nowAll := sum(last, a.Recent, shares[i])
				published, publishedAll := sum(then, a.Base, sharesThen[j])
				if !p.Known || p.Recent != now || p.RecentAll != nowAll || p.Then != published || p.Base != publishedAll {
					t.Errorf("%s: %+v, want %d of %d now and %d of %d in run %d", topic.ID, p, now, nowAll, published, publishedAll, a.Run)
				}
				change := float64(now)/float64(nowAll) - float64(published)/float64(publishedAll)
				if d := p.FromPapers() + p.FromReclustering() - change; math.Abs(d) > 1e-12 {
					t.Errorf("%s: the parts sum to %v more than %v", topic.ID, d, change)
				}
				if checked++; p.Now != p.Then {
					moved++
				}
			}
		}
	}
	check(last.Topics, last.Shares, then.Topics, then.Shares, a.Topics)
	check(last.Themes, last.ThemeShares, then.Themes, then.ThemeShares, a.Themes)
	check(last.Watched, last.WatchedShares, then.Watched, then.WatchedShares, a.Watched)
	if checked < 5 || moved == 0 {
		t.Errorf("%d topics were compared, of %d papers moved", checked, moved)
	}
	mustVerify(t, o)
}
