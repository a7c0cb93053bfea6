package pipeline

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

func openHistory(t *testing.T, o Options) *history.DB {
	t.Helper()
	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func mustVerify(t *testing.T, o Options) (runs int) {
	t.Helper()
	v := VerifyOptions{Workers: 1, Progress: func(string, int64, int64) {}}
	err := Verify(t.Context(), openHistory(t, o), v, func(v Verified) error {
		runs++
		if v.Difference != "" {
			t.Errorf("run %d differs: %s", v.Run, v.Difference)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

// What the user does between runs takes hold with the next run, stays, and
// leaves what earlier runs said as it was.
func TestEdits(t *testing.T) {
	o := inDir(t.TempDir())
	all := weeksOf(7)
	week := func(w int) Outcome {
		t.Helper()
		o.Files = []string{writeRecords(t, filepath.Join(filepath.Dir(o.DB), fmt.Sprintf("w%d.jsonl", w)), all[w]...)}
		return mustLive(t, o)
	}
	for w := range 4 {
		week(w)
	}
	db := openHistory(t, o)
	fourth, err := db.Run(t.Context(), 4)
	if err != nil {
		t.Fatal(err)
	}
	id := fourth.Topics[1].ID
	if _, err := db.Rename(t.Context(), id.String(), "Mine", nil); err != nil {
		t.Fatal(err)
	}
	if w, err := db.Withdraw(t.Context(), 2, nil); err != nil || w.Papers != 12 {
		t.Fatal(w, err)
	}

	if out := week(3); out.Runs != 1 || out.Run != 5 || out.PapersNew != 0 || out.PapersTotal != 36 || out.Events.Edited != 1 {
		t.Errorf("without a new paper: %+v", out)
	}
	if out := week(3); out.Runs != 0 {
		t.Errorf("again: %d runs", out.Runs)
	}
	for w := 4; w < 7; w++ {
		week(w)
	}
	last, err := db.Run(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range last.Papers {
		if slices.ContainsFunc(all[1], func(r record) bool { return r.ID == p.ID }) {
			t.Errorf("%s was withdrawn", p.ID)
		}
	}
	at := slices.IndexFunc(last.Topics, func(topic topics.Topic) bool { return topic.ID == id })
	if at < 0 || !last.Topics[at].Renamed || last.Topics[at].Name() != "Mine" || last.Number != 8 || len(last.Papers) != 72 {
		t.Errorf("run %d of %d papers: topics %+v", last.Number, len(last.Papers), last.Topics)
	}
	if runs := mustVerify(t, o); runs != 8 {
		t.Errorf("%d runs", runs)
	}

	// Its file brings the papers of the withdrawn run back.
	if out := week(1); out.PapersNew != 12 || out.PapersTotal != 84 {
		t.Errorf("%d new papers of %d", out.PapersNew, out.PapersTotal)
	}
	mustVerify(t, o)
}

// Where all papers of a topic, or of the history, are withdrawn.
func TestWithdrawTopics(t *testing.T) {
	o := inDir(t.TempDir())
	all := weeksOf(5)
	subjects := [][]record{nil, nil}
	for _, week := range all {
		for i, r := range week {
			subjects[i%2] = append(subjects[i%2], r)
		}
	}
	for i, records := range subjects {
		o.Files = []string{writeRecords(t, filepath.Join(filepath.Dir(o.DB), fmt.Sprintf("s%d.jsonl", i)), records...)}
		mustLive(t, o)
	}
	db := openHistory(t, o)
	if _, err := db.Withdraw(t.Context(), 1, nil); err != nil {
		t.Fatal(err)
	}
	if out := mustLive(t, o); out.PapersTotal != 30 || out.Topics == 0 {
		t.Errorf("%d papers, %d topics", out.PapersTotal, out.Topics)
	}
	mustVerify(t, o)
	for _, c := range []struct{ run, papers int }{{2, 0}, {3, 30}} { // run 3 read the file of run 2 again
		if w, err := db.Withdraw(t.Context(), c.run, nil); err != nil || w.Papers != c.papers {
			t.Fatal(w, err)
		}
	}
	o.Files = []string{writeRecords(t, filepath.Join(filepath.Dir(o.DB), "none.jsonl"), record{ID: "late", Title: "A paper dated much too late", Abstract: "On papers that come late, and what may be said of them.", Date: "2024-12-01"})}
	o.AsOf = calendar.NewDate(2024, 11, 1)
	if _, err := Run(t.Context(), o); !errors.Is(err, ErrNothingUsable) {
		t.Errorf("no paper takes part: %v", err)
	}
	o.AsOf = calendar.Date{}
	if out := mustLive(t, o); out.PapersTotal != 1 || out.Run != 4 {
		t.Errorf("run %d of %d papers", out.Run, out.PapersTotal)
	}
	mustVerify(t, o)
}
