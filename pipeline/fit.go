package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

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
	m := &shard.Model{Head: shard.Head{Bound: o.Today, Titles: o.Titles, Language: o.Language, Inputs: batch.inputs}}
	err = m.SetSample(func(add func(corpus.Paper) error) error {
		for _, r := range batch.records {
			p, err := r.Paper()
			if err == nil {
				err = add(p)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	err = inRun(ctx, o, func(_ *history.DB, tx *history.Tx) error {
		m.Head.AsOf = o.AsOf
		_, err := fitModel(ctx, tx, batch.records, o, m)
		return err
	})
	if err == nil {
		err = m.Write(model)
	}
	return FitOutcome{m.Head.Papers, len(m.Head.Topics), m.Head.Unit, m.Head.AsOf, m.Hash(), batch.warnings}, err
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
func fitModel(ctx context.Context, tx *history.Tx, records []corpus.Record, o Options, m *shard.Model) (history.Run, error) {
	if _, err := tx.Add(ctx, records, m.Head.Inputs); err != nil {
		return history.Run{}, err
	}
	state, last, err := start(ctx, tx, &step{asOf: m.Head.AsOf})
	if err != nil {
		return history.Run{}, err
	}
	if n := len(state.Papers); n > MostFitted {
		return history.Run{}, fmt.Errorf("a sample of %s papers: at most %s are fitted; draw fewer with a smaller --rate", thousands(n), thousands(MostFitted))
	}
	dates, _ := headings(state.Papers)
	settings := o.Settings.settle(state.Unit, dates, state.AsOf)
	h := &m.Head
	h.AsOf, h.Unit, h.Settings, h.After, h.Digest = state.AsOf, settings.Unit, settings.canonical(), last.Number, last.Digest
	e := effort{workers: o.Workers, stage: func(name string) { o.Progress(name, 0, 0) }}
	e.fitted = func(f shard.Vectors, space topics.Space, found topics.Result) {
		m.Vectors = f
		m.Means = kmeans.Means(space.Points, found.Of, len(found.Topics), kmeans.Options{Workers: o.Workers})
		for _, t := range found.Topics {
			h.Topics = append(h.Topics, t.ID.String())
		}
		m.SetMembers(membersOf(state, found.Of))
	}
	return analyse(ctx, state, settings, e)
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
