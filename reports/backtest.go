package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"papertide/analysis/calendar"
	"papertide/analysis/trends"
)

// A Backtest is what later periods made of the alerts and forecasts of earlier
// reports.
type Backtest struct {
	Run     int           `json:"run"`
	AsOf    calendar.Date `json:"as_of"`
	Unit    string        `json:"period"`
	Periods int           `json:"periods"` // complete ones
	Reports []Backtested  `json:"reports"`
	Notes   []string      `json:"notes"`
}

// Backtested is the alerts and forecasts of one kind of reports.
type Backtested struct {
	Lived   bool           `json:"lived"`   // from the verdicts that runs stored; else from today's memberships
	Reports int            `json:"reports"` // pages
	Alerts  []AlertRecord  `json:"alerts"`
	Ahead   ForecastRecord `json:"forecasts"`
}

// An AlertRecord is how the alerts of one family went.
type AlertRecord struct {
	Family    string     `json:"family"` // "topics", "themes", "watched topics"
	Confirmed bool       `json:"confirmed"`
	Alerts    int        `json:"alerts"`
	Rising    int        `json:"rising"`
	Held4     Proportion `json:"held_after_4"`
	Held8     Proportion `json:"held_after_8"`
	Lead      *float64   `json:"lead"`    // median, in periods; null: no change was obvious in hindsight
	Obvious   int        `json:"obvious"` // alerts whose change was
	Gone      int        `json:"gone"`    // alerts on topics that the newest run does not know
}

// A ForecastRecord is how the forecasts of all families went.
type ForecastRecord struct {
	Forecasts int        `json:"forecasts"` // of a topic by a report
	Points    int        `json:"points"`    // periods that have come since
	MASE      *float64   `json:"mase"`      // mean absolute error, scaled by that of "as now"; null: no point
	Cover80   Proportion `json:"cover_80"`
	Cover95   Proportion `json:"cover_95"`
}

// NewForecastRecord describes the errors of forecasts.
func NewForecastRecord(e trends.ForecastErrors) ForecastRecord {
	r := ForecastRecord{
		Forecasts: e.Forecasts, Points: e.Points,
		Cover80: NewProportion(e.Held80, e.Points), Cover95: NewProportion(e.Held95, e.Points),
	}
	if e.Naive > 0 {
		mase := six(e.Error / e.Naive)
		r.MASE = &mase
	}
	return r
}

// A Proportion is so many of so many, with its 95 % interval.
type Proportion struct {
	Of    int     `json:"of"`
	Yes   int     `json:"yes"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// NewProportion gives yes of all independent trials its interval.
func NewProportion(yes, all int) Proportion {
	s := trends.Proportion(yes, all)
	return Proportion{all, yes, six(s.Value), six(s.Low), six(s.High)}
}

// String writes "11 of 13, 85 % [59, 96]", or a dash where there is none.
func (p Proportion) String() string {
	if p.Of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d of %d, %.0f %% [%.0f, %.0f]", p.Yes, p.Of, 100*p.Share, 100*p.Low, 100*p.High)
}

// String writes a line.
func (r ForecastRecord) String() string {
	if r.MASE == nil {
		return fmt.Sprintf("forecasts: %d, none of which can be judged yet", r.Forecasts)
	}
	return fmt.Sprintf("forecasts: %d, judged at %s: relative error %.2f, 80 %% intervals held %s, 95 %% intervals held %s",
		r.Forecasts, counted(r.Points, "point"), *r.MASE, r.Cover80, r.Cover95)
}

// BacktestText writes a backtest as aligned tables for a terminal.
func BacktestText(w io.Writer, b Backtest) error {
	fmt.Fprintf(w, "run %d as of %s, %s\n", b.Run, b.AsOf, counted(b.Periods, "complete "+b.Unit))
	for _, r := range b.Reports {
		how := "replayed under today's memberships"
		if r.Lived {
			how = "as lived, by the verdicts that runs stored"
		}
		fmt.Fprintf(w, "\n%s: %s\n", how, counted(r.Reports, "report"))
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(t, "alerts\t\trising\tfalling\theld 4 %[1]ss later\theld 8 %[1]ss later\tlead\tgone\n", b.Unit)
		for _, a := range r.Alerts {
			kind, lead := "new", "–"
			if a.Confirmed {
				kind = "confirmed"
			}
			if a.Lead != nil {
				lead = fmt.Sprintf("%+.0f (%d obvious)", *a.Lead, a.Obvious)
			}
			fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%s\t%s\t%s\t%d\n", a.Family, kind, a.Rising, a.Alerts-a.Rising, a.Held4, a.Held8, lead, a.Gone)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(w, r.Ahead)
	}
	if len(b.Reports) > 0 {
		fmt.Fprintf(w, `
held: the papers of the next %[1]ss, which the alert had not seen, kept at least half of the change
lead: median %[1]ss from the alert to when the change was obvious in hindsight; negative: it was so before
gone: alerts on topics that the newest run does not know, judged by nothing
forecasts: of up to four %[1]ss each; error relative to that of "as now" at the same points, below 1 is better
`, b.Unit)
	}
	for _, note := range b.Notes {
		fmt.Fprintln(w, "note: "+note)
	}
	return nil
}

// BacktestJSON writes a backtest as one JSON object.
func BacktestJSON(w io.Writer, b Backtest) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(b)
}
