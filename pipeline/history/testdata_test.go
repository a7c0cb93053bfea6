package history

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the history of the present version into testdata")

func valueOf(v any) reflect.Value { return reflect.ValueOf(v) }

const testdata = "../../testdata"

// Histories that every version of the schema left behind still open, and what
// their runs said still has the digest that it had then.
func TestOldHistories(t *testing.T) {
	newest := filepath.Join(testdata, fmt.Sprintf("history-v%d.db", schema))
	if *update {
		writeSample(t, newest)
	}
	olds, err := filepath.Glob(filepath.Join(testdata, "history-v*.db"))
	if err != nil || len(olds) != schema {
		t.Fatalf("%d old histories for %d versions of the schema, %v", len(olds), schema, err)
	}
	for _, old := range olds {
		path := temp(t)
		if err := copyFile(path, old); err != nil {
			t.Fatal(err)
		}
		d, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		runs, err := d.Runs(t.Context())
		if err != nil || len(runs) != 3 {
			t.Fatalf("%s: %d runs, %v", old, len(runs), err)
		}
		for i, want := range []struct{ papers, duplicates, waiting int }{{3, 0, 0}, {7, 1, 1}, {8, 1, 0}} {
			r := mustRun(t, d, i+1)
			if len(r.Papers) != want.papers || len(r.Duplicates) != want.duplicates {
				t.Errorf("%s: run %d is about %d papers and %d duplicates, want %+v", old, r.Number, len(r.Papers), len(r.Duplicates), want)
			}
			if got := Digest(r); got != r.Digest || got != runs[2-i].Digest {
				t.Errorf("%s: run %d has another digest now", old, r.Number)
			}
			s, err := d.Start(t.Context(), i+1)
			if err != nil || s.Waiting != want.waiting || s.PapersSHA256 != r.PapersSHA256 || s.Past.Run != i {
				t.Errorf("%s: run %d started from %d papers, %d waiting, %v", old, r.Number, len(s.Papers), s.Waiting, err)
			}
			texts, err := between(s.Texts)(0, len(s.Papers))
			if err != nil || texts[0] != "First of three papers\nOn the first." {
				t.Errorf("%s: texts %q, %v", old, texts, err)
			}
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

// writeSample writes three runs that use every table: papers with a second
// version, a duplicate, a sighting, one that waits, a name.
func writeSample(t *testing.T, path string) {
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	d := create(t, path)
	d.now = func() time.Time { return time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC) }
	live(t, d, "2025-06-24", three()...)
	liked := paper("2506.00004", "A paper that people come to like", "Likes.", "2025-06-25")
	liked.Upvotes = number(5)
	live(t, d, "2025-06-30", liked,
		paper("2506.00005", "Gamma rays from a distant source", "Rays.", "2025-06-26"),
		paper("2506.00006", "On the length of sentences", "Long.", "2025-06-27"),
		paper("2506.00007", "Numbers that nobody has counted", "Many.", "2025-06-28"),
		paper("2507.00001", "A paper that waits for July", "July.", "2025-07-02"),
		paper("twin:3", "Third of three papers", "On the third, at length.", "2025-06-20"))
	write(t, d, "INSERT INTO name (id, label, after, made) VALUES ('T002', 'Odd ones', 2, '2025-07-02T08:00:00Z')")
	liked.Upvotes = number(9)
	live(t, d, "2025-07-04", liked)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
