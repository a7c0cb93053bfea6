package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// Above MostFitted papers, a run fits vocabulary, basis, neighbours and topics
// on about Fitted of them and assigns the others to the nearest topic. On
// 288,210 abstracts of arXiv, topics found on 100,000 agree with the labels
// as well as those found on all.
const (
	MostFitted = 300_000
	Fitted     = 100_000
)

// A sample is the papers that a run fits: all of them, or those of a large
// history that are drawn by their ids, and those that the user names.
type sample struct {
	history.State         // as if there were no other papers
	rows          []int32 // of the sample among all papers; nil: it is all of them
	rest          []int32 // the others
}

// sampled draws the papers that are fitted, and moves n onto their rows.
func (s Settings) sampled(all history.State, n named) (sample, named) {
	part := sample{State: all}
	if len(all.Papers) <= cmp.Or(s.mostFitted, MostFitted) {
		return part, n
	}
	share, seed := float64(cmp.Or(s.fitted, Fitted))/float64(len(all.Papers)), s.stream("sample")
	to := make([]int, len(all.Papers))
	for _, row := range n.rows() {
		to[row] = 1
	}
	part.Papers, part.Duplicates = nil, nil
	for i, p := range all.Papers {
		if to[i] == 0 && !corpus.Drawn(p.ID, seed, share) {
			to[i] = -1
			part.rest = append(part.rest, int32(i))
			continue
		}
		to[i] = len(part.rows)
		part.rows = append(part.rows, int32(i))
		part.Papers = append(part.Papers, p)
	}
	part.Past = all.Past.Renumber(to, len(part.rows))
	part.Texts = text.Docs{Read: all.Texts}.Some(part.rows).Read
	return part, n.moved(to)
}

// meaning says what it means that topics were not fitted on all papers.
func (p sample) meaning() string {
	return fmt.Sprintf("topics were fitted on %s of %s papers; the rest were assigned to the nearest, and births, splits and merges were looked for among the fitted",
		thousands(len(p.rows)), thousands(len(p.rows)+len(p.rest)))
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// readTexts reads the documents of rows, a few at a time on each processor.
func readTexts(s history.State, rows []int32, workers int) ([]string, error) {
	parts := slices.Collect(slices.Chunk(rows, 512))
	texts, errs := make([][]string, len(parts)), make([]error, len(parts))
	parallel.Each(workers, len(parts), func(_, i int) { texts[i], errs[i] = s.Texts(parts[i]) })
	return slices.Concat(texts...), cmp.Or(errs...)
}

// portion is the number of papers that are applied at a time: the more, the
// better the search for neighbours uses what it has read.
const portion = 1 << 14

// apply places the papers of rows among those of a fit, a portion at a time,
// and hands them to add with their documents.
func apply(ctx context.Context, f shard.Vectors, all history.State, rows []int32, workers int, add func(topics.Others, []string)) error {
	for some := range slices.Chunk(rows, portion) {
		if err := ctx.Err(); err != nil {
			return err
		}
		texts, err := readTexts(all, some, workers)
		if err != nil {
			return err
		}
		p, err := f.Place(texts, workers)
		if err != nil {
			return err
		}
		add(topics.Others{Rows: some, Points: p.Points, Dense: p.Dense, Near: p.Near}, texts)
	}
	return nil
}
