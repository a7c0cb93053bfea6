package history

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations/*.sql
var embedded embed.FS

const (
	applicationID = 1347700036 // "PTID": tells a history from other databases
	schema        = 2          // number of the newest migration
)

// How a file is opened. Journal mode delete, so that no copy of the file lacks
// the last run; immediate transactions and a busy timeout, or writers fail on
// each other; recursive triggers, or INSERT OR REPLACE would delete. A page in
// the cache takes twice its size: 16 MiB of them do as well as 64 for the
// papers of a year.
const (
	forReading = "mode=rw&_pragma=busy_timeout(10000)&_pragma=query_only(1)&_pragma=cell_size_check(1)"
	forWriting = "_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(delete)" +
		"&_pragma=foreign_keys(1)&_pragma=recursive_triggers(1)&_pragma=cell_size_check(1)&_pragma=cache_size(-16384)"
)

// source is the file as the driver wants it: a URI, so that no character of a
// path is taken for an option.
func (d *DB) source(options string) string { return source(d.path, options) }

func source(path, options string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: options}).String()
}

// check returns the version of a history's schema. A file that is no history,
// or a newer one, is an error.
func (d *DB) check(ctx context.Context, q querier) (int, error) {
	var application, version int
	if err := q.QueryRowContext(ctx, "PRAGMA application_id").Scan(&application); err != nil {
		return 0, err
	}
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	switch {
	case application != applicationID:
		return 0, errors.New("a database, but of another program")
	case version > d.schema:
		return 0, fmt.Errorf("written by a newer version of papertide: its schema is version %d, and this program knows versions up to %d", version, d.schema)
	case version < 1:
		return 0, errors.New("no version of the schema in it")
	}
	return version, nil
}

// checkWhole looks at every page of the file.
func checkWhole(ctx context.Context, q querier) error {
	var found string
	if err := q.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return errDamaged{found}
	}
	return nil
}

// createFile makes an empty history beside its place and moves it there: at no
// instant is there half a file. The caller holds the lock.
func (d *DB) createFile(ctx context.Context) error {
	fresh := d.path + ".new"
	for _, left := range []string{fresh, fresh + "-journal"} { // by a killed run
		if err := os.Remove(left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err := d.migrate(ctx, fresh)
	if err == nil {
		err = os.Rename(fresh, d.path)
	}
	if err != nil {
		os.Remove(fresh)
	}
	return err
}

// migrateLocked brings an older file up to date under the lock, after keeping
// a copy of it.
func (d *DB) migrateLocked(ctx context.Context) (err error) {
	l, err := acquire(ctx, d.path, d.now(), nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	version, err := d.versionNow(ctx)
	if err != nil || version == d.schema { // another process was quicker
		return err
	}
	if err := copyFile(fmt.Sprintf("%s.v%d", d.path, version), d.path); err != nil {
		return fmt.Errorf("keeping a copy before the migration: %w", err)
	}
	return d.migrate(ctx, d.path)
}

func (d *DB) versionNow(ctx context.Context) (int, error) {
	read, err := sql.Open("sqlite", d.source(forReading))
	if err != nil {
		return 0, err
	}
	version, err := d.check(ctx, read)
	return version, errors.Join(err, read.Close())
}

// migrate applies the migrations that the file at path lacks, each in a
// transaction.
func (d *DB) migrate(ctx context.Context, path string) error {
	steps, err := fs.Sub(d.migrations, "migrations")
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", source(path, forWriting))
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, steps, goose.WithDisableGlobalRegistry(true))
	if err == nil {
		_, err = p.Up(ctx)
	}
	return errors.Join(err, db.Close())
}

// copyFile copies a file so that at no instant half of the copy has its name.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*")
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(out.Name(), to)
	}
	if err != nil {
		os.Remove(out.Name())
	}
	return err
}

// errDamaged says that the file does not hold together.
type errDamaged struct{ found string }

func (e errDamaged) Error() string {
	return "damaged (" + strings.Join(strings.Fields(e.found), " ") + "); nothing was changed: put back a copy of the file"
}

// explain puts the name of the file in front of an error, and says in words
// what SQLite says in codes.
func (d *DB) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_NOTADB:
			err = errors.New("not a history: no SQLite database")
		case sqlite3.SQLITE_CORRUPT:
			err = errDamaged{lite.Error()}
		case sqlite3.SQLITE_FULL:
			err = errors.New("no space left for it; nothing was changed")
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			err = fmt.Errorf("may not be written, or its folder may not: %w", err)
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			err = errors.New("another program is writing to it; try again")
		}
	}
	return fmt.Errorf("history %s: %w", d.name, err)
}
