package pipeline

import (
	"fmt"
	"path/filepath"
	"testing"

	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// A paper of week 2 that comes with week 4 changes what is said of week 2, and
// the run says from what to what. What was first said stays readable.
func TestRevisions(t *testing.T) {
	o := inDir(t.TempDir())
	o.Settings.K = 4 // the made-up subjects: no paper moves
	all := weeksOf(4)
	late := all[1][0]
	all[1] = all[1][1:]
	all[3] = append(all[3], late)
	for w, records := range all {
		o.Files = []string{writeRecords(t, filepath.Join(filepath.Dir(o.DB), fmt.Sprintf("w%d.jsonl", w)), records...)}
		mustLive(t, o)
	}
	db := openHistory(t, o)
	run := func(n int) history.Run {
		r, err := db.Run(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	vintages, err := db.Vintages(t.Context(), 4)
	if err != nil {
		t.Fatal(err)
	}
	first := history.FirstShares(vintages)

	second, fourth := run(2), run(4)
	week, _ := calendar.NewDate(2024, 1, 8).In(calendar.Week)
	share := func(r history.Run, topic int) float64 {
		for i, p := range r.Counts.Periods {
			if p.Period == week {
				return r.Shares[topic][i].Value
			}
		}
		t.Fatalf("run %d does not know %s", r.Number, week)
		return 0
	}
	for i, topic := range second.Topics {
		if got, ok := first(topic.ID, week); !ok || got != share(second, i) {
			t.Errorf("%s was first reported with %v, now %v (%v)", topic.ID, share(second, i), got, ok)
		}
	}
	if run(3).Revisions != nil {
		t.Errorf("nothing changed up to run 3, but %+v", run(3).Revisions)
	}
	if len(fourth.Revisions) != 1 {
		t.Fatalf("revisions %+v, want one", fourth.Revisions)
	}
	r := fourth.Revisions[0]
	if r.Period != week || r.Run != 2 || r.Then != 11 || r.Now != 12 {
		t.Errorf("revision %+v, want 11 papers in run 2, now 12", r)
	}
	largest := 0.
	for i, topic := range fourth.Topics {
		then, _ := first(topic.ID, week)
		now := share(fourth, i)
		if d := max(now-then, then-now); d > largest {
			largest = d
		}
		if topic.ID == r.Topic && (r.From != then || r.To != now) {
			t.Errorf("%s: from %v to %v, want %v to %v", topic.ID, r.From, r.To, then, now)
		}
	}
	if d := max(r.To-r.From, r.From-r.To); d != largest || d == 0 {
		t.Errorf("the share of %s changed by %v, the largest change is %v", r.Topic, d, largest)
	}
	mustVerify(t, o)
}
