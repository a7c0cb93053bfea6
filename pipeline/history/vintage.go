package history

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// A Vintage is what the run that first saw a period whole said about it.
type Vintage struct {
	Run    int
	Period calendar.Period
	Papers int               // of the period
	Of     map[topics.ID]int // of each topic, theme and watched topic that the run knew
}

// Share returns the share that a topic had, and whether it had one.
func (v Vintage) Share(id topics.ID) (float64, bool) {
	papers, known := v.Of[id]
	if !known || v.Papers == 0 {
		return 0, false
	}
	return float64(papers) / float64(v.Papers), true
}

// FirstShares returns a function that tells the share which a topic had in a
// period as it was first reported, and whether it had one.
func FirstShares(all []Vintage) func(topics.ID, calendar.Period) (float64, bool) {
	of := make(map[calendar.Period]Vintage, len(all))
	for _, v := range all {
		of[v.Period] = v
	}
	return func(id topics.ID, p calendar.Period) (float64, bool) { return of[p].Share(id) }
}

// Vintages returns the vintages of the periods that run n or one before it saw
// whole, in order of the periods; n = 0 is the newest run. Runs that had been
// withdrawn when run n began have none.
func (d *DB) Vintages(ctx context.Context, n int) ([]Vintage, error) {
	var all []Vintage
	err := d.at(ctx, n, func(tx *sql.Tx, n int) error {
		stands, err := readStanding(ctx, tx, n)
		if err != nil {
			return err
		}
		all, err = readVintages(ctx, tx, n, stands)
		return err
	})
	return all, err
}

// vintages returns what a run says of the periods that it sees whole, but for
// those that are known.
func (r *Run) vintages(known []Vintage) []Vintage {
	seen := map[calendar.Period]bool{}
	for _, v := range known {
		seen[v.Period] = true
	}
	var all []Vintage
	for at, p := range r.Counts.Periods {
		if !p.Complete || seen[p.Period] {
			continue
		}
		v := Vintage{Run: r.Number, Period: p.Period, Papers: p.Papers, Of: map[topics.ID]int{}}
		for _, list := range []struct {
			topics []topics.Topic
			shares [][]trends.Share
		}{{r.Topics, r.Shares}, {r.Themes, r.ThemeShares}, {r.Watched, r.WatchedShares}} {
			for i, t := range list.topics {
				v.Of[t.ID] = list.shares[i][at].Papers
			}
		}
		for _, t := range r.Rested { // which hold no paper
			v.Of[t.ID] = 0
		}
		all = append(all, v)
	}
	return all
}

// writeVintages appends what the run is the first to say.
func (t *Tx) writeVintages(ctx context.Context, r *Run) error {
	fresh := r.vintages(t.vintages)
	if len(fresh) == 0 {
		return nil
	}
	text, err := json.Marshal(fresh)
	if err == nil {
		_, err = t.tx.ExecContext(ctx, "INSERT INTO vintage (run, body) VALUES (?, ?)", t.run, zip(text))
	}
	return err
}

// readVintages returns the vintages of runs up to n that take part, in order of
// the periods.
func readVintages(ctx context.Context, q querier, n int, stands *standing) ([]Vintage, error) {
	first := map[calendar.Period]Vintage{}
	lost := map[calendar.Period]int{} // to the withdrawn run that saw the period first
	var body []byte
	err := each(ctx, q, "SELECT run, body FROM vintage WHERE run <= ? ORDER BY run DESC", []any{n}, func(scan func(...any) error) error {
		var run int
		if err := scan(&run, &body); err != nil {
			return err
		}
		text, err := unzip(body)
		var said []Vintage
		if err == nil {
			err = json.Unmarshal(text, &said)
		}
		if err != nil {
			return fmt.Errorf("vintages of run %d: %w", run, err)
		}
		for _, v := range said {
			if delete(lost, v.Period); stands.withdrawn[run] {
				lost[v.Period] = run
			} else {
				first[v.Period] = v
			}
		}
		return nil
	})
	if err == nil && len(lost) > 0 {
		err = findVintages(ctx, q, n, stands, lost, first)
	}
	if err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(first), func(a, b Vintage) int {
		return cmp.Or(a.Period.Start().Compare(b.Period.Start()), cmp.Compare(a.Period.Unit, b.Period.Unit))
	}), nil
}

// findVintages looks for the first run after a withdrawn one that saw a period
// whole, in what the runs said.
func findVintages(ctx context.Context, q querier, n int, stands *standing, lost map[calendar.Period]int, first map[calendar.Period]Vintage) error {
	var runs []int
	since, earliest := slices.Min(slices.Collect(maps.Values(lost))), calendar.Period{}
	for p := range lost {
		if earliest.IsZero() || p.Start().Compare(earliest.Start()) < 0 {
			earliest = p
		}
	}
	err := eachReported(ctx, q, since+1, n, stands, func(run int, reported calendar.Period) {
		if reported.Start().Compare(earliest.Start()) >= 0 {
			runs = append(runs, run)
		}
	})
	for _, run := range runs {
		if err != nil || len(lost) == 0 {
			break
		}
		var said *Run
		if said, err = readSaid(ctx, q, run); err != nil {
			break
		}
		for _, v := range said.vintages(nil) {
			if withdrawn, is := lost[v.Period]; is && run > withdrawn {
				first[v.Period] = v
				delete(lost, v.Period)
			}
		}
	}
	return err
}
