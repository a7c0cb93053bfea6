package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"papertide/pipeline/corpus"
)

// lookups asks the history for papers, one at a time, by prepared statements.
type lookups struct {
	ctx   context.Context // that is not cancelled: see Tx.Add
	q     querier
	empty bool // there was no paper to find when the lookups were made

	paper, alias, title, id, version, sighting *sql.Stmt
}

func prepareLookups(ctx context.Context, tx *sql.Tx) (*lookups, error) {
	l := &lookups{ctx: ctx, q: tx}
	if err := tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM paper)").Scan(&l.empty); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&l.paper, "SELECT p.paper, v.sha256 FROM paper p JOIN version v USING (paper) WHERE p.id = ? ORDER BY v.version DESC LIMIT 1"},
		{&l.alias, "SELECT paper, sha256 FROM alias WHERE id = ? ORDER BY alias DESC LIMIT 1"},
		{&l.title, "SELECT min(paper) FROM version WHERE title_key = ?"},
		{&l.id, "SELECT id FROM paper WHERE paper = ?"},
		{&l.version, "SELECT title, date, fields, block, place, sha256 FROM version WHERE paper = ? ORDER BY version DESC LIMIT 1"},
		{&l.sighting, "SELECT captured, upvotes, comments FROM sighting WHERE paper = ? ORDER BY run"},
	} {
		var err error
		if *p.to, err = tx.PrepareContext(ctx, p.query); err != nil {
			l.close()
			return nil, err
		}
	}
	return l, nil
}

func (l *lookups) close() {
	for _, s := range []*sql.Stmt{l.paper, l.alias, l.title, l.id, l.version, l.sighting} {
		if s != nil {
			s.Close()
		}
	}
}

// An entry is what the history has under an id; number is 0 if it has nothing.
type entry struct {
	number int32
	own    bool   // it is the id of the paper, not an alias
	sum    []byte // digest of the paper, or of the record that came under the alias; nil if none did
}

// byID looks an id up among papers, then among aliases, then, if it stands for
// a title, among titles.
func (l *lookups) byID(id string) (entry, error) {
	e := entry{own: true}
	err := l.paper.QueryRowContext(l.ctx, id).Scan(&e.number, &e.sum)
	if !errors.Is(err, sql.ErrNoRows) {
		return e, err
	}
	e = entry{}
	err = l.alias.QueryRowContext(l.ctx, id).Scan(&e.number, &e.sum)
	if !errors.Is(err, sql.ErrNoRows) {
		return e, err
	}
	if key, is := keyOfID(id); is {
		return l.byVersion(key)
	}
	return e, nil
}

// byTitle returns the paper of a title: of a version of it, or of a record
// whose title gave way to another.
func (l *lookups) byTitle(key int64) (entry, error) {
	if e, err := l.byVersion(key); err != nil || e.number != 0 {
		return e, err
	}
	return l.byID(idOfKey(key))
}

// byVersion returns the first paper of which a version has a title.
func (l *lookups) byVersion(key int64) (entry, error) {
	var number sql.NullInt32
	err := l.title.QueryRowContext(l.ctx, key).Scan(&number)
	return entry{number: number.Int32}, err
}

func (l *lookups) idOf(number int32) (id string, err error) {
	err = l.id.QueryRowContext(l.ctx, number).Scan(&id)
	return id, err
}

// A version is a paper as the history has it, without ids and engagement.
type version struct {
	corpus.Paper
	sum digest
}

// current returns the newest version of a paper.
func (l *lookups) current(number int32) (v version, err error) {
	var date string
	var more, sum []byte
	var at place
	if err := l.version.QueryRowContext(l.ctx, number).Scan(&v.Title, &date, &more, &at.block, &at.nth, &sum); err != nil {
		return v, err
	}
	copy(v.sum[:], sum)
	if err := v.Date.UnmarshalText([]byte(date)); err != nil {
		return v, err
	}
	var f fields
	if err := json.Unmarshal(more, &f); err != nil {
		return v, err
	}
	f.fill(&v.Paper)
	texts, err := abstracts(l.ctx, l.q, []place{at})
	if err != nil {
		return v, fmt.Errorf("paper %d: %w", number, err)
	}
	v.Abstract = texts[0]
	return v, nil
}

// sighted reports whether these values say nothing new about a paper: they
// were read of this day before, or are those that it had at last.
func (l *lookups) sighted(number int32, when string, upvotes, comments *int) (bool, error) {
	rows, err := l.sighting.QueryContext(l.ctx, number)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	var latest engagement
	for rows.Next() {
		var s engagement
		if err := rows.Scan(&s.captured, &s.upvotes, &s.comments); err != nil {
			return false, err
		}
		if s.captured == when && agree(upvotes, s.upvotes) && agree(comments, s.comments) {
			return true, nil
		}
		latest = latest.then(s)
	}
	return agree(upvotes, latest.upvotes) && agree(comments, latest.comments), rows.Err()
}
