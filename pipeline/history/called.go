package history

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// called returns a reader of what the page of the period before one called
// movers: the newest run before run n that reported an earlier period of the
// same unit and is not withdrawn.
func (d *DB) called(ctx context.Context, q querier, n int, stands *standing) func(now calendar.Period) (Called, error) {
	return func(now calendar.Period) (Called, error) {
		run := 0
		err := eachReported(ctx, q, 1, n-1, stands, func(number int, reported calendar.Period) {
			if reported.Unit == now.Unit && reported.Index < now.Index {
				run = number
			}
		})
		if err != nil || run == 0 {
			return Called{}, d.explain(ctx, err)
		}
		said, err := readSaid(ctx, q, run)
		if err != nil {
			return Called{}, d.explain(ctx, fmt.Errorf("verdicts: %w", err))
		}
		return said.Called(), nil
	}
}

// eachReported calls f for the runs between two that are not withdrawn and
// reported a period, in order.
func eachReported(ctx context.Context, q querier, from, to int, stands *standing, f func(run int, reported calendar.Period)) error {
	return each(ctx, q, "SELECT run, reported FROM said WHERE run >= ? AND run <= ? ORDER BY run", []any{from, to}, func(scan func(...any) error) error {
		var run int
		var text string
		var reported calendar.Period
		err := scan(&run, &text)
		if err == nil {
			err = reported.UnmarshalText([]byte(text))
		}
		if err == nil && !stands.withdrawn[run] && !reported.IsZero() {
			f(run, reported)
		}
		return err
	})
}

// Called is what the run calls movers: topics, themes and watched topics with a
// verdict or with confirmed evidence.
func (r *Run) Called() Called {
	c := Called{Run: r.Number, Reported: r.Reported}
	for _, list := range []struct {
		topics []topics.Topic
		trends []trends.Trend
	}{{r.Topics, r.Trends.Trends}, {r.Themes, r.ThemeTrends.Trends}, {r.Watched, r.WatchedTrends.Trends}} {
		for i, t := range list.trends {
			if v := t.Verdict(); v != trends.NoEvidence {
				c.Movers = append(c.Movers, CalledMover{ID: list.topics[i].ID, Name: list.topics[i].Name(), Verdict: v, Confirmed: t.Confirmed || t.WasConfirmed})
			}
		}
	}
	return c
}

// EachReported calls tell with what the newest run said of each reported
// period, in order of the periods, withdrawn runs apart. The runs hold nothing
// that has a row a paper.
func (d *DB) EachReported(ctx context.Context, tell func(Run) error) error {
	return d.view(ctx, func(tx *sql.Tx) error {
		last, err := lastRun(ctx, tx)
		if err != nil {
			return err
		}
		stands, err := readStanding(ctx, tx, last+1)
		if err != nil {
			return err
		}
		newest := map[calendar.Period]int{}
		err = eachReported(ctx, tx, 1, last, stands, func(run int, reported calendar.Period) { newest[reported] = run })
		if err != nil {
			return err
		}
		for _, run := range slices.Sorted(maps.Values(newest)) {
			said, err := readSaid(ctx, tx, run)
			if err == nil {
				err = tell(*said)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
