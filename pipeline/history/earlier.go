package history

import (
	"context"
	"fmt"
	"slices"

	"papertide/analysis/topics"
)

// Earlier is where an earlier run had the papers of a state. It keeps nothing
// of papers that the state does not hold.
type Earlier struct {
	Run  int
	Held []bool                // by row of the state: the paper took part in the run
	Of   map[topics.ID][]int32 // rows of each topic, theme and watched topic that the run knew, ascending
}

// earlier returns a reader of what earlier runs said of the papers on a shelf;
// it is asked for all runs at once, as all memberships are read for any.
func (d *DB) earlier(ctx context.Context, q querier, papers *shelf) func(runs []int) ([]Earlier, error) {
	return func(runs []int) ([]Earlier, error) {
		of, err := membershipsOf(ctx, q, runs)
		if err != nil {
			return nil, d.explain(ctx, err)
		}
		all := make([]Earlier, len(runs))
		for i, run := range runs {
			said, err := readSaid(ctx, q, run)
			if err == nil {
				all[i], err = said.earlier(papers, of[i])
			}
			if err != nil {
				return nil, d.explain(ctx, err)
			}
		}
		return all, nil
	}
}

// earlier tells where run r had the papers on a shelf; was holds its
// memberships by number.
func (r *Run) earlier(papers *shelf, was []int32) (Earlier, error) {
	e := Earlier{Run: r.Number, Held: make([]bool, len(papers.papers)), Of: map[topics.ID][]int32{}}
	theme := map[int32]topics.ID{}
	for _, t := range slices.Concat(r.Topics, r.Rested) {
		e.Of[t.ID] = []int32{}
		theme[int32(t.ID.Number)] = t.Theme
	}
	for _, t := range slices.Concat(r.Themes, r.Watched) {
		e.Of[t.ID] = []int32{}
	}
	for row, number := range papers.number {
		if int(number) >= len(was) || was[number] == left {
			continue
		}
		e.Held[row] = true
		if topic := was[number]; topic != noTopic {
			id := topics.ID{Number: int(topic)}
			e.Of[id] = append(e.Of[id], int32(row))
			if _, themed := e.Of[theme[topic]]; themed {
				e.Of[theme[topic]] = append(e.Of[theme[topic]], int32(row))
			}
		}
	}
	if len(r.Watched) == 0 {
		return e, nil
	}
	var now []int32 // by row of run r, whose papers were sorted by id too
	for _, number := range papers.order {
		if int(number) < len(was) && was[number] != left {
			now = append(now, papers.row[number])
		}
	}
	for i, t := range r.Watched {
		for _, row := range r.WatchedRows[i] {
			if int(row) >= len(now) {
				return e, errDamaged{fmt.Sprintf("run %d: a watched topic has paper %d of %d", r.Number, row, len(now))}
			}
			if now[row] >= 0 {
				e.Of[t.ID] = append(e.Of[t.ID], now[row])
			}
		}
	}
	return e, nil
}
