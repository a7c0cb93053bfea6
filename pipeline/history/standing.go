package history

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
)

// A standing says what takes part in a run where the user has withdrawn
// others: what only these brought does not.
type standing struct {
	withdrawn           map[int]bool // runs; nil: none
	versions, sightings rowSet       // that a run which is not withdrawn read again
}

// A reread is what a run read that the history had: rows of version and of
// sighting.
type reread struct{ versions, sightings []int64 }

// readStanding returns what takes part in run n of what came with it or before
// it, but for what run n itself reads again while it is in the making.
func readStanding(ctx context.Context, q querier, n int) (*standing, error) {
	s := &standing{}
	err := each(ctx, q, "SELECT run FROM withdrawal WHERE after < ?", []any{n}, func(scan func(...any) error) error {
		var run int
		err := scan(&run)
		if s.withdrawn == nil {
			s.withdrawn = map[int]bool{}
		}
		s.withdrawn[run] = true
		return err
	})
	if err != nil || s.all() {
		return s, err
	}
	var versions, sightings []byte
	return s, each(ctx, q, "SELECT run, versions, sightings FROM reread WHERE run <= ?", []any{n}, func(scan func(...any) error) error {
		var run int
		if err := scan(&run, &versions, &sightings); err != nil || s.withdrawn[run] {
			return err
		}
		r, err := unpackReread(versions, sightings)
		if err != nil {
			return fmt.Errorf("run %d: %w", run, err)
		}
		s.add(r)
		return nil
	})
}

// all reports whether everything takes part.
func (s *standing) all() bool { return len(s.withdrawn) == 0 }

// add takes up what a run read again that is not withdrawn.
func (s *standing) add(r reread) {
	s.versions.add(r.versions)
	s.sightings.add(r.sightings)
}

// version and sighting report whether a row that a run appended takes part.
func (s *standing) version(row int64, run int) bool {
	return !s.withdrawn[run] || s.versions.has(row)
}

func (s *standing) sighting(row int64, run int) bool {
	return !s.withdrawn[run] || s.sightings.has(row)
}

// A rowSet is a set of rows of a table, by their numbers.
type rowSet []bool

func (s *rowSet) add(rows []int64) {
	for _, row := range rows {
		if more := int(row) + 1 - len(*s); more > 0 {
			*s = append(*s, make([]bool, more)...)
		}
		(*s)[row] = true
	}
}

func (s rowSet) has(row int64) bool { return row < int64(len(s)) && s[row] }

// writeReread appends what the run read again.
func (t *Tx) writeReread(ctx context.Context) error {
	if len(t.reread.versions)+len(t.reread.sightings) == 0 {
		return nil
	}
	versions, sightings := zip(packRows(t.reread.versions)), zip(packRows(t.reread.sightings))
	_, err := t.tx.ExecContext(ctx, "INSERT INTO reread (run, versions, sightings) VALUES (?, ?, ?)", t.run, versions, sightings)
	return err
}

func unpackReread(versions, sightings []byte) (r reread, err error) {
	if r.versions, err = unpackRows(versions); err != nil {
		return r, err
	}
	r.sightings, err = unpackRows(sightings)
	return r, err
}

// packRows writes rows, ascending, as differences.
func packRows(rows []int64) []byte {
	rows = slices.Clone(rows)
	slices.Sort(rows)
	var b []byte
	last := int64(0)
	for _, row := range slices.Compact(rows) {
		b = binary.AppendUvarint(b, uint64(row-last))
		last = row
	}
	return b
}

// unpackRows reads what packRows wrote, compressed.
func unpackRows(packed []byte) ([]int64, error) {
	b, err := unzip(packed)
	if err != nil {
		return nil, err
	}
	var rows []int64
	last := int64(0)
	for len(b) > 0 {
		more, n := binary.Uvarint(b)
		if last += int64(more); n <= 0 || more > 1<<40 {
			return nil, errDamaged{"a list of rows"}
		}
		rows, b = append(rows, last), b[n:]
	}
	return rows, nil
}
