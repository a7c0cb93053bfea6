package pipeline

import (
	"context"
	"fmt"
	"slices"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// byPeriod parts the records of a back-file into the steps of `--by-period`:
// one for each period that holds records, oldest first, as if the file had come
// in one piece a period. The length of the periods is settled here, on all
// records, and written into the options, so that the first week does not decide.
//
//   - A date that is coarser than the period counts by its first day, as
//     everywhere, but makes no period: the record comes with the first period
//     that ends on that day or later, else with the last.
//   - Records without a date come with the first period. They lie in no period
//     ever after, so they can only be old papers to the topics; in a later step
//     they would arrive all at once and look like an event.
//   - What lies in periods that the history has lived, up to its last as-of
//     date, is one step: late papers, where a file is partly known, and nothing
//     where a call goes on after an interrupted one.
//   - An as-of date bounds the last step. Records of periods after it are left
//     for a later call, and a warning says how many.
func byPeriod(ctx context.Context, tx *history.Tx, records []corpus.Record, o *Options, out *Outcome) ([]step, error) {
	last, err := tx.Last(ctx)
	if err != nil {
		return nil, err
	}
	lived, err := tx.AsOf(ctx)
	if err != nil {
		return nil, err
	}
	var chosen *calendar.Unit
	if last.Number > 0 {
		chosen = &last.Unit
	}
	dates, newest := datesOf(records)
	o.Settings = o.Settings.settle(chosen, dates, newest)
	o.Settings.PeriodAuto = false

	steps, after := part(records, o.Settings.Unit, lived, o.AsOf)
	if after > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%s of periods after %s: left for a later call", papers(after), o.AsOf))
	}
	return steps, nil
}

// datesOf returns the earliest date of each paper, by the ids of its records,
// and the newest of them.
func datesOf(records []corpus.Record) (dates []calendar.Date, newest calendar.Date) {
	row := make(map[string]int, len(records))
	for _, r := range records {
		i, known := row[r.ID]
		switch {
		case !known:
			row[r.ID] = len(dates)
			dates = append(dates, r.Date)
		case dates[i].IsZero() || !r.Date.IsZero() && r.Date.Compare(dates[i]) < 0:
			dates[i] = r.Date
		}
	}
	for _, d := range dates {
		newest = later(newest, d)
	}
	return dates, newest
}

// part is byPeriod once the unit is settled: lived is the as-of date of the last
// run, and asOf that of the last step (none: its newest date). There is at least
// one step. It also returns how many records are left for a later call.
func part(records []corpus.Record, u calendar.Unit, lived, asOf calendar.Date) (steps []step, after int) {
	steps = stepsOf(records, u, lived)
	if len(steps) == 0 {
		return []step{{records: records, asOf: asOf}}, 0
	}
	for _, r := range records {
		i := 0
		if !r.Date.IsZero() {
			i, _ = slices.BinarySearchFunc(steps, r.Date.Day, func(s step, day int32) int { return int(s.until.Day - day) })
			i = min(i, len(steps)-1)
		}
		steps[i].records = append(steps[i].records, r)
	}
	end := len(steps)
	for ; !asOf.IsZero() && end > 1 && steps[end-1].period.Start().Day > asOf.Day; end-- {
		after += len(steps[end-1].records)
	}
	steps[end-1].asOf = asOf
	return steps[:end], after
}

// stepsOf returns the periods that records lie in, oldest first, those that are
// lived as one.
func stepsOf(records []corpus.Record, u calendar.Unit, lived calendar.Date) []step {
	held := map[calendar.Period]bool{}
	now, any := lived.In(u)
	for _, r := range records {
		if p, ok := r.Date.In(u); ok {
			if any && p.Index < now.Index {
				p = now
			}
			held[p] = true
		}
	}
	var steps []step
	for p := range held {
		steps = append(steps, step{period: p, until: p.End()})
	}
	slices.SortFunc(steps, func(a, b step) int { return int(a.period.Index - b.period.Index) })
	return steps
}
