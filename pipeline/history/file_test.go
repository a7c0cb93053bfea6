package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What is no history, or none that this program knows, is refused with the
// reason and left as it is.
func TestRefusals(t *testing.T) {
	good := temp(t)
	d := create(t, good)
	live(t, d, "2025-06-30", many(500)...)
	history, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	change := func(f func(b []byte) []byte) []byte { return f(bytes.Clone(history)) }
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"text":             {[]byte("Dec 8\nA paper\n"), "not a history"},
		"text as long":     {bytes.Repeat([]byte("papers and "), 5000), "not a history"},
		"another database": {change(func(b []byte) []byte { copy(b[68:72], "GPKG"); return b }), "of another program"}, // application_id
		"a newer version":  {change(func(b []byte) []byte { b[63] = 9; return b }), fmt.Sprintf("schema is version 9, and this program knows versions up to %d", schema)},
		"cut short":        {change(func(b []byte) []byte { return b[:len(b)/2] }), "damaged"},
		"a page of zeros":  {change(func(b []byte) []byte { clear(b[3*4096 : 4*4096]); return b }), "damaged"},
		"noise in a page":  {change(func(b []byte) []byte { copy(b[8*4096:], bytes.Repeat([]byte{0xa5}, 64)); return b }), "damaged"},
	} {
		path := filepath.Join(t.TempDir(), "papers.db")
		if err := os.WriteFile(path, c.content, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, open := range []func(context.Context, string) (*DB, error){Open, Create} {
			d, err := open(t.Context(), path)
			if err == nil {
				d.Close()
				t.Errorf("%s: opened", name)
				continue
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: error %q, want %q and the path", name, err, c.want)
			}
		}
		if is, err := os.ReadFile(path); err != nil || !bytes.Equal(is, c.content) {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
			t.Errorf("%s: the folder holds %v", name, left)
		}
	}
}

func TestNoFile(t *testing.T) {
	path := temp(t)
	if _, err := Open(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want that there is none", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("Open made a file")
	}
	if _, err := Create(t.Context(), filepath.Dir(path)); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Create(t.Context(), filepath.Join(path, "no", "folder.db")); err == nil || !strings.Contains(err.Error(), "there is no folder "+filepath.Join(path, "no")) {
		t.Errorf("a folder that is not there: %v", err)
	}
	// An empty file holds no history that could be lost.
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); err == nil {
		t.Error("an empty file was opened")
	}
	if n, _ := live(t, create(t, path), "2025-06-30", three()...); n != 1 {
		t.Errorf("run %d", n)
	}
}

// A link to a history is the history: one lock guards both.
func TestLink(t *testing.T) {
	path := temp(t)
	live(t, create(t, path), "2025-06-30", three()...)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no links here: ", err)
	}
	d := create(t, link)
	if n, _ := live(t, d, "2025-06-30"); n != 2 {
		t.Errorf("run %d", n)
	}
	if d.path != create(t, path).path {
		t.Error("two locks for one file")
	}
}

// A history may be read where nothing may be written, and a run says so before
// it does anything.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := temp(t)
	live(t, create(t, path), "2025-06-30", three()...)
	if err := errors.Join(os.Chmod(path, 0o444), os.Chmod(filepath.Dir(path), 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(path), 0o755)
	d, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	mustRun(t, d, 1)
	if _, err := d.Begin(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("folder: %v", err)
	}
	if err := os.Chmod(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Begin(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "may not be written") {
		t.Errorf("file: %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	path := temp(t)
	d := create(t, path)
	live(t, d, "2025-06-30", three()...)
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tx := begin(t, d)
	if _, err := tx.tx.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	_, err = tx.Add(t.Context(), spooled(many(3000)), nil)
	if err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("error %v, want that the disk is full", err)
	}
	if err := tx.Close(); err != nil {
		t.Error(err)
	}
	if is, err := os.ReadFile(path); err != nil || !bytes.Equal(is, was) {
		t.Error("the file was changed: ", err)
	}
	if n, _ := live(t, d, "2025-06-30"); n != 2 {
		t.Errorf("next run is %d", n)
	}
}

// An older file is brought up to date, with a copy of it kept.
func TestMigration(t *testing.T) {
	path := temp(t)
	old := create(t, path)
	live(t, old, "2025-06-30", three()...)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	next := func(sql string) *DB {
		d, err := newDB(path)
		if err != nil {
			t.Fatal(err)
		}
		d.schema = schema + 1
		all := fstest.MapFS{fmt.Sprintf("migrations/%05d_next.sql", d.schema): {Data: []byte(fmt.Sprintf("-- +goose Up\nPRAGMA user_version = %d;\n", d.schema) + sql)}}
		known, err := fs.Glob(embedded, "migrations/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range known {
			text, err := embedded.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = &fstest.MapFile{Data: text}
		}
		d.migrations = all
		t.Cleanup(func() { d.Close() })
		return d
	}

	if err := next("CREATE TABLE more (x INTEGER) STRICT;\nINSERT INTO no_such_table VALUES (1);\n").open(t.Context()); err == nil {
		t.Error("a migration that fails: no error")
	}
	still, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal("a migration that fails spoils the file: ", err)
	}
	still.Close()

	d := next("CREATE TABLE more (x INTEGER) STRICT;\n")
	if err := d.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(tables(t, d)["more"]) != 1 || len(mustRun(t, d, 1).Papers) != 3 {
		t.Error("the migrated file is not what it should be")
	}
	if kept, err := os.ReadFile(fmt.Sprintf("%s.v%d", path, schema)); err != nil || !bytes.Equal(kept, was) {
		t.Error("no copy of the old file: ", err)
	}
	if n, _ := live(t, d, "2025-06-30"); n != 2 {
		t.Errorf("next run is %d", n)
	}
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("this program on the newer file: %v", err)
	}
}
