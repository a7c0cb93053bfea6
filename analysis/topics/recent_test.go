package topics

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"

	"papertide/analysis/calendar"
)

func TestRecently(t *testing.T) {
	asOf := calendar.NewDate(2025, time.June, 30)
	dates := []calendar.Date{
		asOf,
		calendar.NewDate(2025, time.June, 3), // 27 days before: within 28
		calendar.NewDate(2025, time.June, 2), // 28 days before
		calendar.NewDate(2025, time.July, 1), // later
		{Day: asOf.Day, Precision: calendar.ToYear},
		{},
	}
	if got, want := recently(dates, asOf, calendar.Week), []bool{true, true, false, false, false, false}; !cmp.Equal(got, want) {
		t.Errorf("recently = %v, want %v", got, want)
	}
	// A year known as such is fine enough for years.
	if got := recently(dates[4:5], asOf, calendar.Year); !got[0] {
		t.Error("a paper of this year is not recent")
	}
	if got := newest(dates); got != dates[3] {
		t.Errorf("newest = %v", got)
	}
}

func TestBinomial(t *testing.T) {
	for _, n := range []int{0, 1, 3, 20} {
		for _, p := range []float64{.01, .075, .3, .9} {
			for x := range n + 1 {
				if got, want := binomial(n, x, p), (distuv.Binomial{N: float64(n), P: p}).Prob(float64(x)); math.Abs(got-want) > 1e-12 {
					t.Errorf("binomial(%d, %d, %v) = %g, want %g", n, x, p, got, want)
				}
			}
		}
	}
}
