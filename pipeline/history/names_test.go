package history

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/topics"
)

func rename(t *testing.T, d *DB, id, name string) Renaming {
	t.Helper()
	r, err := d.Rename(t.Context(), id, name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A name is known to the runs after it, to none before, and no run is made by
// giving it.
func TestRename(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	two := topics.ID{Number: 2}

	if got, want := rename(t, d, "T002", "Odd ones"), (Renaming{two, "odd", "Odd ones", 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	rename(t, d, "T2", "  Oddities\tand\n others ")
	s := stateOf(t, d, "2025-06-30")
	if diff := cmp.Diff(map[topics.ID]string{two: "Oddities and others"}, s.Past.Names); diff != "" || !s.Edited {
		t.Errorf("edited %v; %s", s.Edited, diff)
	}
	if first, err := d.Start(t.Context(), 1); err != nil || len(first.Past.Names) != 0 || first.Edited {
		t.Errorf("run 1 knew a name that was given after it: %v, %v", first.Past.Names, err)
	}
	if runs, err := d.Runs(t.Context()); err != nil || len(runs) != 1 {
		t.Errorf("%d runs, %v", len(runs), err)
	}

	live(t, d, "2025-06-30", three()...)
	if s := stateOf(t, d, "2025-06-30"); s.Edited || len(s.Past.Names) != 1 {
		t.Errorf("after run 2: edited %v, names %v", s.Edited, s.Past.Names)
	}
	if second, err := d.Start(t.Context(), 2); err != nil || !second.Edited || len(second.Past.Names) != 1 {
		t.Errorf("run 2 started from %v, edited %v, %v", second.Past.Names, second.Edited, err)
	}

	rename(t, d, "T002", "") // taken back
	if s := stateOf(t, d, "2025-06-30"); !s.Edited || len(s.Past.Names) != 0 {
		t.Errorf("taken back: edited %v, names %v", s.Edited, s.Past.Names)
	}
	rename(t, d, "T002", "Oddities and others") // as run 2 knew it
	if s := stateOf(t, d, "2025-06-30"); s.Edited {
		t.Error("the same name as before is a change")
	}
	var rows int
	rename(t, d, "T002", "Oddities and others")
	if err := d.read.QueryRow("SELECT count(*) FROM name").Scan(&rows); err != nil || rows != 4 {
		t.Errorf("%d rows, %v; want 4: a name that is given twice is one", rows, err)
	}
}

func TestRenameRefuses(t *testing.T) {
	d := create(t, temp(t))
	if _, err := d.Rename(t.Context(), "T001", "x", nil); err == nil || !strings.Contains(err.Error(), "no run yet") {
		t.Errorf("no run: %v", err)
	}
	live(t, d, "2025-06-30", three()...)
	for _, c := range []struct{ id, name, want string }{
		{"T003", "x", "run 1 has no topic or theme T003"},
		{"H01", "x", "run 1 has no topic or theme H01"},
		{"W01", "x", "the configuration"},
		{"paper", "x", "want an id such as T017"},
		{"T001", "", "no name of yours"},
		{"T001", " \n", "no name of yours"},
		{"T001", "a\x1b[31mb", "U+001B cannot be printed"},
		{"T001", "a\u202eb", "U+202E cannot be printed"},
		{"T001", "a\xffb", "not UTF-8"},
		{"T001", strings.Repeat("ä", LongestName+1), "81 characters, want at most 80"},
	} {
		if _, err := d.Rename(t.Context(), c.id, c.name, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("rename %q %q: %v, want %s", c.id, c.name, err, c.want)
		}
	}
	if s := stateOf(t, d, "2025-06-30"); s.Edited {
		t.Error("a refused name is a change")
	}
	rename(t, d, "T001", strings.Repeat("ä", LongestName))
}

// A name is given between runs: it waits for the lock, and an open run does not
// know it.
func TestRenameWaits(t *testing.T) {
	path := temp(t)
	d := create(t, path)
	live(t, d, "2025-06-30", three()...)
	tx := begin(t, d)
	told, done := make(chan string, 1), make(chan error)
	other := create(t, path)
	go func() {
		_, err := other.Rename(t.Context(), "T001", "Evens", func(s string) { told <- s })
		done <- err
	}()
	<-told
	s, err := tx.State(t.Context(), day("2025-06-30"))
	if err != nil || len(s.Past.Names) != 0 {
		t.Errorf("names %v, %v", s.Past.Names, err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if s := stateOf(t, d, "2025-06-30"); len(s.Past.Names) != 1 {
		t.Errorf("names %v", s.Past.Names)
	}
}
