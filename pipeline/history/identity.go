package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"papertide/pipeline/corpus"
)

// lookups asks the history for papers that take part, one at a time, by
// prepared statements.
type lookups struct {
	ctx    context.Context // that is not cancelled: see Tx.Add
	q      querier
	stands *standing
	empty  bool // there was no paper to find when the lookups were made

	paper, alias, title, id, version, versions, sighting *sql.Stmt
}

func prepareLookups(ctx context.Context, tx *sql.Tx, stands *standing) (*lookups, error) {
	l := &lookups{ctx: ctx, q: tx, stands: stands}
	if err := tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM paper)").Scan(&l.empty); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&l.paper, "SELECT paper FROM paper WHERE id = ?"},
		{&l.alias, "SELECT paper, run, record IS NOT NULL FROM alias WHERE id = ? ORDER BY alias DESC"},
		{&l.title, "SELECT version, paper, run FROM version WHERE title_key = ? ORDER BY paper"},
		{&l.id, "SELECT id FROM paper WHERE paper = ?"},
		{&l.version, "SELECT version, run FROM version WHERE paper = ? AND sha256 = ?"},
		{&l.versions, "SELECT version, run, " + versionColumns + " FROM version WHERE paper = ? ORDER BY version"},
		{&l.sighting, "SELECT sighting, run, captured, upvotes, comments FROM sighting WHERE paper = ? ORDER BY sighting"},
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
	for _, s := range []*sql.Stmt{l.paper, l.alias, l.title, l.id, l.version, l.versions, l.sighting} {
		if s != nil {
			s.Close()
		}
	}
}

// rows calls f on the rows of a prepared query until it returns true.
func (l *lookups) rows(s *sql.Stmt, f func(scan func(...any) error) (found bool, err error), args ...any) error {
	rows, err := s.QueryContext(l.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if found, err := f(rows.Scan); found || err != nil {
			return err
		}
	}
	return rows.Err()
}

// An entry is what the history has under an id; number is 0 if it has nothing.
type entry struct {
	number   int32
	own      bool // it is the id of the paper, not an alias
	recorded bool // it is an alias under which a record came
}

// byID looks an id up among papers, then among aliases, then, if it stands for
// a title, among titles.
func (l *lookups) byID(id string) (entry, error) {
	number, err := l.numberOf(id)
	if err == nil && number != 0 && !l.stands.all() {
		var all []version
		if all, err = l.said(number); len(all) == 0 {
			number = 0
		}
	}
	if err != nil || number != 0 {
		return entry{number: number, own: true}, err
	}
	var e entry
	err = l.rows(l.alias, func(scan func(...any) error) (bool, error) {
		var run int
		if err := scan(&e.number, &run, &e.recorded); err != nil || !l.stands.withdrawn[run] {
			return true, err
		}
		holds, err := l.holds(e.number, id)
		if !holds {
			e = entry{}
		}
		return holds, err
	}, id)
	if err != nil || e.number != 0 {
		return e, err
	}
	if key, is := keyOfID(id); is {
		return l.byVersion(key)
	}
	return e, nil
}

// numberOf returns the paper that has an id of its own, 0 if none has, whether
// or not it takes part.
func (l *lookups) numberOf(id string) (number int32, err error) {
	if err = l.paper.QueryRowContext(l.ctx, id).Scan(&number); errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return number, err
}

func (l *lookups) idOf(number int32) (id string, err error) {
	err = l.id.QueryRowContext(l.ctx, number).Scan(&id)
	return id, err
}

// byTitle returns the first paper of a title, of a version of it or of a record
// whose title gave way to another, that agrees with the mark of a record.
func (l *lookups) byTitle(key int64, mark func() (corpus.Mark, error)) (entry, error) {
	var numbers []int32
	err := l.eachVersion(key, func(number int32) bool {
		if !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
		return false
	})
	if err != nil {
		return entry{}, err
	}
	if len(numbers) == 0 {
		e, err := l.byID(idOfKey(key))
		if err != nil || e.number == 0 {
			return entry{}, err
		}
		numbers = []int32{e.number}
	}
	own, err := mark()
	if err != nil {
		return entry{}, err
	}
	for _, number := range numbers {
		v, err := l.current(number)
		if err != nil {
			return entry{}, err
		}
		if own.Agrees(corpus.MarkOf(&v.Paper)) {
			return entry{number: number}, nil
		}
	}
	return entry{}, nil
}

// byVersion returns the first paper of which a version has a title.
func (l *lookups) byVersion(key int64) (e entry, err error) {
	err = l.eachVersion(key, func(number int32) bool {
		e.number = number
		return true
	})
	return e, err
}

// eachVersion calls use with the papers of which versions have a title, until
// it returns true.
func (l *lookups) eachVersion(key int64, use func(number int32) (found bool)) error {
	return l.rows(l.title, func(scan func(...any) error) (bool, error) {
		var row int64
		var number int32
		var run int
		if err := scan(&row, &number, &run); err != nil || !l.stands.version(row, run) {
			return false, err
		}
		return use(number), nil
	}, key)
}

// row returns the version of a paper that has a content, 0 if none has.
func (l *lookups) row(number int32, sum digest) (row int64, err error) {
	err = l.rows(l.version, func(scan func(...any) error) (bool, error) {
		var found int64
		var run int
		if err := scan(&found, &run); err != nil || !l.stands.version(found, run) {
			return false, err
		}
		row = found
		return true, nil
	}, number, sum[:])
	return row, err
}

// said returns the versions of a paper, without their abstracts.
func (l *lookups) said(number int32) (all []version, err error) {
	err = l.rows(l.versions, func(scan func(...any) error) (bool, error) {
		var row int64
		var run int
		v, err := scanVersion(scan, &row, &run)
		if err == nil && l.stands.version(row, run) {
			all = append(all, v)
		}
		return false, err
	}, number)
	return all, err
}

// holds reports whether a version of a paper has an id.
func (l *lookups) holds(number int32, id string) (bool, error) {
	all, err := l.said(number)
	return slices.ContainsFunc(all, func(v version) bool { return slices.Contains(idsOf(&v.Paper), id) }), err
}

// current returns what all versions of a paper say together.
func (l *lookups) current(number int32) (version, error) {
	all, err := l.said(number)
	if err != nil {
		return version{}, err
	}
	if len(all) == 0 {
		return version{}, errDamaged{fmt.Sprintf("paper %d has no version", number)}
	}
	v, err := together(l.ctx, l.q, [][]version{all})
	if err != nil {
		return version{}, fmt.Errorf("paper %d: %w", number, err)
	}
	return v[0], nil
}

// sighted looks for engagement that a run reads of a day among what is known:
// it returns the sighting that says just this, 0 if none does, and whether the
// values are new.
func (l *lookups) sighted(number int32, day string, upvotes, comments *int) (row int64, news bool, err error) {
	var latest engagement
	err = l.rows(l.sighting, func(scan func(...any) error) (bool, error) {
		var id int64
		var run int
		var s engagement
		if err := scan(&id, &run, &s.captured, &s.upvotes, &s.comments); err != nil || !l.stands.sighting(id, run) {
			return false, err
		}
		if s.captured == day && agree(upvotes, s.upvotes) && agree(comments, s.comments) {
			row = id
			return true, nil
		}
		latest = latest.then(s)
		return false, nil
	}, number)
	return row, row == 0 && !(agree(upvotes, latest.upvotes) && agree(comments, latest.comments)), err
}
