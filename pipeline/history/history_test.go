package history

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
)

func three() []corpus.Paper {
	return []corpus.Paper{
		paper("2506.00003", "Third of three papers", "On the third.", "2025-06-24"),
		paper("2506.00001", "First of three papers", "On the first.", "2025-06-02"),
		paper("2506.00002", "Second of three papers", "On the second.", ""),
	}
}

// What a run said comes back whole, and its digest with it.
func TestRunComesBack(t *testing.T) {
	d := create(t, temp(t))
	tx := begin(t, d)
	if _, err := tx.Add(t.Context(), spooled(three()), []corpus.Input{{Name: "a b.jsonl", Format: "json", Warnings: []string{"one line was cut"}}}); err != nil {
		t.Fatal(err)
	}
	if newest, err := tx.Newest(t.Context(), calendar.Date{}); err != nil || newest != day("2025-06-24") {
		t.Errorf("newest %v, %v", newest, err)
	}
	state, err := tx.State(t.Context(), day("2025-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	said := say(state)
	n, err := tx.Commit(t.Context(), said)
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	got := mustRun(t, d, 1)
	said.Number, said.Digest = 1, Digest(said)
	if diff := cmp.Diff(said, got); diff != "" {
		t.Error(diff)
	}
	if Digest(got) != got.Digest {
		t.Error("the digest of what comes back differs from that of what was said")
	}
	runs, err := d.Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	week, _ := day("2025-06-23").In(calendar.Week)
	want := []Summary{{
		Number: 1, Made: d.now(), AsOf: day("2025-06-30"), Title: "A field", Unit: calendar.Week, Reported: week, Settings: `{"seed":1}`,
		New: 3, Papers: 3, Topics: 2, Events: []string{"born: even"}, Version: "v0.test", PapersSHA256: got.PapersSHA256, Digest: got.Digest,
		Inputs: []corpus.Input{{Name: "a b.jsonl", Format: "json", Warnings: []string{"one line was cut"}}},
	}}
	if diff := cmp.Diff(want, runs); diff != "" {
		t.Error(diff)
	}
}

// The second run inherits what the first said, on the rows of its own papers.
func TestPast(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	before := paper("2506.00000", "A paper that comes first", "Before.", "2025-06-20")
	live(t, d, "2025-06-30", before)
	s, err := d.Start(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	// Titles have 24, 21, 22 and 21 letters: even ones are of T001.
	want := []topics.ID{{}, {Number: 2}, {Number: 1}, {Number: 2}}
	if diff := cmp.Diff(want, s.Past.Of); diff != "" {
		t.Error(diff)
	}
	if s.Past.Run != 1 || s.Past.NextID != 3 || *s.Unit != calendar.Week || len(s.Past.Topics) != 2 {
		t.Errorf("past %+v, unit %v", s.Past, s.Unit)
	}
	// The medoid was the last of three rows and the typical paper the first.
	if got := s.Past.Topics[0]; got.Medoid != 3 || got.Typical[0] != 1 {
		t.Errorf("medoid %d, typical %v; want 3, [1]", got.Medoid, got.Typical)
	}
	texts, err := s.Texts([]int32{1, 2})
	if diff := cmp.Diff([]string{"First of three papers\nOn the first.", "Second of three papers\nOn the second."}, texts); err != nil || diff != "" {
		t.Error(err, diff)
	}
	first, err := d.Start(t.Context(), 1)
	if err != nil || first.Past.Run != 0 || first.Unit != nil || first.Past.NextID != 1 || len(first.Past.Of) != 3 {
		t.Errorf("start of run 1: %+v, %v", first.Past, err)
	}
	if r := mustRun(t, d, 2); len(r.Papers) != 4 || r.Of[0] != 0 {
		t.Errorf("run 2: %v of %v", r.Of, ids(r.Papers))
	}
}

// Papers dated after the as-of date are stored and wait; those without a date
// take part.
func TestWaiting(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-02", three()...)
	if r := mustRun(t, d, 1); len(r.Papers) != 2 {
		t.Errorf("run 1 is about %v", ids(r.Papers))
	}
	s := stateOf(t, d, "2025-06-23")
	if s.Waiting != 1 || len(s.Papers) != 2 {
		t.Errorf("the day before: %d wait, %v take part", s.Waiting, ids(s.Papers))
	}
	if s = stateOf(t, d, "2025-06-24"); s.Waiting != 0 || len(s.Papers) != 3 || s.Past.Of[2] != (topics.ID{}) {
		t.Errorf("on its day: %d wait, past %v", s.Waiting, s.Past.Of)
	}
}

// Until Commit, nothing is there: neither rows nor, at first, a file.
func TestCloseWithoutCommit(t *testing.T) {
	path := temp(t)
	d := create(t, path)
	tx := begin(t, d)
	if _, err := tx.Add(t.Context(), spooled(three()), nil); err != nil {
		t.Fatal(err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if runs, err := d.Runs(t.Context()); err != nil || len(runs) != 0 {
		t.Error(runs, err)
	}
	if _, err := d.Run(t.Context(), 0); !errors.Is(err, ErrNoRun) {
		t.Errorf("error %v, want ErrNoRun", err)
	}

	live(t, d, "2025-06-30", three()...)
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tx = begin(t, d)
	if _, err := tx.Add(t.Context(), spooled(many(3000)), nil); err != nil {
		t.Fatal(err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	if is, err := os.ReadFile(path); err != nil || string(is) != string(was) {
		t.Error("the file changed without a commit", err)
	}
	if last := mustRun(t, d, 0); last.Number != 1 {
		t.Errorf("run %d", last.Number)
	}
}

// A file that is read again writes nothing but the run that the caller wants.
func TestReadAgain(t *testing.T) {
	d := create(t, temp(t))
	records := many(200)
	live(t, d, "2020-01-01", records...)
	tx := begin(t, d)
	defer tx.Close()
	added, err := tx.Add(t.Context(), spooled(records), nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Added{Known: 200}); added != want {
		t.Errorf("%+v, want %+v", added, want)
	}
	if tx.began {
		t.Error("something was written")
	}
	last, err := tx.Last(t.Context())
	if err != nil || last.Number != 1 || last.Settings != `{"seed":1}` {
		t.Errorf("last %+v, %v", last, err)
	}
	if _, err := tx.Add(t.Context(), spooled(records), nil); err == nil {
		t.Error("a second Add is no error")
	}
}

func TestCommitRefuses(t *testing.T) {
	d := create(t, temp(t))
	tx := begin(t, d)
	defer tx.Close()
	if _, err := tx.Commit(t.Context(), Run{}); err == nil {
		t.Error("a run without a state")
	}
	if _, err := tx.Add(t.Context(), spooled(three()), nil); err != nil {
		t.Fatal(err)
	}
	state, err := tx.State(t.Context(), day("2025-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(r *Run){
		"a paper less":     func(r *Run) { r.Papers = r.Papers[1:] },
		"a topic missing":  func(r *Run) { r.Of[1] = 2 },
		"no number":        func(r *Run) { r.Coherence = math.NaN() },
		"papers exchanged": func(r *Run) { r.Papers[0], r.Papers[1] = r.Papers[1], r.Papers[0] },
		"spots too few":    func(r *Run) { r.Spot = r.Spot[:1] },
	} {
		r := say(state)
		r.Papers = append([]corpus.Paper(nil), r.Papers...)
		spoil(&r)
		if _, err := tx.Commit(t.Context(), r); err == nil {
			t.Errorf("%s: committed", name)
		}
	}
}

func TestCancelled(t *testing.T) {
	path := temp(t)
	d := create(t, path)
	live(t, d, "2025-06-30", three()...)
	ctx, cancel := context.WithCancel(t.Context())
	tx, err := d.Begin(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := tx.Add(ctx, spooled(many(50)), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if err := tx.Close(); err != nil {
		t.Error(err)
	}
	if _, _, err := liveOn(ctx, d, "2025-06-30", many(5)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if n, _ := live(t, d, "2025-06-30"); n != 2 {
		t.Errorf("next run is %d, want 2", n)
	}
}

// Every field of a paper survives; one that is added to corpus.Paper and
// forgotten here fails.
func TestEveryFieldOfAPaper(t *testing.T) {
	var p corpus.Paper
	v := reflect.ValueOf(&p).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Interface().(type) {
		case string:
			f.SetString("https://example.org/" + v.Type().Field(i).Name)
		case []string:
			f.Set(reflect.ValueOf([]string{"x:" + v.Type().Field(i).Name, "y"}))
		case int:
			f.SetInt(7)
		case *int:
			f.Set(reflect.ValueOf(number(i)))
		case bool:
			f.SetBool(true)
		case calendar.Date:
			f.Set(reflect.ValueOf(day("2025-06")))
		default:
			t.Fatalf("a field of type %v: teach the test", f.Type())
		}
	}
	p.DOI = "10.1000/x"
	corpus.Identify(&p)
	d := create(t, temp(t))
	live(t, d, "2025-06-30", p)
	got := mustRun(t, d, 1).Papers[0]
	if diff := cmp.Diff(p, got, cmpopts.IgnoreFields(corpus.Paper{}, "Abstract")); diff != "" {
		t.Error(diff)
	}
}

// Paths may hold what means something in a URI.
func TestPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "50%.db", "no#1.db", "mode=ro&x.db", "%41?mode=memory#.db", "ä漢.db"} {
		path := filepath.Join(t.TempDir(), name)
		d := create(t, path)
		live(t, d, "2025-06-30", three()...)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(entries) != 1 || entries[0].Name() != name {
			t.Errorf("%s: the folder holds %v, %v", name, entries, err)
		}
		again, err := Open(t.Context(), path)
		if err != nil {
			t.Error(err)
			continue
		}
		mustRun(t, again, 1)
		again.Close()
	}
}

func TestNames(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	write(t, d, "INSERT INTO name (id, label, after, made) VALUES ('T002', 'Odd ones', 1, '2025-07-02T08:00:00Z'), ('T002', 'Oddities', 1, '2025-07-03T08:00:00Z')")
	if got := stateOf(t, d, "2025-06-30").Past.Names; len(got) != 1 || got[topics.ID{Number: 2}] != "Oddities" {
		t.Errorf("names %v", got)
	}
	if s, err := d.Start(t.Context(), 1); err != nil || len(s.Past.Names) != 0 {
		t.Errorf("run 1 knew a name that was given after it: %v, %v", s.Past.Names, err)
	}
	write(t, d, "INSERT INTO withdrawal (run, after, made) VALUES (1, 1, '2025-07-03T08:00:00Z')")
	if runs, err := d.Runs(t.Context()); err != nil || !runs[0].Withdrawn {
		t.Error(runs, err)
	}
}

// write runs a statement on the file of a history as another program would.
func write(t *testing.T, d *DB, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", d.source(forWriting))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// Nothing that was committed can be changed or deleted.
func TestAppendOnly(t *testing.T) {
	d := create(t, temp(t))
	twin := paper("twin:1", "First of three papers", "On the first.", "2025-06-02")
	twin.Upvotes = number(1)
	live(t, d, "2025-06-30", append(three(), twin)...)
	live(t, d, "2025-06-30", three()...)
	write(t, d, "INSERT INTO name (id, label, after, made) VALUES ('T002', 'Odd ones', 1, '')")
	write(t, d, "INSERT INTO withdrawal (run, after, made) VALUES (1, 1, '')")
	db, err := sql.Open("sqlite", d.source(forWriting))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for table, columns := range tables(t, d) {
		var rows int
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&rows); err != nil || rows == 0 {
			t.Errorf("%s: %d rows, %v: the test needs one", table, rows, err)
		}
		for _, statement := range []string{
			"DELETE FROM " + table,
			"UPDATE " + table + " SET " + columns[0] + " = " + columns[0],
			"INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table,
		} {
			if _, err := db.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

// tables lists the tables of a history with their columns.
func tables(t *testing.T, d *DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	const query = `SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'goose_%' ORDER BY t.name, c.cid`
	err := each(t.Context(), d.read, query, nil, func(scan func(...any) error) error {
		var table, column string
		err := scan(&table, &column)
		all[table] = append(all[table], column)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The head of the package lists every table with its columns, and nothing
// else; and schema is the number of the newest migration.
func TestSchemaIsWrittenOut(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string][]string{}
	for line := range strings.Lines(string(doc)) {
		line, is := strings.CutPrefix(strings.TrimSpace(line), "//\t")
		table, columns, found := strings.Cut(line, "(")
		if is && found && !strings.HasPrefix(line, " ") {
			written[table] = strings.Split(strings.TrimSuffix(columns, ")"), ", ")
		}
	}
	if diff := cmp.Diff(tables(t, d), written); diff != "" {
		t.Error(diff)
	}
	newest, err := fs.Glob(embedded, "migrations/*.sql")
	if err != nil || len(newest) != schema {
		t.Errorf("%d migrations, schema %d, %v", len(newest), schema, err)
	}
	if version, err := d.check(t.Context(), d.read); err != nil || version != schema {
		t.Errorf("a new file is of version %d, %v", version, err)
	}
}
