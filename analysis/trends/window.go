package trends

import "papertide/analysis/calendar"

// Horizon says how far back a comparison looks.
type Horizon string

// The horizons.
const (
	Short Horizon = "short"
	Long  Horizon = "long"
)

// A Window is the periods that a topic's change is measured on: the most recent
// complete ones against those before them.
type Window struct {
	Horizon Horizon
	Recent  calendar.Range
	Base    calendar.Range
}

// wanted is how long the windows of a horizon are, in complete periods, and how
// many there must be.
type wanted struct {
	horizon            Horizon
	recent, base, from int
}

var windows = map[calendar.Unit][]wanted{
	calendar.Week:    {{Short, 4, 12, 8}, {Long, 13, 39, 26}},
	calendar.Month:   {{Short, 3, 9, 6}, {Long, 12, 24, 18}},
	calendar.Quarter: {{Short, 2, 6, 4}, {Long, 4, 8, 8}},
	calendar.Year:    {{Short, 2, 4, 4}},
}

// Windows returns the windows that the complete periods of c allow, the short
// horizon first. Where there are too few for whole ones, the recent window has
// at most half of them, and the baseline what is left.
func Windows(c Counts) []Window {
	var complete []calendar.Period
	for _, p := range c.Periods {
		if p.Complete {
			complete = append(complete, p.Period)
		}
	}
	var all []Window
	for _, w := range windows[c.Unit] {
		n := len(complete)
		if n < w.from {
			continue
		}
		recent := min(w.recent, n/2)
		base := min(w.base, n-recent)
		all = append(all, Window{
			Horizon: w.horizon,
			Recent:  calendar.Range{First: complete[n-recent], Last: complete[n-1]},
			Base:    calendar.Range{First: complete[n-recent-base], Last: complete[n-recent-1]},
		})
	}
	return all
}
