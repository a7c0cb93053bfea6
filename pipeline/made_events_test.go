package pipeline

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

var madeStreams = flag.Int("made", 0, "made-up streams to live, of each sort, and to hold to the aims: ten take some minutes")

// told counts what runs told of the truth.
type told struct {
	truths, inTime, late int // of a kind: that happened; told in time; told later
	events, right        int // told; true
}

func (c told) String() string {
	return fmt.Sprintf("%d of %d told in time, %d late; %d of %d told were true", c.inTime, c.truths, c.late, c.right, c.events)
}

// liveMade lives a stream week by week and returns what each run said.
func liveMade(t *testing.T, s madeStream) []history.Run {
	t.Helper()
	dir := t.TempDir()
	o := inDir(dir, writeRecords(t, filepath.Join(dir, "made.jsonl"), slices.Concat(s.weeks...)...))
	o.ByPeriod = true
	out := mustLive(t, o)
	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var runs []history.Run
	for n := 1; n <= out.Run; n++ {
		r, err := db.Run(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
	}
	return runs
}

// judge compares what runs told with what happened. An event is true if most
// of the papers that it names are of the subjects to which that kind of thing
// happened, not before it did.
func judge(t *testing.T, s madeStream, runs []history.Run, found map[topics.EventKind]told) {
	t.Helper()
	known := make([]bool, len(s.truth))
	for week, r := range runs {
		for _, e := range r.Events {
			about := map[string]int{}
			for _, row := range e.Papers {
				about[s.subject[r.Papers[row].ID]]++
			}
			c, word := found[e.Kind], "false"
			c.events++
			for i, truth := range s.truth {
				papers := 0
				for _, subject := range truth.subjects {
					papers += about[subject]
				}
				if truth.kind != e.Kind || week < truth.week || 2*papers <= len(e.Papers) {
					continue
				}
				c.right++
				switch {
				case known[i] || truth.until == 0:
					word = "true"
				case week <= truth.until:
					word = "in time"
					c.inTime++
				default:
					word = "late"
					c.late++
				}
				known[i] = true
				break
			}
			found[e.Kind] = c
			t.Logf("week %d: %s %v → %v, papers about %v: %s", week, e.Kind, e.From, e.To, about, word)
		}
	}
	for i, truth := range s.truth {
		if truth.until == 0 {
			continue
		}
		c := found[truth.kind]
		c.truths++
		found[truth.kind] = c
		if !known[i] {
			t.Logf("week %d: %s of %v was not told", truth.week, truth.kind, truth.subjects)
		}
	}
}

// TestMadeStream lives streams whose truth is known and finds what happened in
// them within three weeks of ten papers that bear it. One stream says whether
// it is seen at all; many, how much of it:
//
//	go test ./pipeline -run MadeStream -v -timeout 0 -args -made 10
func TestMadeStream(t *testing.T) {
	found := map[topics.EventKind]told{}
	for seed := range uint64(max(1, *madeStreams)) {
		t.Logf("stream %d", seed)
		s := madeLife(seed)
		judge(t, s, liveMade(t, s), found)
	}
	for _, kind := range []topics.EventKind{topics.Birth, topics.Split, topics.Merge, topics.Death, topics.Revival} {
		c := found[kind]
		t.Logf("%s: %v", kind, c)
		switch {
		case *madeStreams == 0 && kind != topics.Merge && c.inTime < c.truths:
			t.Errorf("%s: %v", kind, c)
		case *madeStreams > 0 && (10*c.inTime < 9*c.truths || 10*c.right < 9*c.events):
			t.Errorf("%s: %v; aims: nine of ten", kind, c)
		}
	}
	if c := found[topics.Regrouped]; c.events > *madeStreams/10 {
		t.Errorf("%d regroupings, where none was", c.events)
	}
}

// TestMadeCalm lives streams in which nothing happens.
func TestMadeCalm(t *testing.T) {
	runs, events := 0, 0
	for seed := range uint64(max(1, *madeStreams)) {
		s := madeCalm(100+seed, 20)
		for week, r := range liveMade(t, s) {
			runs++
			events += len(r.Events)
			for _, e := range r.Events {
				t.Logf("stream %d, week %d: %s %v → %v", seed, week, e.Kind, e.From, e.To)
			}
		}
	}
	t.Logf("%d events in %d runs", events, runs)
	if 20*events > runs {
		t.Errorf("%d events in %d runs in which nothing happened: more than one in 20", events, runs)
	}
}
