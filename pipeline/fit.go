package pipeline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/kmeans"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// A FitOutcome says what Fit wrote.
type FitOutcome struct {
	Papers, Topics int
	Unit           calendar.Unit
	AsOf           calendar.Date
	Hash           string // of the model
	Warnings       []string
}

// Fit finds topics among the papers of files and of the history, as Run would,
// and writes what others need to assign more papers to them to a model file. It
// commits nothing: CommitShards does, with what an engine counted.
func Fit(ctx context.Context, o Options, model string) (out FitOutcome, err error) {
	spool := corpus.NewSpool(filepath.Dir(o.DB))
	defer func() { err = errors.Join(err, spool.Close()) }()
	o.Progress("read", 0, 0)
	batch, err := read(ctx, o, spool)
	if err != nil {
		return out, err
	}
	m := &shard.Model{Head: shard.Head{Bound: o.Today, Titles: o.Titles, Language: o.Language}}
	if err := m.SetSample(inOrder(batch.records)); err != nil {
		return out, err
	}
	err = inRun(ctx, o, func(_ *history.DB, tx *history.Tx) error {
		m.Head.AsOf = o.AsOf
		_, _, err := fitModel(ctx, tx, batch.records, nil, o, m)
		return err
	})
	if err == nil {
		err = m.Write(model)
	}
	return FitOutcome{m.Head.Papers, len(m.Head.Topics), m.Head.Unit, m.Head.AsOf, m.Hash(), batch.warnings}, err
}

// inOrder hands over papers in an order that does not depend on that of files
// and lines, so that neither does the model.
func inOrder(records []corpus.Record) func(add func(corpus.Paper) error) error {
	return func(add func(corpus.Paper) error) error {
		sorted := slices.SortedFunc(slices.Values(records), func(a, b corpus.Record) int { return strings.Compare(a.ID, b.ID) })
		for len(sorted) > 0 {
			n := 1
			for n < len(sorted) && sorted[n].ID == sorted[0].ID {
				n++
			}
			same := map[string]corpus.Paper{} // of one id, by all that they say
			for _, r := range sorted[:n] {
				p, err := r.Paper()
				if err != nil {
					return err
				}
				same[fmt.Sprintf("%+v", p)] = p
			}
			for _, said := range slices.Sorted(maps.Keys(same)) {
				if err := add(same[said]); err != nil {
					return err
				}
			}
			sorted = sorted[n:]
		}
		return nil
	}
}

// inRun calls use with a run in the making.
func inRun(ctx context.Context, o Options, use func(*history.DB, *history.Tx) error) (err error) {
	db, err := history.Create(ctx, o.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin(ctx, o.Notice)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Close()) }()
	return use(db, tx)
}

// fitModel adds records to a run in the making, analyses it, and tells m what
// the fit learnt.
func fitModel(ctx context.Context, tx *history.Tx, records []corpus.Record, inputs []corpus.Input, o Options, m *shard.Model) (run history.Run, added history.Added, err error) {
	if added, err = tx.Add(ctx, records, inputs); err != nil {
		return run, added, err
	}
	state, last, err := start(ctx, tx, &step{asOf: m.Head.AsOf})
	if err != nil {
		return run, added, err
	}
	if n := len(state.Papers); n > MostFitted {
		return run, added, fmt.Errorf("a sample of %s papers: at most %s are fitted; draw fewer with a smaller --rate", thousands(n), thousands(MostFitted))
	}
	dates, _ := headings(state.Papers)
	settings := o.Settings.settle(state.Unit, dates, state.AsOf)
	h := &m.Head
	h.AsOf, h.Unit, h.Settings, h.After, h.Digest = state.AsOf, settings.Unit, settings.canonical(), last.Number, last.Digest
	e := effort{workers: o.Workers, stage: func(name string) { o.Progress(name, 0, 0) }}
	e.fitted = learnt(m, state, o.Workers)
	run, err = analyse(ctx, state, settings, e)
	return run, added, err
}

// learnt returns what tells m what a fit of the papers of s learnt.
func learnt(m *shard.Model, s history.State, workers int) func(shard.Vectors, topics.Space, topics.Result) {
	return func(f shard.Vectors, space topics.Space, found topics.Result) {
		m.Vectors = f
		m.Means = kmeans.Means(space.Points, found.Of, len(found.Topics), kmeans.Options{Workers: workers})
		for _, t := range found.Topics {
			m.Head.Topics = append(m.Head.Topics, t.ID.String())
		}
		m.SetMembers(membersOf(s, found.Of))
	}
}

// membersOf lists the ids of the papers of a state, with the topic of each.
func membersOf(s history.State, of []int32) (ids []string, topic []int32) {
	take := func(id string, row int) {
		if id != "" {
			ids, topic = append(ids, id), append(topic, of[row])
		}
	}
	for row, p := range s.Papers {
		take(p.ID, row)
	}
	for row, p := range s.Papers { // behind the papers' own, which count
		for _, id := range append([]string{p.DOI}, p.Aliases...) {
			take(id, row)
		}
	}
	for _, d := range s.Duplicates {
		take(d.ID, d.Row)
	}
	return ids, topic
}
