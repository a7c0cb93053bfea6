package pipeline

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
	"papertide/analysis/lsa"
	"papertide/analysis/text"
	"papertide/analysis/tfidf"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// effort is what may differ between two runs that say the same.
type effort struct {
	workers int
	stage   func(name string) // called before each stage; never nil
	// fitted is given what was learnt, so that it can be applied elsewhere; nil: nobody asks.
	fitted func(f shard.Vectors, space topics.Space, found topics.Result)
}

// muchMemory is the number of papers from which memory is given back at the
// end of each stage. Stages need much and keep little, and what the collector
// leaves between large vectors fits no others.
const muchMemory = 20_000

// tidy gives memory back between the stages of many papers.
func (e effort) tidy(papers int) effort {
	if papers < muchMemory {
		return e
	}
	stage := e.stage
	e.stage = func(name string) {
		stage(name)
		debug.FreeOSMemory()
	}
	return e
}

// analyse is the centre: what a run says follows from the papers, what the
// run before left, and the settings, and from nothing else. It is cancelled
// between stages. Of a large history, a sample goes through the stages, and
// the other papers follow (see Fitted).
func analyse(ctx context.Context, all history.State, c Settings, e effort) (history.Run, error) {
	var failed error
	next := func(stage string) bool {
		if failed == nil {
			failed = ctx.Err()
		}
		if failed == nil {
			e.stage(stage)
		}
		return failed == nil
	}
	e = e.tidy(len(all.Papers))
	s, named := c.sampled(all, c.named(all))
	docs := text.Docs{Len: len(s.Papers), Read: s.Texts}
	f := shard.Vectors{Near: neighbours(docs.Len), Sparse: c.Space == SpaceTFIDF}
	var space topics.Space
	if next("vectors") {
		o := tfidf.Default()
		o.Weights, o.Text, o.Workers = c.Weights, c.text(), e.workers
		if f.Terms, space.Counts, failed = tfidf.Fit(docs, o); failed == nil {
			space.Phrases, failed = text.FindPhrases(docs, c.phrased(s.Papers), c.text(), e.workers)
		}
	}
	var dense blas32.General
	if next("lsa") {
		o := lsa.Default()
		o.Workers = e.workers
		f.Basis = lsa.Fit(space.Counts, o, c.stream("lsa"))
		dense = f.Basis.Project(space.Counts, e.workers)
	}
	if next("neighbours") {
		o := graph.Default()
		o.Workers = e.workers
		space.Graph = graph.Nearest(dense, f.Near, o, c.stream("neighbours"))
		if len(s.rest) > 0 || e.fitted != nil {
			f.Index = graph.NewIndex(space.Graph, dense, o, c.stream("neighbours"))
		} else {
			f = shard.Vectors{} // of the size of the vocabulary
		}
		space.Dense = space.Graph.Smooth(dense, e.workers)
	}
	var found topics.Result
	var watched topics.Watched
	if next("kmeans") {
		space.Docs, failed = readTexts(s.State, topics.Witnesses(docs.Len, c.stream("witnesses")), e.workers)
	}
	if failed == nil {
		space.Points = kmeans.Dense(space.Dense)
		if f.Sparse {
			space.Points = kmeans.Led{Points: space.Counts, Lead: kmeans.Dense(space.Dense)}
		}
		space.Dates, space.Titles = headings(s.Papers)
		o := c.following(s, named, e)
		found = topics.Follow(space, s.Past, o, c.stream("topics"))
		if e.fitted != nil {
			e.fitted(f, space, found)
		}
		var w watcher
		if w, failed = c.watch(named.watches, docs, space, s.rows, e.workers); len(s.rest) > 0 && next("topics") {
			whole := topics.Extend(space, found, s.rows, all.Past, o)
			space = topics.Space{Phrases: space.Phrases} // the others need no more of it
			failed = apply(ctx, f, all, s.rest, e.workers, func(p topics.Others, docs []string) {
				whole.Add(p)
				w.add(p, docs)
			})
			found = whole.Result()
			found.Warnings = append(found.Warnings, s.meaning())
		}
		if failed == nil {
			watched = w.Tell(all.Past, found, o)
		}
	}
	var run history.Run
	if next("trends") {
		found.Warnings = slices.Concat(named.unknown, found.Warnings, named.missing, watched.Warnings)
		run, failed = describe(all, c, found, watched, space.Phrases)
	}
	return run, failed
}

// headings are the dates and titles of papers.
func headings(papers []corpus.Paper) (dates []calendar.Date, titles []string) {
	for _, p := range papers {
		dates = append(dates, p.Date)
		titles = append(titles, text.Plain(p.Title))
	}
	return dates, titles
}

// following says how topics are found and followed.
func (s Settings) following(p sample, n named, e effort) topics.Options {
	o := topics.Default()
	o.K, o.Themes, o.AsOf, o.Unit, o.Workers, o.Run = s.K, s.Themes, p.AsOf, s.Unit, e.workers, p.Past.Run+1
	o.Stage = e.stage
	s.correct(&o, n)
	return o
}

// neighbours is the number of nearest papers that a paper is linked to.
func neighbours(papers int) int { return min(20, max(3, papers/10)) }

// describe puts together what the run says: topics, what their shares show, how
// that differs from what earlier runs said, and the warnings that belong to the
// numbers.
func describe(s history.State, c Settings, found topics.Result, watched topics.Watched, phrases *text.Phrases) (run history.Run, err error) {
	run = history.Run{
		AsOf: s.AsOf, Settings: c.canonical(), Title: c.Title, Unit: c.Unit, Selection: selectionOf(s, phrases),
		Topics: found.Topics, Themes: found.Themes, Rested: found.Rested, Events: found.Events,
		Corrections: found.Corrections,
		Of:          found.Of, Similarity: found.Similarity, Position: found.Position, Spot: found.Spot,
		NextID: found.NextID, NextTheme: found.NextTheme,
		Coherence: found.Coherence, Diversity: found.Diversity,
		Watched: watched.Topics, WatchedRows: watched.Rows, Homes: watched.Homes, Unwatched: watched.Unwatched,
		Papers: s.Papers, Duplicates: s.Duplicates, PapersSHA256: s.PapersSHA256, Resampled: drawnAtAll(found.Resampled),
		Warnings: found.Warnings, Whole: c.whole,
	}
	tellWhole(&run)
	tellTrends(&run)
	run.Attention = attention(run, s.Seen)
	run.Reported = reported(run.Counts)
	if err := compareEarlier(s, &run); err != nil {
		return run, err
	}
	undated := 0
	for _, p := range s.Papers {
		if p.Date.IsZero() {
			undated++
		}
	}
	if undated > 0 {
		run.Warnings = append(run.Warnings, fmt.Sprintf("%s without a date: in topics, but counted in no period", papers(undated)))
	}
	if coarse := run.Counts.Undated - undated; coarse > 0 {
		run.Warnings = append(run.Warnings, fmt.Sprintf("%s dated more coarsely than a %s: counted in no period", papers(coarse), c.Unit))
	}
	if s.Waiting > 0 {
		run.Warnings = append(run.Warnings, fmt.Sprintf("%s dated after %s: stored, and waiting for a later run", papers(s.Waiting), s.AsOf))
	}
	return run, nil
}

// compareEarlier tells how a run differs from what earlier runs said.
func compareEarlier(s history.State, run *history.Run) (err error) {
	run.Revisions = revisions(*run, s.Vintages)
	if run.Attributed, err = attribute(s, *run); err != nil {
		return err
	}
	if run.Flow, err = flow(s, *run); err != nil {
		return err
	}
	if s.Past.Run > 0 {
		run.Late = late(s.Past.Of, run)
		run.Before, err = s.Called(run.Reported)
		remember(run)
	}
	return err
}

// late lists the papers that the run before did not hold and that are dated
// before the reported period. was is the topic of each paper in that run.
func late(was []topics.ID, run *history.Run) (rows []int32) {
	for row, p := range run.Papers {
		at, ok := p.Date.In(run.Unit)
		if ok && was[row] == (topics.ID{}) && !run.Reported.IsZero() && at.Index < run.Reported.Index {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

func papers(n int) string {
	if n == 1 {
		return "1 paper"
	}
	return fmt.Sprintf("%d papers", n)
}

// reported is the last complete period, else the newest, else none.
func reported(c trends.Counts) calendar.Period {
	for i := len(c.Periods) - 1; i >= 0; i-- {
		if c.Periods[i].Complete {
			return c.Periods[i].Period
		}
	}
	if n := len(c.Periods); n > 0 {
		return c.Periods[n-1].Period
	}
	return calendar.Period{}
}
