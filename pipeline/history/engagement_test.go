package history

import (
	"testing"

	"papertide/pipeline/corpus"
)

// Engagement of a saved page was seen on the day on which the page was saved;
// of records without such a day, not before the newest paper whose engagement
// the same run read so. Each run goes on to say what it knew.
func TestSeen(t *testing.T) {
	d := create(t, temp(t))
	liked := func(id, date string, page bool) corpus.Paper {
		p := paper(id, "Title of "+id, "An abstract.", date)
		p.Upvotes, p.Page = number(3), page
		return p
	}
	silent := paper("2501.00009", "Nobody votes", "An abstract.", "2025-06-01")
	first, _ := live(t, d, "2025-06-30",
		liked("2501.00001", "2025-01-02", false), liked("2501.00002", "2025-03-04", false), silent)
	page := corpus.Input{Name: "page.txt", Format: "page", Captured: day("2025-07-03"), Read: 1}
	if _, _, err := liveFile(t.Context(), d, "2025-07-31", page, []corpus.Paper{liked("2501.00003", "2025-06-30", true)}); err != nil {
		t.Fatal(err)
	}
	more := liked("2501.00001", "2025-01-02", false)
	more.Upvotes = number(5)
	last, _ := live(t, d, "2025-07-31", more, liked("2501.00004", "2025-02-01", false))
	for run, want := range map[int]map[string]string{
		first: {"2501.00001": "2025-03-04", "2501.00002": "2025-03-04", "2501.00009": ""},
		last: {
			"2501.00001": "2025-02-01", "2501.00002": "2025-03-04", "2501.00003": "2025-07-03",
			"2501.00004": "2025-02-01", "2501.00009": "",
		},
	} {
		s, err := d.Start(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Papers) != len(want) || len(s.Seen) != len(want) {
			t.Fatalf("run %d: %d papers, %d days", run, len(s.Papers), len(s.Seen))
		}
		for i, p := range s.Papers {
			if got, want := s.Seen[i], want[p.ID]; want == "" && !got.IsZero() || want != "" && got != day(want) {
				t.Errorf("run %d: %s seen on %s, want %q", run, p.ID, got, want)
			}
		}
	}
}
