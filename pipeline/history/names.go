package history

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"papertide/analysis/topics"
)

// LongestName is how many characters a name may have that the user gives to a
// topic: as many as a page shows.
const LongestName = 80

// A Renaming is what Rename did.
type Renaming struct {
	ID    topics.ID
	Was   string // what the newest run calls it, "" if nothing
	Now   string // "": by the next run, a name of its own again
	After int    // the newest run
}

// Rename appends a name that the user gives to a topic or theme of the newest
// run: every later run has it, no earlier one. White space in it is collapsed;
// an empty name takes the user's name back. If another process holds the lock,
// it tells notice (which may be nil) who, and waits.
func (d *DB) Rename(ctx context.Context, id, name string, notice func(string)) (r Renaming, err error) {
	if r.ID, err = topics.ParseID(id); err != nil {
		return r, err
	}
	if r.Now, err = checkName(name); err != nil {
		return r, err
	}
	err = d.append(ctx, notice, func(t *Tx) error {
		r.After = t.run - 1
		said, err := readSaid(ctx, t.tx, r.After)
		if err != nil {
			return err
		}
		known, err := said.called(r.ID)
		if err != nil {
			return err
		}
		r.Was = known.Name()
		given, err := readNames(ctx, t.tx, t.run)
		if err != nil {
			return err
		}
		switch was, named := given[r.ID]; {
		case r.Now == "" && !named:
			return fmt.Errorf("%s has no name of yours to take back", r.ID)
		case was == r.Now:
			return nil
		}
		const insert = "INSERT INTO name (id, label, after, made) VALUES (?, ?, ?, ?)"
		_, err = t.tx.ExecContext(ctx, insert, r.ID.String(), r.Now, r.After, d.now().Format(time.RFC3339))
		return err
	})
	return r, err
}

// checkName returns a name on one line, or says what is wrong with it.
func checkName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", errors.New("name: not UTF-8 text")
	}
	name = strings.Join(strings.Fields(name), " ")
	for _, r := range name {
		const joiner, nonJoiner = '\u200d', '\u200c' // parts of words in several scripts
		if !unicode.IsPrint(r) && r != joiner && r != nonJoiner {
			return "", fmt.Errorf("name: %U cannot be printed", r)
		}
	}
	if n := utf8.RuneCountInString(name); n > LongestName {
		return "", fmt.Errorf("name: %d characters, want at most %d", n, LongestName)
	}
	return name, nil
}

// called finds a topic or theme of a run.
func (r *Run) called(id topics.ID) (topics.Topic, error) {
	if id.Kind == topics.IsWatched {
		return topics.Topic{}, fmt.Errorf("%s: a watched topic has the name that the configuration gives it", id)
	}
	for _, list := range [][]topics.Topic{r.Topics, r.Rested, r.Themes} {
		for _, t := range list {
			if t.ID == id {
				return t, nil
			}
		}
	}
	return topics.Topic{}, fmt.Errorf("run %d has no topic or theme %s", r.Number, id)
}

// readNames returns the names that the user had given when run n began.
func readNames(ctx context.Context, q querier, n int) (map[topics.ID]string, error) {
	var names map[topics.ID]string
	return names, each(ctx, q, "SELECT id, label FROM name WHERE after < ? ORDER BY name", []any{n}, func(scan func(...any) error) error {
		var text, label string
		if err := scan(&text, &label); err != nil {
			return err
		}
		id, err := topics.ParseID(text)
		switch {
		case err != nil:
			return errDamaged{err.Error()}
		case label == "":
			delete(names, id)
		case names == nil:
			names = map[topics.ID]string{id: label}
		default:
			names[id] = label
		}
		return nil
	})
}

// edited reports whether the user's names or withdrawals differ between the
// starts of run n and of the run before.
func edited(ctx context.Context, q querier, n int) (bool, error) {
	now, err := readNames(ctx, q, n)
	if err != nil {
		return false, err
	}
	before, err := readNames(ctx, q, n-1)
	if err != nil || !maps.Equal(now, before) {
		return err == nil, err
	}
	var withdrawn bool
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM withdrawal WHERE after = ?)", n-1).Scan(&withdrawn)
	return withdrawn, err
}

// append appends rows that belong to no run, in a transaction of their own
// under the lock.
func (d *DB) append(ctx context.Context, notice func(string), f func(t *Tx) error) (err error) {
	t, err := d.Begin(ctx, notice)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	if t.run == 1 {
		return fmt.Errorf("history %s: %w", d.name, ErrNoRun)
	}
	if err := f(t); err != nil {
		return d.explain(ctx, err)
	}
	return d.explain(ctx, t.tx.Commit())
}
