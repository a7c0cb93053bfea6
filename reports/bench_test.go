package reports

import (
	"fmt"
	"testing"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// largeRun is a run of n papers of arXiv over seven years.
func largeRun(tb testing.TB, n int) history.Run {
	r := streamRun(tb)
	r.Unit, r.AsOf = calendar.Month, date(tb, "2016-12-31")
	r.Papers, r.Of, r.Similarity, r.Spot, r.Shares, r.ThemeShares, r.Overall, r.OverallThemes = nil, nil, nil, nil, nil, nil, nil, nil
	r.Counts.Periods, r.Counts.Undated = nil, 0
	for i := range n {
		p := corpus.Paper{ID: fmt.Sprintf("%02d%02d.%05d", 10+i%7, 1+i%12, i), Title: fmt.Sprintf("On the Length of the Titles of Papers, which is Seventy Bytes, %d", i)}
		p.Date = calendar.Date{Day: date(tb, "2010-01-01").Day + int32(i*2556/n), Precision: calendar.ToDay}
		p.URL = "https://arxiv.org/abs/" + p.ID
		r.Papers = append(r.Papers, p)
		r.Of = append(r.Of, int32(i%3))
	}
	common(&r)
	count(&r, "2016-12")
	return r
}

func BenchmarkPage(b *testing.B) {
	for _, n := range []int{4_000, 77_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := largeRun(b, n)
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				html, err := renderPage(shipped, r, nil, everywhere)
				if err != nil {
					b.Fatal(err)
				}
				size = len(html)
			}
			b.ReportMetric(float64(size), "page-bytes")
		})
	}
}
