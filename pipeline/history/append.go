package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"papertide/pipeline/corpus"
)

// An appender writes what a run adds about papers, by prepared statements.
type appender struct {
	ctx context.Context // that is not cancelled: see Tx.Add
	t   *Tx

	block, papers, versions, aliases, sightings *sql.Stmt

	lastBlock int64
	lastPaper int32
	pending   []pending // versions that are not written yet
}

// A pending version waits to be compressed with others.
type pending struct {
	content
	number                int32
	title, date, abstract string
}

// chunk is the number of versions whose blocks are compressed at once, on all
// processors.
const chunk = 64 * blockSize

func newAppender(ctx context.Context, t *Tx) (*appender, error) {
	a := &appender{ctx: ctx, t: t}
	const last = "SELECT (SELECT coalesce(max(block), 0) FROM abstracts), (SELECT coalesce(max(paper), 0) FROM paper)"
	if err := t.tx.QueryRowContext(ctx, last).Scan(&a.lastBlock, &a.lastPaper); err != nil {
		return nil, err
	}
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&a.block, "INSERT INTO abstracts (block, body) VALUES (?, ?)"},
		{&a.papers, "INSERT INTO paper (paper, id, run) VALUES (?, ?, ?)"},
		{&a.versions, "INSERT INTO version (paper, run, title_key, title, date, fields, block, place, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"},
		{&a.aliases, "INSERT INTO alias (id, paper, run, record) VALUES (?, ?, ?, ?)"},
		{&a.sightings, "INSERT INTO sighting (paper, run, captured, upvotes, comments) VALUES (?, ?, ?, ?, ?)"},
	} {
		var err error
		if *p.to, err = t.tx.PrepareContext(ctx, p.query); err != nil {
			a.close()
			return nil, err
		}
	}
	return a, nil
}

func (a *appender) close() {
	for _, s := range []*sql.Stmt{a.block, a.papers, a.versions, a.aliases, a.sightings} {
		if s != nil {
			s.Close()
		}
	}
}

// put runs a prepared statement, after the row of the run is there.
func (a *appender) put(s *sql.Stmt, values ...any) error {
	if err := a.t.start(a.ctx); err != nil {
		return err
	}
	_, err := s.ExecContext(a.ctx, values...)
	return err
}

// paper appends a paper and returns its number.
func (a *appender) paper(id string) (int32, error) {
	a.lastPaper++
	return a.lastPaper, a.put(a.papers, a.lastPaper, id, a.t.run)
}

// version appends a version; it is written with others, or by flush.
func (a *appender) version(number int32, p *corpus.Paper, about content) error {
	a.pending = append(a.pending, pending{about, number, p.Title, p.Date.String(), p.Abstract})
	if len(a.pending) < chunk {
		return nil
	}
	return a.flush()
}

// flush writes the versions that wait. While some are written, others are
// compressed.
func (a *appender) flush() error {
	blocks := slices.Collect(slices.Chunk(a.pending, blockSize))
	pack := func(i int) ([]byte, error) { return packTexts(blocks[i]), nil }
	err := ahead(len(blocks), pack, func(i int, packed []byte) error {
		a.lastBlock++
		if err := a.put(a.block, a.lastBlock, packed); err != nil {
			return err
		}
		for nth, v := range blocks[i] {
			if err := a.put(a.versions, v.number, a.t.run, v.key, v.title, v.date, v.fields, a.lastBlock, nth, v.sum[:]); err != nil {
				return err
			}
		}
		return nil
	})
	a.pending = a.pending[:0]
	return err
}

// alias appends another id of a paper, with the record that came under it, if
// one did.
func (a *appender) alias(id string, number int32, record *corpus.Paper) error {
	if record == nil {
		return a.put(a.aliases, id, number, a.t.run, nil)
	}
	body, err := zipPaper(*record)
	if err != nil {
		return err
	}
	return a.put(a.aliases, id, number, a.t.run, body)
}

func (a *appender) sighting(number int32, day string, upvotes, comments *int) error {
	return a.put(a.sightings, number, a.t.run, day, upvotes, comments)
}

// start writes the row of the run and its inputs, once: a run that turns out
// to add nothing writes nothing.
func (t *Tx) start(ctx context.Context) error {
	if t.began {
		return nil
	}
	t.began = true
	if _, err := t.tx.ExecContext(ctx, "INSERT INTO run (run, made) VALUES (?, ?)", t.run, t.db.now().Format(time.RFC3339)); err != nil {
		return err
	}
	for i, in := range t.inputs {
		warnings, err := json.Marshal(in.Warnings)
		if err != nil {
			return err
		}
		const insert = "INSERT INTO input (run, place, name, format, sha256, read, rejected, captured, warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
		_, err = t.tx.ExecContext(ctx, insert, t.run, i, in.Name, in.Format, in.SHA256, in.Read, in.Rejected, in.Captured.String(), string(warnings))
		if err != nil {
			return err
		}
	}
	return nil
}
