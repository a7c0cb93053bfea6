// Package trends says what the papers of each period show about topics:
// counts, shares and their doubt. Counts go in, doubt comes out.
package trends

import "papertide/analysis/calendar"

// A Share is a topic's part of the papers of a period, with its doubt.
type Share struct {
	Papers, Total    int
	Value, Low, High float64 // fractions of 1; the interval holds the true share in 95 of 100 cases
}

// A PeriodInfo is one period of the history.
type PeriodInfo struct {
	Period   calendar.Period
	Papers   int
	Complete bool
}

// Counts are papers by topic and period, on consecutive periods from the
// first with a paper to the one that holds the as-of date. A paper may belong
// to several topics (themes, watched topics) or to none.
type Counts struct {
	Unit    calendar.Unit
	Periods []PeriodInfo
	Topic   [][]int // topic × period
	Undated int     // papers without a date, or with one coarser than Unit
	// Draws count the same papers as clusterings of resampled papers have them;
	// they widen the intervals of shares by the doubt of membership. None: memberships are taken for certain.
	Draws []Draw `json:"-"`
}

// A Draw counts a clustering of resampled papers. Of the papers drawn it knows
// those of each topic, and those of the cluster that matches the topic best.
type Draw struct {
	Papers  []int   // drawn, by period
	Topic   [][]int // topic × period
	Cluster [][]int // topic × period
}

// A Source is where papers come from.
type Source struct {
	Name   string
	Papers []int // by period of Counts
}
