package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// A shelf is the papers as of a run, by id, without abstracts.
type shelf struct {
	papers []corpus.Paper
	seen   []calendar.Date // the earliest day on which the engagement of each may have been read; none: there is none
	number []int32         // of the paper in the history, from 1
	at     []place         // of its abstract
	sum    []digest
	alias  []alias // by id
	row    []int32 // by number: where the paper stands, −1 if it was put aside; [0] is no paper
	order  []int32 // numbers of all papers by id, those put aside too
}

// An alias is an id under which a record came that is a paper of the history.
type alias struct {
	id     string
	number int32
	record corpus.Paper
}

// load reads all papers as they were after run n: later versions, aliases and
// sightings are as if they had not happened, and so are those that do not take
// part in it.
func load(ctx context.Context, q querier, n int, stands *standing) (*shelf, error) {
	s := &shelf{row: []int32{-1}}
	if err := s.loadIDs(ctx, q, n); err != nil {
		return nil, err
	}
	ids, err := s.loadVersions(ctx, q, n, stands)
	if err != nil {
		return nil, err
	}
	if err := s.loadSightings(ctx, q, n, stands); err != nil {
		return nil, err
	}
	if err := s.loadAliases(ctx, q, n, stands, ids); err != nil {
		return nil, err
	}
	if !stands.all() {
		s.keep(func(row int) bool { return s.at[row] != place{} })
	}
	return s, nil
}

// loadRun reads the papers of a run that is committed.
func loadRun(ctx context.Context, q querier, n int) (*shelf, error) {
	stands, err := readStanding(ctx, q, n)
	if err != nil {
		return nil, err
	}
	return load(ctx, q, n, stands)
}

func (s *shelf) loadIDs(ctx context.Context, q querier, n int) error {
	var ids []string
	err := each(ctx, q, "SELECT paper, id FROM paper WHERE run <= ? ORDER BY paper", []any{n}, func(scan func(...any) error) error {
		var number int
		var id string
		if err := scan(&number, &id); err != nil {
			return err
		}
		ids = append(ids, id)
		if number != len(ids) {
			return errDamaged{fmt.Sprintf("paper %d is missing", len(ids))}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.number = make([]int32, len(ids))
	for i := range s.number {
		s.number[i] = int32(i + 1)
	}
	slices.SortFunc(s.number, func(a, b int32) int { return strings.Compare(ids[a-1], ids[b-1]) })
	s.order = slices.Clone(s.number)
	s.papers, s.at, s.sum = make([]corpus.Paper, len(ids)), make([]place, len(ids)), make([]digest, len(ids))
	s.row = make([]int32, len(ids)+1)
	s.row[0] = -1
	for row, number := range s.number {
		s.row[number] = int32(row)
		s.papers[row].ID = ids[number-1]
	}
	return nil
}

// loadVersions gives each paper what its versions say together. Where runs are
// withdrawn it returns the ids that these versions give.
func (s *shelf) loadVersions(ctx context.Context, q querier, n int, stands *standing) (map[givenID]bool, error) {
	own := make([]string, len(s.papers)) // versions have the ids of the records
	for row := range s.papers {
		own[row] = s.papers[row].ID
	}
	sources := map[string]string{} // few: each kept once
	ids := map[givenID]bool{}
	several := map[int32][]version{} // by row
	const query = "SELECT version, run, paper, " + versionColumns + " FROM version WHERE run <= ? ORDER BY version"
	err := each(ctx, q, query, []any{n}, func(scan func(...any) error) error {
		var id int64
		var run, number int
		v, err := scanVersion(scan, &id, &run, &number)
		if err != nil {
			return fmt.Errorf("version %d: %w", id, err)
		}
		if _, err := s.find(number); err != nil || !stands.version(id, run) {
			return err
		}
		if _, known := sources[v.Source]; !known {
			sources[v.Source] = v.Source
		}
		v.Source = sources[v.Source]
		if !stands.all() {
			for _, id := range idsOf(&v.Paper) {
				ids[givenID{number, id}] = true
			}
		}
		row := s.row[number]
		switch known := several[row]; {
		case s.at[row] == place{}:
			s.papers[row], s.at[row], s.sum[row] = v.Paper, v.at, v.sum
		case known == nil:
			several[row] = []version{{s.papers[row], s.at[row], s.sum[row]}, v}
		default:
			several[row] = append(known, v)
		}
		return nil
	})
	if err == nil {
		err = s.merge(ctx, q, several)
	}
	for row := range s.papers {
		s.papers[row].ID, s.papers[row].Aliases = own[row], nil
	}
	return ids, err
}

// merge puts the versions of the papers together that have several, some
// papers at a time, as it takes their abstracts.
func (s *shelf) merge(ctx context.Context, q querier, several map[int32][]version) error {
	for rows := range slices.Chunk(slices.Sorted(maps.Keys(several)), chunk) {
		papers := make([][]version, len(rows))
		for i, row := range rows {
			papers[i] = several[row]
		}
		all, err := together(ctx, q, papers)
		if err != nil {
			return err
		}
		for i, row := range rows {
			v := &all[i]
			v.Abstract = ""
			s.papers[row], s.at[row], s.sum[row] = v.Paper, v.at, v.sum
		}
	}
	return nil
}

// loadSightings gives each paper the engagement that was read last, but none
// from a page that was saved before another that was read.
func (s *shelf) loadSightings(ctx context.Context, q querier, n int, stands *standing) error {
	known := map[int]engagement{} // by number
	const query = "SELECT sighting, run, paper, captured, upvotes, comments FROM sighting WHERE run <= ? ORDER BY sighting"
	err := each(ctx, q, query, []any{n}, func(scan func(...any) error) error {
		var id int64
		var number int
		var read engagement
		if err := scan(&id, &read.run, &number, &read.captured, &read.upvotes, &read.comments); err != nil {
			return err
		}
		p, err := s.find(number)
		if err != nil || !stands.sighting(id, read.run) {
			return err
		}
		e := known[number].then(read)
		known[number] = e
		p.Upvotes, p.Comments = e.upvotes, e.comments
		return nil
	})
	if err != nil {
		return err
	}
	return s.seenBy(known)
}

// A givenID is an id that a version gives to a paper.
type givenID struct {
	number int
	id     string
}

// loadAliases gives each paper its other ids; those that a withdrawn run found
// only if they are among ids.
func (s *shelf) loadAliases(ctx context.Context, q querier, n int, stands *standing, ids map[givenID]bool) error {
	records := map[string]alias{}
	const query = "SELECT id, run, paper, record FROM alias WHERE run <= ? ORDER BY alias"
	err := each(ctx, q, query, []any{n}, func(scan func(...any) error) error {
		var a alias
		var run int
		var body []byte
		if err := scan(&a.id, &run, &a.number, &body); err != nil {
			return err
		}
		p, err := s.find(int(a.number))
		if err != nil || stands.withdrawn[run] && !ids[givenID{int(a.number), a.id}] {
			return err
		}
		if i, known := slices.BinarySearch(p.Aliases, a.id); !known && a.id != p.DOI {
			p.Aliases = slices.Insert(p.Aliases, i, a.id)
		}
		if body == nil {
			return nil
		}
		if a.record, err = unzipPaper(body); err != nil {
			return fmt.Errorf("record %s: %w", a.id, err)
		}
		records[a.id] = a
		return nil
	})
	s.alias = slices.SortedFunc(maps.Values(records), func(a, b alias) int { return strings.Compare(a.id, b.id) })
	return err
}

// find returns the paper of a number. Only a damaged file names one that is
// not there.
func (s *shelf) find(number int) (*corpus.Paper, error) {
	if number < 1 || number >= len(s.row) {
		return nil, errDamaged{fmt.Sprintf("there is no paper %d", number)}
	}
	return &s.papers[s.row[number]], nil
}

// keep puts the papers aside of which stays says no, and returns how many.
func (s *shelf) keep(stays func(row int) bool) int {
	to := 0
	for row, number := range s.number {
		if !stays(row) {
			s.row[number] = -1
			continue
		}
		s.papers[to], s.seen[to], s.number[to], s.at[to], s.sum[to] = s.papers[row], s.seen[row], number, s.at[row], s.sum[row]
		s.row[number] = int32(to)
		to++
	}
	aside := len(s.papers) - to
	s.papers, s.seen, s.number, s.at, s.sum = s.papers[:to], s.seen[:to], s.number[:to], s.at[:to], s.sum[:to]
	return aside
}

// duplicates lists the records that came under other ids of the papers that
// stand on the shelf.
func (s *shelf) duplicates() []Duplicate {
	var all []Duplicate
	for _, a := range s.alias {
		if row := s.row[a.number]; row >= 0 {
			all = append(all, Duplicate{ID: a.id, Row: int(row), Record: a.record})
		}
	}
	return all
}

// digest is over the papers that stand on the shelf: their ids, what they say,
// abstracts included, and their engagement.
func (s *shelf) digest() string {
	h := sha256.New()
	for row := range s.papers {
		p := &s.papers[row]
		fmt.Fprintf(h, "%q %x", p.ID, s.sum[row])
		for _, alias := range p.Aliases {
			fmt.Fprintf(h, " %q", alias)
		}
		for _, n := range []*int{p.Upvotes, p.Comments} {
			if n != nil {
				fmt.Fprintf(h, " %d", *n)
			} else {
				fmt.Fprint(h, " -")
			}
		}
		fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil))
}
