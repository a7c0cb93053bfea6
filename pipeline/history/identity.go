package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"papertide/pipeline/corpus"
)

// lookups asks the history for papers, one at a time, by prepared statements.
type lookups struct {
	ctx   context.Context
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
	var e entry
	err := l.paper.QueryRowContext(l.ctx, id).Scan(&e.number, &e.sum)
	if err == nil {
		e.own = true
		return e, nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = l.alias.QueryRowContext(l.ctx, id).Scan(&e.number, &e.sum)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return e, err
	}
	if hash, is := strings.CutPrefix(id, "title:"); is {
		if key, err := strconv.ParseUint(hash, 16, 64); err == nil {
			return l.byTitle(int64(key))
		}
	}
	return entry{}, nil
}

// byTitle returns the first paper of a title.
func (l *lookups) byTitle(key int64) (entry, error) {
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

// agree reports whether a value that was read is what is known.
func agree(read, known *int) bool {
	return read == nil || known != nil && *read == *known
}

// An engagement is the upvotes and comments of a paper, nil where they are not
// known, and the day on which its page was saved, "" where that is not known.
type engagement struct {
	captured          string
	upvotes, comments *int
}

// then returns what is known after a later run saw s. A page that was saved
// before one that was read already says nothing about now.
func (e engagement) then(s engagement) engagement {
	if s.captured != "" && s.captured < e.captured {
		return e
	}
	if s.captured == "" {
		s.captured = e.captured
	}
	if s.upvotes == nil {
		s.upvotes = e.upvotes
	}
	if s.comments == nil {
		s.comments = e.comments
	}
	return s
}

// A group is the units of one paper.
type group struct {
	number int32 // in the history; 0: it is new
	units  []*unit
}

// groupUnits finds the units that are of one paper: that the history has under
// one number, or that share ids or a title, directly or through others. Units
// under different numbers stay apart: what the history once told apart it
// cannot join.
func groupUnits(known *lookups, units []unit) ([]group, error) {
	root := make([]int32, len(units)) // union-find, the lowest unit on top
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(i, j int32) {
		i, j = find(i), find(j)
		root[max(i, j)] = min(i, j)
	}
	byID, byTitle := map[string]int32{}, make(map[int64]int32, len(units))
	for i := range units {
		for _, id := range idsOf(&units[i].Paper)[1:] {
			byID[id] = -1
		}
	}
	for i := range units {
		u, at := &units[i], int32(i)
		if u.same { // the history knows it by all that it could share
			continue
		}
		for _, id := range idsOf(&u.Paper) {
			if other, shared := byID[id]; shared && other >= 0 {
				join(other, at)
			} else if shared {
				byID[id] = at
			}
		}
		if other, shared := byTitle[u.key]; shared {
			join(other, at)
		}
		byTitle[u.key] = at
		if u.number == 0 && !known.empty {
			e, err := known.byTitle(u.key)
			if err != nil {
				return nil, err
			}
			u.number = e.number
		}
	}

	number := make([]int32, len(units)) // by root: the first paper that the history has
	for i := range units {
		r := find(int32(i))
		if n := units[i].number; n != 0 && (number[r] == 0 || n < number[r]) {
			number[r] = n
		}
	}
	var groups []group
	ofNumber, ofRoot := map[int32]int{}, make([]int, len(units))
	for i := range units {
		u, r := &units[i], find(int32(i))
		if u.number == 0 {
			u.number = number[r]
		}
		at, found := ofRoot[r]-1, ofRoot[r] > 0
		if u.number != 0 {
			at, found = ofNumber[u.number]
		}
		if !found {
			at = len(groups)
			groups = append(groups, group{number: u.number})
			if u.number != 0 {
				ofNumber[u.number] = at
			} else {
				ofRoot[r] = at + 1
			}
		}
		groups[at].units = append(groups[at].units, u)
	}
	return groups, nil
}
