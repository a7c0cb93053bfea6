package pipeline

import (
	"slices"

	"papertide/pipeline/corpus"
)

// Above mostPhrased papers, the phrases that topics are named by are learnt
// from about phrased papers, drawn by their ids, and from the newest, among
// which births need their names.
const (
	mostPhrased = 30_000
	phrased     = 20_000
	newest      = 3_000
)

// phrased returns the rows of the papers that phrases are learnt from; nil: of
// all papers.
func (s Settings) phrased(papers []corpus.Paper) []int32 {
	if len(papers) <= mostPhrased {
		return nil
	}
	days := make([]int32, len(papers))
	for i, p := range papers {
		days[i] = p.Date.Day
	}
	slices.Sort(days)
	recent := days[len(days)-newest] // days as long as a year are all left to the draw
	share, seed := float64(phrased)/float64(len(papers)), s.stream("phrases")
	var rows []int32
	for i, p := range papers {
		if p.Date.Day > recent || corpus.Drawn(p.ID, seed, share) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}
