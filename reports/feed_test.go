package reports

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// The feed tells each event once and a mover when it is first confirmed, again
// only after it was not, and nothing of a withdrawn run.
func TestFeed(t *testing.T) {
	rl := history.CalledMover{ID: topics.ID{Number: 2}, Name: "R & D <b>", Verdict: trends.Rising, Confirmed: true}
	hint := history.CalledMover{ID: topics.ID{Number: 3}, Name: "agents", Verdict: trends.Falling}
	run := func(n int, day, week string, events []string, movers ...history.CalledMover) history.Summary {
		return history.Summary{Number: n, AsOf: exportDate(day), Reported: exportPeriod(week), Title: "My field", Papers: 10 * n, Events: events, Movers: movers}
	}
	gone := run(3, "2025-06-20", "2025-W25", []string{"born: a mistake"})
	gone.Withdrawn = true
	runs := []history.Summary{
		run(5, "2025-07-04", "2025-W27", nil, rl),
		run(4, "2025-06-27", "2025-W26", []string{"split: a\x01 → b, c"}),
		gone,
		run(2, "2025-06-13", "2025-W24", nil, rl, hint),
		run(1, "2025-06-06", "2025-W23", []string{"born: dLLMs"}, rl),
	}
	text, err := renderFeed(runs)
	if err != nil {
		t.Fatal(err)
	}
	var f atomFeed
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Confirmed: R & D <b> is rising, 2025-W27.html",
		"Split: a → b, c, 2025-W26.html",
		"Confirmed: R & D <b> is rising, 2025-W23.html",
		"Born: dLLMs, 2025-W23.html",
	}
	seen := map[string]bool{}
	for i, e := range f.Entries {
		if got := e.Title + ", " + e.Link.Href; i >= len(want) || got != want[i] {
			t.Errorf("entry %d: %s", i, got)
		}
		if seen[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") || len(e.ID) != len("urn:uuid:")+36 {
			t.Errorf("entry %d has the id %s", i, e.ID)
		}
		seen[e.ID] = true
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Summary == "" {
			t.Errorf("entry %d: %v, %q", i, err, e.Summary)
		}
	}
	if len(f.Entries) != len(want) || f.Title != "My field" || f.Updated != "2025-07-04T00:00:00Z" || f.ID == "" {
		t.Errorf("%d entries; %+v", len(f.Entries), f)
	}
	// An entry keeps its id when a run comes after it.
	later, err := renderFeed(append([]history.Summary{run(6, "2025-07-11", "2025-W28", []string{"died: x"}, rl)}, runs...))
	if err != nil {
		t.Fatal(err)
	}
	for id := range seen {
		if !strings.Contains(string(later), id) {
			t.Errorf("%s is not in the next feed", id)
		}
	}
	if empty, err := renderFeed(nil); err != nil || xml.Unmarshal(empty, &f) != nil {
		t.Errorf("no runs: %v", err)
	}
}
