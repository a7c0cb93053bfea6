package pipeline

import (
	"fmt"
	"slices"
	"testing"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// Phrases are learnt from all of few papers; of many from about 20,000, and
// from those that are newer than the 3,000th newest. Which these are follows
// from ids and dates, not from the number or order of the others: the draw of
// more papers is a part of the draw of fewer.
func TestPhrased(t *testing.T) {
	s := DefaultSettings()
	papers := make([]corpus.Paper, 50_000)
	for i := range papers {
		papers[i] = corpus.Paper{ID: fmt.Sprintf("p%05d", i), Date: calendar.NewDate(2020, 1, 1+i/100)}
	}
	if rows := s.phrased(papers[:mostPhrased]); rows != nil {
		t.Errorf("%d of %d papers, want all", len(rows), mostPhrased)
	}
	rows := s.phrased(papers)
	// 47,100 are of days up to the 3,000th newest paper's, 2,900 of later ones.
	if old, _ := slices.BinarySearch(rows, 47_100); old < 18_300 || old > 19_400 || len(rows)-old != 2900 {
		t.Errorf("%d drawn papers and %d newest ones, want about 18,840 and 2,900", old, len(rows)-old)
	}
	fewer := s.phrased(papers[:40_000])
	for _, row := range rows {
		if _, in := slices.BinarySearch(fewer, row); !in && row < 40_000 {
			t.Fatalf("paper %d is in the draw of all papers, and not in that of the first 40,000", row)
		}
	}
}

// Where all papers have one date none is newer than others.
func TestPhrasedOfOneDay(t *testing.T) {
	papers := make([]corpus.Paper, 40_000)
	for i := range papers {
		papers[i] = corpus.Paper{ID: fmt.Sprint(i), Date: calendar.NewDate(2020, 1, 1)}
	}
	if n := len(DefaultSettings().phrased(papers)); n < 19_500 || n > 20_500 {
		t.Errorf("%d papers drawn, want about 20,000", n)
	}
}
