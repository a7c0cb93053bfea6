package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/tfidf"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/reports"
)

// Weights names how terms are weighted.
type Weights = tfidf.Weights

// Options are what one execution of `papertide run` is told.
type Options struct {
	Files    []string      // files, folders, globs, or "-" for standard input
	Fetch    *Fetching     // sources that are asked first; their inbox is read with the files. nil: none
	DB       string        // the history's file; made where it does not exist
	Out      string        // folder of the pages; made where it does not exist
	AsOf     calendar.Date // none: the newest date among the papers
	ByPeriod bool          // one run for each period of the files
	Settings Settings
	Format   string        // of the files: "auto" or a name
	Captured calendar.Date // when pages were saved whose dates have no year
	Titles   bool          // let records without an abstract stand on their title
	Language string        // "auto", or an ISO 639-1 code
	Workers  int           // threads; at least 1
	Today    calendar.Date // later dates are impossible
	Version  string        // of the program, kept with the run

	Progress func(stage string, done, total int64) // total below 1: not known
	Notice   func(string)                          // for what cannot wait for the summary, such as a wait for the lock
}

// letters are those of language codes.
const letters = "abcdefghijklmnopqrstuvwxyz"

// Validate refuses options that no run could obey.
func (o Options) Validate() error {
	if !o.AsOf.IsZero() && o.AsOf.Compare(o.Today) > 0 {
		return fmt.Errorf("--as-of %s: later than today", o.AsOf)
	}
	if o.Captured.Compare(o.Today) > 0 {
		return fmt.Errorf("--captured %s: later than today", o.Captured)
	}
	if err := corpus.CheckFormat(o.Format); err != nil {
		return fmt.Errorf("--%w", err)
	}
	if o.Language != "auto" && (len(o.Language) != 2 || strings.Trim(o.Language, letters) != "") {
		return fmt.Errorf("--language %q: want auto or a code of two letters, such as en", o.Language)
	}
	return o.Settings.validate()
}

// Formats returns the names that Options.Format takes besides "auto".
func Formats() []string { return corpus.Formats() }

// ErrNothingUsable says that the files held no paper that could be used, and
// that the history holds none either.
var ErrNothingUsable = errors.New("no usable paper: nothing to analyse")

// Run lives one week: it fetches what sources have listed, where that is asked
// for, reads the files, adds what is new to the history, analyses all papers,
// commits the result as one run, and writes its page. Where nothing was added and no setting changed, the last run stands, and only
// its page is written if it is missing. With ByPeriod it does so for one period
// of the files after the other, and goes on where an earlier call stopped.
// Until a commit, an error or a cancelled context leaves the history as it was.
// The lock on the history is held until the last page stands.
func Run(ctx context.Context, o Options) (out Outcome, err error) {
	out.Warnings = []string{}
	period := "" // that is lived now
	clock := newStopwatch(func(stage string) { o.Progress(period+stage, 0, 0) })
	defer func() { out.Seconds, out.PeakMiB = clock.seconds(), peakMiB() }()

	// Opened first: what is wrong with it is said before hours of fetching and reading.
	clock.at("history")
	db, err := history.Create(ctx, o.DB)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	missed, err := follow(ctx, &o, clock, &out)
	if err != nil {
		return out, err
	}
	clock.at("read")
	spool := corpus.NewSpool(filepath.Dir(o.DB))
	defer func() { err = errors.Join(err, spool.Close()) }()
	batch, err := read(ctx, o, spool)
	if err == nil && len(batch.inputs) == 0 {
		err = missed // nothing came, and nothing was there
	}
	if err != nil {
		return out, err
	}
	out.account(batch)

	clock.at("history")
	tx, err := db.Begin(ctx, o.Notice)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, tx.Close()) }()
	steps := []step{{records: batch.records, asOf: o.AsOf}}
	if o.ByPeriod {
		if steps, err = byPeriod(ctx, tx, batch.records, &o, &out); err != nil {
			return out, err
		}
	}
	batch.records = nil // the steps have them

	var run history.Run
	for i := range steps {
		if o.ByPeriod {
			period = fmt.Sprintf("%s (%d of %d): ", steps[i].period, i+1, len(steps))
		}
		if i > 0 {
			clock.at("history")
			if err := tx.Next(ctx); err != nil {
				return out, err
			}
		}
		if err := live(ctx, tx, &steps[i], batch.inputs, o, clock, &out); err != nil {
			return out, err
		}
		clock.at("report")
		if run, err = draw(ctx, db, o, &out); err != nil {
			return out, err
		}
	}
	out.tell(run)
	return out, nil
}

// A step is what one run adds.
type step struct {
	records []corpus.Record
	asOf    calendar.Date   // none: the newest date among the papers up to until
	until   calendar.Date   // none: no bound
	period  calendar.Period // zero: all that the files hold
}

// live adds the records of a step to the history, and commits a run if there is
// one to be made.
func live(ctx context.Context, tx *history.Tx, s *step, inputs []corpus.Input, o Options, clock *stopwatch, out *Outcome) error {
	added, err := tx.Add(ctx, s.records, inputs)
	if err != nil {
		return err
	}
	s.records = nil // the history has them
	out.PapersNew += added.New
	out.Duplicates += added.Duplicates
	state, last, err := start(ctx, tx, s)
	if err != nil {
		return err
	}
	dates := make([]calendar.Date, len(state.Papers))
	for i, p := range state.Papers {
		dates[i] = p.Date
	}
	settings := o.Settings.settle(state.Unit, dates, state.AsOf)
	if !added.Any() && stands(last, state, settings) {
		return nil
	}
	run, err := analyse(ctx, state, settings, effort{workers: o.Workers, stage: clock.at})
	if err != nil {
		return err
	}
	run.Bound, run.Version = o.Today, o.Version
	clock.at("history")
	if _, err := tx.Commit(ctx, run); err != nil {
		return err
	}
	out.Runs++
	return nil
}

// stands reports whether the last run says all that there is to be said about
// a state to which no paper was added.
func stands(last history.Summary, now history.State, settings Settings) bool {
	return last.Number > 0 && !now.Edited && last.Settings == settings.canonical() && last.PapersSHA256 == now.PapersSHA256
}

// start returns what the run starts from, and the run before.
func start(ctx context.Context, tx *history.Tx, s *step) (history.State, history.Summary, error) {
	last, err := tx.Last(ctx)
	if err != nil {
		return history.State{}, last, err
	}
	asOf := s.asOf
	if asOf.IsZero() {
		if asOf, err = tx.Newest(ctx, s.until); err != nil {
			return history.State{}, last, err
		}
	}
	lived, err := tx.AsOf(ctx)
	if err != nil {
		return history.State{}, last, err
	}
	asOf = later(asOf, lived) // a report never goes back
	state, err := tx.State(ctx, asOf)
	if err == nil && len(state.Papers) == 0 {
		err = ErrNothingUsable
	}
	return state, last, err
}

// draw writes the page of the newest run, which is read back from the history:
// a page shows what is stored, and can be written again.
func draw(ctx context.Context, db *history.DB, o Options, out *Outcome) (history.Run, error) {
	run, err := db.Run(ctx, 0)
	if err != nil {
		return run, err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return run, err
	}
	if out.Report, err = reports.Write(o.Out, run, runs); err != nil {
		err = fmt.Errorf("run %d is in the history, but its page could not be written: %w", run.Number, err)
	}
	return run, err
}
