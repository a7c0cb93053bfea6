package reports

import (
	"strings"
	"testing"

	"papertide/analysis/trends"
)

// Three points, of which 2 and 3 lie within the intervals, with errors of .06
// where "as now" has .08; and forecasts of which nothing has come yet.
func TestForecastRecord(t *testing.T) {
	r := NewForecastRecord(trends.ForecastErrors{Forecasts: 2, Points: 3, Error: .06, Naive: .08, Held80: 2, Held95: 3})
	if r.MASE == nil || *r.MASE != .75 || r.Cover80 != NewProportion(2, 3) || r.Cover95 != NewProportion(3, 3) {
		t.Errorf("%+v", r)
	}
	var out strings.Builder
	b := Backtest{Run: 3, Unit: "week", Reports: []Backtested{{Ahead: r}, {Lived: true, Ahead: NewForecastRecord(trends.ForecastErrors{Forecasts: 5})}}}
	if err := BacktestText(&out, b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"forecasts: 2, judged at 3 points: relative error 0.75, 80 % intervals held 2 of 3, 67 % [",
		"forecasts: 5, none of which can be judged yet\n",
		"of up to four weeks each",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
