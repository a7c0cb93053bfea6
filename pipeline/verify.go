package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// VerifyOptions say which runs are verified, and how.
type VerifyOptions struct {
	Run      int // 0: all
	Workers  int // threads; at least 1
	Progress func(stage string, done, total int64)
}

// A Verified run was made again from what is stored.
type Verified struct {
	Run        int
	Version    string // of the program that made it
	Difference string // the first thing that differs, in words; "": the run is identical
}

// Verify makes runs again, oldest first: from the stored papers as the run knew
// them, what the run before left, and the run's own settings, it computes what
// the run should have said, and compares digests. The papers are compared with
// what was read before anything is computed from them. tell is called after
// each run; nothing is written.
func Verify(ctx context.Context, db *history.DB, o VerifyOptions, tell func(Verified) error) error {
	o.Progress("papers", 0, 0)
	altered, err := db.Altered(ctx)
	if err != nil {
		return err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	for _, run := range slices.Backward(runs) {
		if o.Run != 0 && o.Run != run.Number {
			continue
		}
		found, err := replay(ctx, db, run, altered, o)
		if err != nil {
			return fmt.Errorf("run %d: %w", run.Number, err)
		}
		if err := tell(Verified{run.Number, run.Version, found}); err != nil {
			return err
		}
	}
	return nil
}

// replay makes one run again and says what differs first.
func replay(ctx context.Context, db *history.DB, run history.Summary, altered []history.Altered, o VerifyOptions) (string, error) {
	then, err := db.Run(ctx, run.Number)
	if err != nil {
		return "", err
	}
	if found := alteredIn(then, altered); found != "" {
		return found, nil
	}
	state, err := db.Start(ctx, run.Number)
	if err != nil {
		return "", err
	}
	if state.PapersSHA256 != run.PapersSHA256 {
		return fmt.Sprintf("papers: which there are, their ids, upvotes or comments: SHA-256 %s, now %s", run.PapersSHA256, state.PapersSHA256), nil
	}
	settings, err := parseSettings(run.Settings)
	if err != nil {
		return "", err
	}
	settings.whole = then.Whole
	stage := func(name string) { o.Progress(fmt.Sprintf("run %d: %s", run.Number, name), 0, 0) }
	now, err := analyse(ctx, state, settings, effort{workers: o.Workers, stage: stage})
	if err != nil {
		return "", err
	}
	switch kept, made := history.Digest(then), history.Digest(now); {
	case kept == run.Digest && made == run.Digest:
		return "", nil
	case kept != made:
		return history.Difference(then, now), nil
	default:
		return fmt.Sprintf("digest: %s, now %s", run.Digest, made), nil
	}
}

// parseSettings reads what canonical wrote. What a run did not know it did not use: a
// setting that is added to Settings later must be empty where it is not used.
func parseSettings(canonical string) (Settings, error) {
	var s Settings
	if err := json.Unmarshal([]byte(canonical), &s); err != nil {
		return s, fmt.Errorf("its settings: %w", err)
	}
	return s, nil
}

// alteredIn names the papers of a run that are not what was read.
func alteredIn(run history.Run, altered []history.Altered) string {
	var ids []string
	for _, a := range altered {
		_, in := slices.BinarySearchFunc(run.Papers, a.ID, func(p corpus.Paper, id string) int { return strings.Compare(p.ID, id) })
		if in && a.From <= run.Number && !slices.Contains(ids, a.ID) {
			ids = append(ids, a.ID)
		}
	}
	const most = 5
	switch {
	case len(ids) == 0:
		return ""
	case len(ids) > most:
		ids = append(ids[:most], fmt.Sprintf("and %d more", len(ids)-most))
	}
	return fmt.Sprintf("paper %s: title, abstract or another field is not what was read", strings.Join(ids, ", "))
}
