package history

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// Every difference that changes the digest is named, in words.
func TestDifference(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	r := mustRun(t, d, 1)
	if got := Difference(r, r); got != "" {
		t.Errorf("a run differs from itself: %s", got)
	}
	second := r.Topics[1]
	second.Label = []string{"strange"}
	for want, change := range map[string]func(*Run){
		"paper 2506.00001: in T002, now in T001":                       func(r *Run) { r.Of = []int32{0, r.Of[1], r.Of[2]} },
		"paper 2506.00002: in T001, now in no topic":                   func(r *Run) { r.Of = []int32{r.Of[0], -1, r.Of[2]} },
		`Topics[T002].Label[0]: "odd", now "strange"`:                  func(r *Run) { r.Topics = []topics.Topic{r.Topics[0], second} },
		`Settings: "{\"seed\":1}", now "{\"seed\":2}"`:                 func(r *Run) { r.Settings = `{"seed":2}` },
		"Events: 1, now 0":                                             func(r *Run) { r.Events = nil },
		"Similarity[2506.00003]: 0.2, now 0.25":                        func(r *Run) { r.Similarity = []float32{0, .1, .25} },
		"Unit: week, now month":                                        func(r *Run) { r.Unit = calendar.Month },
		"AsOf: 2025-06-30, now 2025-07-01":                             func(r *Run) { r.AsOf = day("2025-07-01") },
		"papers: 3, now 2":                                             func(r *Run) { r.Of = r.Of[:2] },
		"Selection: none, now {From: To: Captured: Phrase: Holding:3}": func(r *Run) { r.Selection = &Selection{Holding: 3} },
	} {
		changed := r
		change(&changed)
		if got := Difference(r, changed); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// tamper changes the file behind the back of the program, which its triggers
// refuse until they are dropped.
func tamper(t *testing.T, d *DB, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", d.source(forWriting))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var drop []string
	err = each(t.Context(), db, "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'", nil, func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		drop = append(drop, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range drop {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

// One byte of what was read is noticed, with the runs that it is about.
func TestAltered(t *testing.T) {
	history := func(t *testing.T) *DB {
		d := create(t, temp(t))
		live(t, d, "2025-06-30", three()...)
		live(t, d, "2025-06-30", paper("2506.00003", "Third of three papers", "On the third, at more length.", "2025-06-24"))
		if all, err := d.Altered(t.Context()); err != nil || len(all) > 0 {
			t.Fatal(all, err)
		}
		return d
	}
	t.Run("title", func(t *testing.T) {
		d := history(t)
		tamper(t, d, "UPDATE version SET title = 'Third of free papers' WHERE run = 1 AND title LIKE 'Third%'")
		got, err := d.Altered(t.Context())
		if diff := cmp.Diff([]Altered{{"2506.00003", 1}}, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
	t.Run("abstract", func(t *testing.T) {
		d := history(t)
		var body []byte
		if err := d.read.QueryRow("SELECT body FROM abstracts WHERE block = 2").Scan(&body); err != nil {
			t.Fatal(err)
		}
		plain, err := unzip(body)
		if err != nil {
			t.Fatal(err)
		}
		tamper(t, d, "UPDATE abstracts SET body = ? WHERE block = 2", zip([]byte(strings.Replace(string(plain), "length", "lengths"[1:], 1))))
		got, err := d.Altered(t.Context())
		if diff := cmp.Diff([]Altered{{"2506.00003", 2}}, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
	t.Run("block", func(t *testing.T) {
		d := history(t)
		tamper(t, d, "UPDATE abstracts SET body = substr(body, 1, length(body) - 1) WHERE block = 1")
		got, err := d.Altered(t.Context())
		want := []Altered{{"2506.00001", 1}, {"2506.00002", 1}, {"2506.00003", 1}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}

// The events of all runs, the newest first, with the ids of their papers: a row
// counts among the papers of its run, and these change.
func TestEvents(t *testing.T) {
	d := create(t, temp(t))
	liveWith := func(asOf string, change func(*Run)) {
		t.Helper()
		tx := begin(t, d)
		if _, err := tx.Add(t.Context(), spooled(three()), nil); err != nil {
			t.Fatal(err)
		}
		state, err := tx.State(t.Context(), day(asOf))
		if err != nil {
			t.Fatal(err)
		}
		r := say(state)
		r.Events = nil
		change(&r)
		if _, err := tx.Commit(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if err := tx.Close(); err != nil {
			t.Fatal(err)
		}
	}
	one, two := topics.ID{Number: 1}, topics.ID{Number: 2}
	// Of the three papers, one is dated 2 June, one 24 June, and 00002 has no date.
	liveWith("2025-06-10", func(r *Run) {
		r.Events = []topics.Event{{Kind: topics.Birth, To: []topics.ID{two}, Overlap: .75, Papers: []int{1}}}
	})
	liveWith("2025-06-20", func(*Run) {})
	liveWith("2025-06-30", func(r *Run) {
		r.Topics[1].Label = []string{"stranger"}
		r.Events = []topics.Event{
			{Kind: topics.Merge, From: []topics.ID{one, two}, To: []topics.ID{two}, Overlap: 1, Papers: []int{2, 0}},
			{Kind: topics.Death, From: []topics.ID{{Number: 7}}},
		}
	})
	want := []Event{
		{
			Run: 3, AsOf: day("2025-06-30"), Kind: topics.Merge, From: []Named{{one, "even"}, {two, "stranger"}}, To: []Named{{two, "stranger"}},
			Overlap: 1, Papers: []string{"2506.00003", "2506.00001"},
		},
		{Run: 3, AsOf: day("2025-06-30"), Kind: topics.Death, From: []Named{{ID: topics.ID{Number: 7}}}},
		{Run: 1, AsOf: day("2025-06-10"), Kind: topics.Birth, To: []Named{{two, "odd"}}, Overlap: .75, Papers: []string{"2506.00002"}},
	}
	got, err := d.Events(t.Context())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// Several runs under one lock: nobody comes between, and the file that the first
// made goes again if none is committed.
func TestNext(t *testing.T) {
	d := create(t, temp(t))
	tx := begin(t, d)
	if err := tx.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if missing, err := d.missing(); err != nil || !missing {
		t.Errorf("a file is left with nothing in it: %v", err)
	}

	tx = begin(t, d)
	for i, p := range three() {
		if i > 0 {
			if err := tx.Next(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		added, err := tx.Add(t.Context(), spooled(append(three()[:i], p)), nil)
		if err != nil || added.New != 1 || added.Known != i {
			t.Fatal(added, err)
		}
		state, err := tx.State(t.Context(), day("2025-06-30"))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := tx.Commit(t.Context(), say(state)); err != nil || n != i+1 || state.Past.Run != i {
			t.Fatal(n, err)
		}
		busy, cancel := context.WithCancel(t.Context())
		if _, err := d.Begin(busy, func(string) { cancel() }); err == nil {
			t.Fatal("another run began")
		}
		cancel()
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if r := mustRun(t, d, 0); r.Number != 3 || len(r.Papers) != 3 {
		t.Errorf("run %d of %d papers", r.Number, len(r.Papers))
	}
}
