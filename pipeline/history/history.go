package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A DB is an open history. Its methods may be used by several goroutines.
type DB struct {
	name string           // of the file, as the user wrote it
	path string           // absolute, links resolved: two names of one file share one lock
	read *sql.DB          // nil where there is no file yet
	now  func() time.Time // for what is shown of runs and locks; in no digest

	migrations fs.FS // of the schema, up to the version that this program knows
	schema     int
}

// Open opens the history at path for reading; it makes no file and writes to
// none, but for undoing what a killed run left half written, and for bringing
// a file of an older version of the program up to date, which keeps a copy
// beside it. It refuses a path without a file (the error wraps
// [fs.ErrNotExist]), a file that is no history, one that a newer version of
// the program wrote, and a damaged one, and leaves these as they are.
func Open(ctx context.Context, path string) (*DB, error) {
	d, err := newDB(path)
	if err != nil {
		return nil, err
	}
	missing, err := d.missing()
	if err == nil && missing {
		err = fmt.Errorf("%w; `papertide run` makes one", fs.ErrNotExist)
	}
	if err == nil {
		err = d.open(ctx)
	}
	if err != nil {
		return nil, errors.Join(d.explain(ctx, err), d.Close())
	}
	return d, nil
}

// Create is Open where a history need not exist yet: the first Begin makes the
// file, and an empty file counts as none.
func Create(ctx context.Context, path string) (*DB, error) {
	d, err := newDB(path)
	if err != nil {
		return nil, err
	}
	missing, err := d.missing()
	if err == nil && !missing {
		err = d.open(ctx)
	}
	if err != nil {
		return nil, errors.Join(d.explain(ctx, err), d.Close())
	}
	return d, nil
}

func newDB(name string) (*DB, error) {
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, fmt.Errorf("history %s: %w", name, err)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return &DB{name: name, path: path, now: time.Now, migrations: embedded, schema: schema}, nil
}

// missing reports whether there is no file, or an empty one.
func (d *DB) missing() (bool, error) {
	info, err := os.Stat(d.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(d.path)); errors.Is(err, fs.ErrNotExist) {
			return true, fmt.Errorf("there is no folder %s to keep it in", filepath.Dir(d.name))
		}
		return true, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, errors.New("not a file")
	}
	return info.Size() == 0, nil
}

// open checks the file, brings it up to date and keeps it open for reading.
func (d *DB) open(ctx context.Context) error {
	read, err := sql.Open("sqlite", d.source(forReading))
	if err != nil {
		return err
	}
	version, err := d.check(ctx, read)
	if err == nil {
		err = checkWhole(ctx, read)
	}
	if err != nil {
		return errors.Join(err, read.Close())
	}
	if version < d.schema {
		// Closed first: the migration writes to a file that nobody has open.
		if err := errors.Join(read.Close(), d.migrateLocked(ctx)); err != nil {
			return err
		}
		return d.open(ctx)
	}
	d.read = read
	return nil
}

// Close closes the history. A Tx that is still open must be closed first.
func (d *DB) Close() error {
	if d.read == nil {
		return nil
	}
	return d.read.Close()
}

// view runs f on one unchanging view of the history; f is not called where
// there is no file yet.
func (d *DB) view(ctx context.Context, f func(tx *sql.Tx) error) error {
	if d.read == nil {
		return nil
	}
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err == nil {
		err = f(tx)
		_ = tx.Rollback() // of a transaction that wrote nothing
	}
	return d.explain(ctx, err)
}

// A querier is what reads: a transaction or the open history.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each runs a query and calls f on each of its rows; scan reads the row.
func each(ctx context.Context, q querier, query string, args []any, f func(scan func(...any) error) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
