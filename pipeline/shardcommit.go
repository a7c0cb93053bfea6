package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"

	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// CommitShards makes the merged tables of a folder, which workers counted with a
// model file, a run of the history, and writes its page. The sample that the
// model was fitted on becomes papers of the history, and is analysed again, so
// that the run says nothing that Verify could not find. It fails if the history
// has another run since the fit, and if that fit cannot be found again; the same
// tables once more change nothing. Of o, only DB, Out, Workers, Version, Progress
// and Notice are used.
func CommitShards(ctx context.Context, o Options, model, dir string) (out Outcome, err error) {
	out.Warnings = []string{}
	clock := newStopwatch(func(stage string) { o.Progress(stage, 0, 0) })
	defer func() { out.Seconds, out.PeakMiB = clock.seconds(), peakMiB() }()
	clock.at("read")
	if err := shard.Verify(model); err != nil {
		return out, err
	}
	was, err := shard.Open(model, o.Workers)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, was.Close()) }()
	tables, err := shard.ReadTables(dir)
	if err == nil && tables.Hash != was.Hash() {
		err = fmt.Errorf("%s: counted with another model: %.12s…, and %s is %.12s…", dir, tables.Hash, model, was.Hash())
	}
	if err != nil {
		return out, err
	}
	whole, err := wholeFrom(was, tables)
	if err != nil {
		return out, fmt.Errorf("%s: %w", dir, err)
	}
	out.PapersRead, out.Rejected = tables.Docs+tables.Bad, tables.Bad
	if o.Settings, err = parseSettings(was.Head.Settings); err != nil {
		return out, err
	}
	o.Settings.whole, o.Today = whole, was.Head.Bound

	spool := corpus.NewSpool(filepath.Dir(o.DB))
	defer func() { err = errors.Join(err, spool.Close()) }()
	var records []corpus.Record
	err = was.Sample(func(p corpus.Paper) error {
		r, err := spool.Append(p)
		records = append(records, r)
		return err
	})
	if err != nil {
		return out, err
	}
	err = inRun(ctx, o, func(db *history.DB, tx *history.Tx) error {
		clock.at("history")
		stands, err := goesOn(ctx, db, tx, was, whole)
		if err != nil {
			return err
		}
		if !stands {
			now := &shard.Model{Head: shard.Head{AsOf: was.Head.AsOf}}
			inputs := []corpus.Input{{Name: model, Format: "model", SHA256: was.Hash(), Read: len(records)}}
			run, added, err := fitModel(ctx, tx, records, inputs, o, now)
			if err == nil && !was.SameFit(now) {
				err = fmt.Errorf("%s: this machine or version of the program does not find the same topics again: fit again here", model)
			}
			if err != nil {
				return err
			}
			run.Bound, run.Version = o.Today, o.Version
			clock.at("history")
			if _, err := tx.Commit(ctx, run); err != nil {
				return err
			}
			out.Runs, out.PapersNew, out.Duplicates = 1, added.New, added.Duplicates
		}
		clock.at("report")
		run, err := draw(ctx, db, o, &out)
		out.tell(run)
		return err
	})
	return out, err
}

// goesOn reports whether the newest run says just this; it is an error if the
// history is not what the fit started from.
func goesOn(ctx context.Context, db *history.DB, tx *history.Tx, m *shard.Model, whole *history.Whole) (stands bool, err error) {
	last, err := tx.Last(ctx)
	if err != nil || last.Number == m.Head.After && last.Digest == m.Head.Digest {
		return false, err
	}
	if last.Number > 0 {
		run, err := db.Run(ctx, last.Number)
		if err != nil || reflect.DeepEqual(run.Whole, whole) {
			return err == nil, err
		}
	}
	return false, fmt.Errorf("the model was fitted after run %d, and the newest run is %d: fit, assign and commit again", m.Head.After, last.Number)
}
