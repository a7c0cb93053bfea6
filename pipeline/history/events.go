package history

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// An Event is a topics.Event with names, and with ids of papers instead of rows.
type Event struct {
	Run     int
	AsOf    calendar.Date
	Kind    topics.EventKind
	From    []Named // before
	To      []Named // after
	Overlap float64 // share of papers that carry the event, 0 to 1
	Papers  []string
}

// Named is a topic and what it was called in the run of an event, "" if nothing.
type Named struct {
	ID   topics.ID
	Name string
}

// Events returns the events of all runs, the newest run first, those of a run
// as it told them. It reads no more of a run than these.
func (d *DB) Events(ctx context.Context) ([]Event, error) {
	var all []Event
	err := d.view(ctx, func(tx *sql.Tx) error {
		told, err := readEvents(ctx, tx)
		if err != nil || len(told) == 0 {
			return err
		}
		names := map[topics.ID]string{} // as of the run: a topic that is gone keeps its last
		papers, err := readPapersByRun(ctx, tx)
		if err != nil {
			return err
		}
		for i := range told {
			r := &told[i]
			for _, list := range [][]label{r.Topics, r.Themes, r.Rested} {
				for _, t := range list {
					if len(t.Label) > 0 {
						names[t.ID] = t.Label[0]
					}
				}
			}
			id := papers.of(r.number)
			for _, e := range r.Events {
				event := Event{Run: r.number, AsOf: r.asOf, Kind: e.Kind, From: named(e.From, names), To: named(e.To, names), Overlap: e.Overlap}
				for _, row := range e.Papers {
					if row >= len(id) {
						return errDamaged{fmt.Sprintf("run %d: an event of paper %d of %d", r.number, row, len(id))}
					}
					event.Papers = append(event.Papers, id[row])
				}
				all = append(all, event)
			}
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b Event) int { return cmp.Compare(b.Run, a.Run) })
	return all, err
}

func named(ids []topics.ID, names map[topics.ID]string) []Named {
	var all []Named
	for _, id := range ids {
		all = append(all, Named{id, names[id]})
	}
	return all
}

// label is what Events needs of a topic.
type label struct {
	ID    topics.ID
	Label []string
}

// told is what Events needs of a run.
type told struct {
	number                 int
	asOf                   calendar.Date
	Topics, Themes, Rested []label
	Events                 []topics.Event
}

// readEvents reads the runs that have events, oldest first.
func readEvents(ctx context.Context, q querier) ([]told, error) {
	var all []told
	var body []byte
	return all, each(ctx, q, "SELECT run, as_of, body FROM said WHERE events <> '[]' ORDER BY run", nil, func(scan func(...any) error) error {
		var r told
		var asOf string
		if err := scan(&r.number, &asOf, &body); err != nil {
			return err
		}
		text, err := unzip(body)
		if err == nil {
			err = json.Unmarshal(text, &r)
		}
		if err == nil {
			err = r.asOf.UnmarshalText([]byte(asOf))
		}
		if err != nil {
			return fmt.Errorf("run %d: %w", r.number, err)
		}
		all = append(all, r)
		return nil
	})
}

// papersByRun finds the papers that took part in runs, asked for in ascending
// order.
type papersByRun struct {
	id      []string // by number of the paper, from 1
	order   []int32  // numbers by id
	in      []bool   // by number: takes part in the run asked for last
	changes []change
}

// A change is a paper that takes part from a run on, or does no more.
type change struct {
	run    int
	number int32
	in     bool
}

func readPapersByRun(ctx context.Context, q querier) (*papersByRun, error) {
	p := &papersByRun{id: []string{""}}
	err := each(ctx, q, "SELECT paper, id FROM paper ORDER BY paper", nil, func(scan func(...any) error) error {
		var number int32
		var id string
		if err := scan(&number, &id); err != nil {
			return err
		}
		if int(number) != len(p.id) {
			return errDamaged{fmt.Sprintf("paper %d is missing", len(p.id))}
		}
		p.id, p.order = append(p.id, id), append(p.order, number)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(p.order, func(a, b int32) int { return strings.Compare(p.id[a], p.id[b]) })
	p.in = make([]bool, len(p.id))
	err = each(ctx, q, "SELECT run, paper, topic FROM membership ORDER BY run", nil, func(scan func(...any) error) error {
		var c change
		var topic int32
		if err := scan(&c.run, &c.number, &topic); err != nil {
			return err
		}
		if c.number < 1 || int(c.number) >= len(p.id) {
			return errDamaged{fmt.Sprintf("there is no paper %d", c.number)}
		}
		c.in = topic != left
		p.changes = append(p.changes, c)
		return nil
	})
	return p, err
}

// of returns the ids of the papers of a run, by their rows in it.
func (p *papersByRun) of(run int) []string {
	for len(p.changes) > 0 && p.changes[0].run <= run {
		p.in[p.changes[0].number] = p.changes[0].in
		p.changes = p.changes[1:]
	}
	var ids []string
	for _, number := range p.order {
		if p.in[number] {
			ids = append(ids, p.id[number])
		}
	}
	return ids
}
