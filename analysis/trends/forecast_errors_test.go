package trends

import (
	"math"
	"testing"
)

// A week's forecast is compared with the four weeks that follow, of which one
// has come: the next is empty, and the last is not complete.
func TestForecastErrors(t *testing.T) {
	c := weekly([]int{100, 0, 100, 100, 0, 100}, [][]int{{10, 0, 20, 30, 0, 90}, {1, 0, 3, 4, 0, 6}})
	c.Periods[5].Complete = false
	said := func(at, topic int, values ...float64) []Report {
		f := &Forecast{}
		for i, v := range values {
			f.Ahead = append(f.Ahead, Ahead{c.Periods[at].Period.Add(i + 1), v, v - .04, v + .04, v - .1, v + .1})
		}
		return []Report{{At: c.Periods[at].Period, Trends: map[int]Trend{topic: {Forecast: f}, 1 - topic: {}}}}
	}
	var e ForecastErrors
	check := func(want ForecastErrors) {
		t.Helper()
		if e.Error, e.Naive = round6(e.Error), round6(e.Naive); e != want {
			t.Errorf("%+v, want %+v", e, want)
		}
	}
	// .25 came as .3, which was .2 before: above the 80 % interval, within the
	// 95 % interval.
	e.Add(c, said(2, 0, .25, .3, .4, .5))
	check(ForecastErrors{Forecasts: 1, Points: 1, Error: .05, Naive: .1, Held95: 1})
	// The second week is empty, so that "as now" is the first, .01; .03 came.
	e.Add(c, said(1, 1, .04))
	check(ForecastErrors{Forecasts: 2, Points: 2, Error: .06, Naive: .12, Held80: 1, Held95: 2})
	// A topic that is gone, and a page without a period.
	e.Add(c, said(2, 7, .5))
	e.Add(c, []Report{{}})
	check(ForecastErrors{Forecasts: 2, Points: 2, Error: .06, Naive: .12, Held80: 1, Held95: 2})
}

func round6(x float64) float64 { return math.Round(x*1e6) / 1e6 }
