package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// State returns what the run starts from: the papers up to asOf, with what Add
// has just added, and what the newest run left.
func (t *Tx) State(ctx context.Context, asOf calendar.Date) (State, error) {
	papers, err := t.all(ctx)
	if err != nil {
		return State{}, err
	}
	t.ready, t.given = nil, papers // start puts papers of it aside
	if t.was, err = memberships(ctx, t.tx, t.run-1); err != nil {
		return State{}, t.db.explain(ctx, err)
	}
	s, err := start(ctx, t.tx, papers, t.stands, t.was, t.run, asOf)
	t.vintages = s.Vintages
	for _, in := range t.inputs {
		if in.Captured.Compare(s.Captured) > 0 {
			s.Captured = in.Captured
		}
	}
	s.Texts, s.Earlier, s.Called = t.db.texts(ctx, t.tx, papers), t.db.earlier(ctx, t.tx, papers), t.db.called(ctx, t.tx, t.run, t.stands)
	return s, t.db.explain(ctx, err)
}

// all reads all papers, once.
func (t *Tx) all(ctx context.Context) (*shelf, error) {
	if t.ready == nil {
		var err error
		if t.stands == nil { // otherwise Add knows it
			if t.stands, err = readStanding(ctx, t.tx, t.run); err != nil {
				return nil, t.db.explain(ctx, err)
			}
		}
		if t.ready, err = load(ctx, t.tx, t.run, t.stands); err != nil {
			return nil, t.db.explain(ctx, err)
		}
	}
	return t.ready, nil
}

// Start returns what run n started from, as Tx.State gave it then; n = 0 is
// the newest run.
func (d *DB) Start(ctx context.Context, n int) (State, error) {
	var s State
	err := d.at(ctx, n, func(tx *sql.Tx, n int) error {
		var date string
		if err := tx.QueryRowContext(ctx, "SELECT as_of FROM said WHERE run = ?", n).Scan(&date); err != nil {
			return err
		}
		var asOf calendar.Date
		if err := asOf.UnmarshalText([]byte(date)); err != nil {
			return err
		}
		stands, err := readStanding(ctx, tx, n)
		if err != nil {
			return err
		}
		papers, err := load(ctx, tx, n, stands)
		if err != nil {
			return err
		}
		was, err := memberships(ctx, tx, n-1)
		if err != nil {
			return err
		}
		s, err = start(ctx, tx, papers, stands, was, n, asOf)
		s.Texts, s.Earlier, s.Called = d.texts(ctx, d.read, papers), d.earlier(ctx, d.read, papers), d.called(ctx, d.read, n, stands)
		return err
	})
	return s, err
}

// Texts returns a reader of the abstracts of the papers of run n, by the rows
// of its Run, with their titles as State.Texts gives them; n = 0 is the newest
// run. It holds none of them.
func (d *DB) Texts(ctx context.Context, n int) (func(from, to int) ([]string, error), error) {
	var read func(from, to int) ([]string, error)
	err := d.at(ctx, n, func(tx *sql.Tx, n int) error {
		papers, _, err := participants(ctx, tx, n)
		read = between(d.texts(ctx, d.read, papers))
		return err
	})
	return read, err
}

// at runs f on an unchanging view of the history with the number of a run
// that is there; n = 0 asks for the newest.
func (d *DB) at(ctx context.Context, n int, f func(tx *sql.Tx, n int) error) error {
	found := false
	err := d.view(ctx, func(tx *sql.Tx) error {
		last, err := lastRun(ctx, tx)
		if err != nil || last == 0 {
			return err
		}
		found = true
		if n < 0 || n > last {
			return fmt.Errorf("no run %d: the newest is run %d", n, last)
		}
		if n == 0 {
			n = last
		}
		return f(tx, n)
	})
	if err == nil && !found {
		err = fmt.Errorf("history %s: %w", d.name, ErrNoRun)
	}
	return err
}

// ErrNoRun says that a history holds no run yet.
var ErrNoRun = errors.New("no run yet")

// start puts the papers aside that wait, and tells what run n starts from; was
// holds the memberships of the run before.
func start(ctx context.Context, q querier, papers *shelf, stands *standing, was []int32, n int, asOf calendar.Date) (State, error) {
	s := State{AsOf: asOf}
	s.Waiting = papers.keep(func(row int) bool { return until(papers.papers[row].Date, asOf) })
	s.Papers, s.Duplicates, s.PapersSHA256 = papers.papers, papers.duplicates(), papers.digest()
	s.Seen = papers.seen
	var captured string
	const query = "SELECT coalesce(max(captured), '') FROM input WHERE run <= ? AND run NOT IN (SELECT run FROM withdrawal WHERE after < ?)"
	err := q.QueryRowContext(ctx, query, n, n).Scan(&captured)
	if err != nil {
		return s, err
	}
	if err := s.Captured.UnmarshalText([]byte(captured)); err != nil {
		return s, err
	}
	s.Past = topics.Past{NextID: 1, NextTheme: 1, Of: make([]topics.ID, len(s.Papers))}
	if n > 1 {
		before, err := readSaid(ctx, q, n-1)
		if err != nil {
			return s, err
		}
		s.Unit, s.Past = &before.Unit, before.past(papers, was)
	}
	if s.Past.Names, err = readNames(ctx, q, n); err != nil {
		return s, err
	}
	if s.Vintages, err = readVintages(ctx, q, n-1, stands); err != nil {
		return s, err
	}
	s.Edited, err = edited(ctx, q, n)
	return s, err
}

// past is what a later run inherits, in the rows of its papers; was holds the
// memberships of this one.
func (r *Run) past(papers *shelf, was []int32) topics.Past {
	p := topics.Past{
		Run: r.Number, Topics: append(slices.Clip(r.Topics), r.Rested...), Themes: r.Themes,
		NextID: r.NextID, NextTheme: r.NextTheme, Position: r.Position,
		Watched: append(slices.Clip(r.Watched), r.Unwatched...), Corrections: r.Corrections,
	}
	for i, t := range r.Watched {
		if p.Homes == nil {
			p.Homes = map[topics.ID]topics.Home{}
		}
		p.Homes[t.ID] = r.Homes[i]
	}
	var now []int // by row of this run, whose papers were sorted by id too
	for _, number := range papers.order {
		if int(number) < len(was) && was[number] >= 0 {
			now = append(now, int(papers.row[number]))
			p.Of = append(p.Of, topics.ID{Number: int(was[number])})
		}
	}
	return p.Renumber(now, len(papers.papers))
}

// until reports whether a paper of date d takes part as of a date. A date that
// is known to the month or year counts by its first day.
func until(d, asOf calendar.Date) bool { return d.IsZero() || d.Day <= asOf.Day }

// texts returns a reader of the texts of papers.
func (d *DB) texts(ctx context.Context, q querier, papers *shelf) func(rows []int32) ([]string, error) {
	return func(rows []int32) ([]string, error) {
		at := make([]place, len(rows))
		for i, row := range rows {
			at[i] = papers.at[row]
		}
		texts := make([]string, len(rows))
		err := eachAbstract(ctx, q, at, func(i int32, text []byte) {
			texts[i] = papers.papers[rows[i]].Title + "\n" + string(text)
		})
		return texts, d.explain(ctx, err)
	}
}

// between turns a reader of rows into one of consecutive rows.
func between(read func(rows []int32) ([]string, error)) func(from, to int) ([]string, error) {
	return func(from, to int) ([]string, error) {
		rows := make([]int32, to-from)
		for i := range rows {
			rows[i] = int32(from + i)
		}
		return read(rows)
	}
}
