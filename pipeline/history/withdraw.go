package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"papertide/analysis/calendar"
)

// A Withdrawal is what Withdraw did.
type Withdrawal struct {
	Run, After int // the run, and the newest one
	Papers     int // that take part in no later run
}

// Withdraw appends that the user withdraws run n: what only it brought, papers,
// other records of them, ids and engagement, takes part in no later run. What
// runs said stays, and those before the withdrawal still start from all that
// they knew. If another process holds the lock, it tells notice (which may be
// nil) who, and waits.
func (d *DB) Withdraw(ctx context.Context, n int, notice func(string)) (Withdrawal, error) {
	w := Withdrawal{Run: n}
	err := d.append(ctx, notice, func(t *Tx) error {
		w.After = t.run - 1
		if n < 1 || n > w.After {
			return fmt.Errorf("no run %d: there are runs 1 to %d", n, w.After)
		}
		var after int
		err := t.tx.QueryRowContext(ctx, "SELECT after FROM withdrawal WHERE run = ?", n).Scan(&after)
		if err == nil {
			return fmt.Errorf("run %d is withdrawn already, since run %d", n, after)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		before, err := t.takePart(ctx)
		if err != nil {
			return err
		}
		const insert = "INSERT INTO withdrawal (run, after, made) VALUES (?, ?, ?)"
		if _, err := t.tx.ExecContext(ctx, insert, n, w.After, d.now().Format(time.RFC3339)); err != nil {
			return err
		}
		left, err := t.takePart(ctx)
		w.Papers = before - left
		return err
	})
	return w, err
}

// takePart counts the papers that take part in the next run, those that wait
// included.
func (t *Tx) takePart(ctx context.Context) (int, error) {
	stands, err := readStanding(ctx, t.tx, t.run)
	if err != nil {
		return 0, err
	}
	papers := 0
	var is rowSet
	return papers, each(ctx, t.tx, "SELECT version, run, paper FROM version", nil, func(scan func(...any) error) error {
		var id, paper int64
		var run int
		err := scan(&id, &run, &paper)
		if stands.version(id, run) && !is.has(paper) {
			is.add([]int64{paper})
			papers++
		}
		return err
	})
}

// AsOf returns the as-of date of the newest run that is not withdrawn: a report
// never goes back behind it. It is zero where there is none.
func (t *Tx) AsOf(ctx context.Context) (asOf calendar.Date, err error) {
	var date string
	const query = "SELECT as_of FROM said WHERE run NOT IN (SELECT run FROM withdrawal) ORDER BY run DESC LIMIT 1"
	if err = t.tx.QueryRowContext(ctx, query).Scan(&date); errors.Is(err, sql.ErrNoRows) {
		return asOf, nil
	}
	if err == nil {
		err = asOf.UnmarshalText([]byte(date))
	}
	return asOf, t.db.explain(ctx, err)
}
