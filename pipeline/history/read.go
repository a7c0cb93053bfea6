package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"papertide/pipeline/corpus"
)

// Run returns what run n said, whole; n = 0 is the newest. Papers are as that
// run knew them.
func (d *DB) Run(ctx context.Context, n int) (Run, error) {
	var r Run
	err := d.at(ctx, n, func(tx *sql.Tx, n int) error {
		papers, of, err := participants(ctx, tx, n)
		if err != nil {
			return err
		}
		said, err := readSaid(ctx, tx, n)
		if err != nil {
			return err
		}
		r = *said
		r.Papers, r.Duplicates = papers.papers, papers.duplicates()
		index := make(map[int32]int32, len(r.Topics))
		for i, t := range r.Topics {
			index[int32(t.ID.Number)] = int32(i)
		}
		r.Of = make([]int32, len(r.Papers))
		for row, number := range papers.number {
			at, known := index[of[number]]
			if !known {
				at = -1
			}
			r.Of[row] = at
		}
		return r.readRows(ctx, tx)
	})
	return r, err
}

// participants returns the papers of run n, as it knew them, and its
// memberships.
func participants(ctx context.Context, q querier, n int) (*shelf, []int32, error) {
	of, err := memberships(ctx, q, n)
	if err != nil {
		return nil, nil, err
	}
	papers, err := loadRun(ctx, q, n)
	if err != nil {
		return nil, nil, err
	}
	papers.keep(func(row int) bool {
		number := papers.number[row]
		return int(number) < len(of) && of[number] != left
	})
	return papers, of, nil
}

// Runs returns all runs, the newest first.
func (d *DB) Runs(ctx context.Context) ([]Summary, error) {
	var all []Summary
	err := d.view(ctx, func(tx *sql.Tx) (err error) {
		all, err = summaries(ctx, tx, 1)
		return err
	})
	return all, err
}

// summaries returns the runs from number from, the newest first.
func summaries(ctx context.Context, q querier, from int) ([]Summary, error) {
	var all []Summary
	const runs = `SELECT r.run, r.made, s.as_of, s.title, s.unit, s.reported, s.settings, s.added, s.papers, s.topics, s.events, s.movers, s.version, s.papers_sha256, s.digest, w.run IS NOT NULL
		FROM said s JOIN run r USING (run) LEFT JOIN withdrawal w USING (run) WHERE s.run >= ? ORDER BY s.run DESC`
	err := each(ctx, q, runs, []any{from}, func(scan func(...any) error) error {
		var s Summary
		var made, asOf, unit, reported, events, movers string
		if err := scan(&s.Number, &made, &asOf, &s.Title, &unit, &reported, &s.Settings, &s.New, &s.Papers, &s.Topics, &events, &movers, &s.Version, &s.PapersSHA256, &s.Digest, &s.Withdrawn); err != nil {
			return err
		}
		for _, f := range []struct {
			text string
			into interface{ UnmarshalText([]byte) error }
		}{{made, &s.Made}, {asOf, &s.AsOf}, {unit, &s.Unit}, {reported, &s.Reported}} {
			if err := f.into.UnmarshalText([]byte(f.text)); err != nil {
				return fmt.Errorf("run %d: %w", s.Number, err)
			}
		}
		if err := json.Unmarshal([]byte(events), &s.Events); err != nil {
			return fmt.Errorf("run %d: %w", s.Number, err)
		}
		if err := json.Unmarshal([]byte(movers), &s.Movers); err != nil {
			return fmt.Errorf("run %d: %w", s.Number, err)
		}
		all = append(all, s)
		return nil
	})
	if err != nil || len(all) == 0 { // a run in the making has inputs already
		return nil, err
	}
	const inputs = "SELECT run, name, format, sha256, read, rejected, captured, warnings FROM input WHERE run >= ? ORDER BY run, place"
	return all, each(ctx, q, inputs, []any{from}, func(scan func(...any) error) error {
		var run int
		var captured, warnings string
		var in corpus.Input
		if err := scan(&run, &in.Name, &in.Format, &in.SHA256, &in.Read, &in.Rejected, &captured, &warnings); err != nil {
			return err
		}
		if err := in.Captured.UnmarshalText([]byte(captured)); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(warnings), &in.Warnings); err != nil {
			return err
		}
		// Numbers have no gaps, and all is in descending order.
		if at := all[0].Number - run; at >= 0 && at < len(all) {
			all[at].Inputs = append(all[at].Inputs, in)
		}
		return nil
	})
}
