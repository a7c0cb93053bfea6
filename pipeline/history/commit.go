package history

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"papertide/analysis/topics"
)

// Commit makes the run part of the history, with all that Add added, in one
// transaction, and returns its number. The run must be about the papers that
// State gave. Its Number and Digest need not be set. The lock is held until
// Close.
func (t *Tx) Commit(ctx context.Context, r Run) (int, error) {
	if err := t.fits(r); err != nil {
		return 0, fmt.Errorf("history: %w", err)
	}
	r.Number = t.run
	r.Digest = Digest(r)
	if err := t.write(ctx, r); err != nil {
		return 0, t.db.explain(ctx, err)
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := t.tx.Commit(); err != nil {
		return 0, t.db.explain(ctx, err)
	}
	t.made = false
	t.given, t.was = nil, nil // the page needs their room
	return t.run, nil
}

// fits refuses a run that would not come back as it is.
func (t *Tx) fits(r Run) error {
	if t.given == nil {
		return errors.New("a run is committed after its State")
	}
	n := len(t.given.papers)
	if len(r.Papers) != n || len(r.Of) != n || len(r.Similarity) != n || len(r.Spot) != n && len(r.Spot) != 0 {
		return fmt.Errorf("a run about %d papers, with %d topics, %d similarities and %d spots of them, but the state holds %d",
			len(r.Papers), len(r.Of), len(r.Similarity), len(r.Spot), n)
	}
	for i := range r.Papers {
		if r.Papers[i].ID != t.given.papers[i].ID {
			return fmt.Errorf("row %d is paper %q in the run and %q in the state", i, r.Papers[i].ID, t.given.papers[i].ID)
		}
		if of := r.Of[i]; of < -1 || int(of) >= len(r.Topics) {
			return fmt.Errorf("row %d is of topic %d of %d", i, of, len(r.Topics))
		}
	}
	return nil
}

func (t *Tx) write(ctx context.Context, r Run) error {
	if err := t.start(ctx); err != nil {
		return err
	}
	if err := t.writeReread(ctx); err != nil {
		return err
	}
	if err := t.writeMemberships(ctx, r); err != nil {
		return err
	}
	if err := t.writeVintages(ctx, &r); err != nil {
		return err
	}
	said, rows, err := packRun(r)
	if err != nil {
		return err
	}
	events, err := json.Marshal(eventLines(r))
	if err != nil {
		return err
	}
	movers, err := json.Marshal(r.Called().Movers)
	if err != nil {
		return err
	}
	added := 0
	if t.added != nil {
		added = t.added.New
	}
	const insert = `INSERT INTO said (run, as_of, bound, version, settings, title, unit, reported, added, papers, topics, events, movers, papers_sha256, digest, body, rows)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	_, err = t.tx.ExecContext(ctx, insert, r.Number, r.AsOf.String(), r.Bound.String(), r.Version, r.Settings, r.Title, r.Unit.String(), r.Reported.String(),
		added, len(r.Papers), len(r.Topics), string(events), string(movers), r.PapersSHA256, r.Digest, said, rows)
	return err
}

// Topics of papers that have none, and of papers that take part no more.
const (
	noTopic = 0
	left    = -1
)

// writeMemberships appends the papers whose topic is not that of the run
// before.
func (t *Tx) writeMemberships(ctx context.Context, r Run) error {
	bare := context.WithoutCancel(ctx)
	put, err := t.tx.PrepareContext(bare, "INSERT INTO membership (paper, run, topic) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer put.Close()
	for number, row := range t.given.row { // ascending numbers: the table grows at its end
		was, is := int32(left), int32(left)
		if number < len(t.was) {
			was = t.was[number]
		}
		if row >= 0 {
			is = noTopic
			if of := r.Of[row]; of >= 0 {
				is = int32(r.Topics[of].ID.Number)
			}
		}
		if was == is {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := put.ExecContext(bare, number, t.run, is); err != nil {
			return err
		}
	}
	return nil
}

// memberships returns the topics of run n by number of the paper: noTopic, or
// left for papers that take no part in it.
func memberships(ctx context.Context, q querier, n int) ([]int32, error) {
	of, err := membershipsOf(ctx, q, []int{n})
	return of[0], err
}

// membershipsOf returns the memberships of each of some runs.
func membershipsOf(ctx context.Context, q querier, runs []int) ([][]int32, error) {
	of := make([][]int32, len(runs))
	for i := range of {
		of[i] = []int32{left}
	}
	const query = "SELECT paper, run, topic FROM membership WHERE run <= ? ORDER BY paper, run"
	return of, each(ctx, q, query, []any{slices.Max(runs)}, func(scan func(...any) error) error {
		var number, run int
		var topic int32
		if err := scan(&number, &run, &topic); err != nil {
			return err
		}
		for i, n := range runs {
			for len(of[i]) <= number {
				of[i] = append(of[i], left)
			}
			if run <= n {
				of[i][number] = topic
			}
		}
		return nil
	})
}

// eventLines tells the events of a run in short lines, for lists of runs.
func eventLines(r Run) []string {
	name := map[topics.ID]string{}
	for _, group := range [][]topics.Topic{r.Topics, r.Themes, r.Rested} {
		for _, t := range group {
			name[t.ID] = t.ID.String()
			if len(t.Label) > 0 {
				name[t.ID] = t.Label[0]
			}
		}
	}
	names := func(ids []topics.ID) string {
		var all []string
		for _, id := range ids {
			if name[id] == "" {
				name[id] = id.String()
			}
			all = append(all, name[id])
		}
		return strings.Join(all, ", ")
	}
	lines := []string{}
	for _, e := range r.Events {
		switch e.Kind {
		case topics.Birth:
			lines = append(lines, "born: "+names(e.To))
		case topics.Death:
			lines = append(lines, "died: "+names(e.From))
		case topics.Revival:
			lines = append(lines, "revived: "+names(e.To))
		case topics.Edited:
			ids := slices.DeleteFunc(slices.Clone(e.To), func(id topics.ID) bool { return slices.Contains(e.From, id) })
			lines = append(lines, "edited: "+names(append(slices.Clip(e.From), ids...)))
		default:
			lines = append(lines, fmt.Sprintf("%s: %s → %s", e.Kind, names(e.From), names(e.To)))
		}
	}
	return lines
}
