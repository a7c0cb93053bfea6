package history

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// A Tx is one run in the making. It holds the lock on the history from Begin
// to Close, past Commit, so that the caller can write the run's page before
// another process begins. What it adds is seen by nobody before Commit, and
// is gone if Close comes first. A Tx belongs to one goroutine, but for the
// Texts of its State.
type Tx struct {
	db    *DB
	lock  *lock
	conn  *sql.DB // of one connection
	tx    *sql.Tx // nil after Commit
	run   int     // number that Commit will give
	began bool    // the row of run is there
	made  bool    // the file, which goes again if nothing is committed

	inputs   []corpus.Input // given to Add
	added    *Added         // by Add; nil before
	reread   reread         // by Add, of what the history had
	stands   *standing      // what takes part in the run
	ready    *shelf         // all papers, read ahead by Newest for State
	given    *shelf         // the papers that State gave out
	vintages []Vintage      // that State gave out
	was      []int32        // by number: the topics that the run before gave, as memberships returns them
}

// Begin begins a run. If another process holds the lock, it tells notice (which
// may be nil) who, and waits until the lock is free or ctx is done.
func (d *DB) Begin(ctx context.Context, notice func(string)) (*Tx, error) {
	l, err := acquire(ctx, d.path, d.now(), notice)
	if err != nil {
		return nil, d.explain(ctx, err)
	}
	t := &Tx{db: d, lock: l}
	if err := t.begin(ctx); err != nil {
		return nil, errors.Join(d.explain(ctx, err), t.Close())
	}
	return t, nil
}

func (t *Tx) begin(ctx context.Context) error {
	d := t.db
	missing, err := d.missing()
	switch {
	case err != nil:
		return err
	case missing && d.read != nil:
		return fs.ErrNotExist // removed since it was opened
	case missing:
		if err := d.createFile(ctx); err != nil {
			return err
		}
		t.made = true
	}
	if d.read == nil {
		if err := d.open(ctx); err != nil {
			return err
		}
	}
	t.conn, err = sql.Open("sqlite", d.source(forWriting))
	if err != nil {
		return err
	}
	t.conn.SetMaxOpenConns(1)
	// Without ctx: a transaction that rolls itself back when ctx is done may
	// still be at it when Close gives the lock back.
	t.tx, err = t.conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	if _, err := d.check(ctx, t.tx); err != nil {
		return err
	}
	// SQLite begins a reading transaction where the file may not be written. A
	// statement that inserts nothing finds out now, and not after an hour's work.
	if _, err := t.tx.ExecContext(ctx, "INSERT INTO run (run, made) SELECT 0, '' WHERE false"); err != nil {
		return err
	}
	last, err := lastRun(ctx, t.tx)
	t.run = last + 1
	return err
}

// Close gives the lock back. Without Commit, the history is as it was before
// Begin.
func (t *Tx) Close() error {
	var errs []error
	if t.tx != nil {
		_ = t.tx.Rollback() // a failed statement may have rolled back already
	}
	if t.conn != nil {
		errs = append(errs, t.conn.Close())
	}
	if t.made {
		errs = append(errs, t.db.unmake())
	}
	if t.lock != nil {
		errs = append(errs, t.lock.release())
	}
	*t = Tx{db: t.db}
	return t.db.explain(context.Background(), errors.Join(errs...))
}

// unmake removes the file that a run made and committed nothing to.
func (d *DB) unmake() error {
	err := d.Close()
	d.read = nil
	return errors.Join(err, os.Remove(d.path))
}

// Last tells of the newest run; its Number is 0 where there is none.
func (t *Tx) Last(ctx context.Context) (Summary, error) {
	all, err := summaries(ctx, t.tx, t.run-1)
	if err != nil || len(all) == 0 {
		return Summary{}, t.db.explain(ctx, err)
	}
	return all[0], nil
}

// Next begins another run after Commit, or gives up the run in the making and
// begins it anew. The lock is held throughout: no other process comes between.
func (t *Tx) Next(ctx context.Context) error {
	var errs []error
	if t.tx != nil {
		_ = t.tx.Rollback() // as in Close
	}
	errs = append(errs, t.conn.Close())
	made := t.made // whatever follows is in a file that this process made, until it commits
	*t = Tx{db: t.db, lock: t.lock}
	errs = append(errs, t.begin(ctx))
	t.made = t.made || made
	return t.db.explain(ctx, errors.Join(errs...))
}

// Newest returns the latest date of all papers, those that wait included, that
// is not after until (if that is not zero); the zero date if no paper has one.
func (t *Tx) Newest(ctx context.Context, until calendar.Date) (calendar.Date, error) {
	all, err := t.all(ctx)
	if err != nil {
		return calendar.Date{}, err
	}
	var newest calendar.Date
	for _, p := range all.papers {
		if p.Date.Compare(newest) > 0 && (until.IsZero() || p.Date.Day <= until.Day) {
			newest = p.Date
		}
	}
	return newest, nil
}

// lastRun is the number of the newest run, 0 if there is none.
func lastRun(ctx context.Context, q querier) (n int, err error) {
	err = q.QueryRowContext(ctx, "SELECT coalesce(max(run), 0) FROM said").Scan(&n)
	return n, err
}
