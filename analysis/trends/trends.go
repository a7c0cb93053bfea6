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

	// What else is known of the papers; a run keeps none of it.

	Selection bool     `json:"-"` // a search chose the papers: intervals, and no test
	From      []Start  `json:"-"` // by topic; nil: all periods of all topics count in tests
	Sources   []Source `json:"-"` // periods between which one appears or vanishes are not compared; nil: not known
	Draws     []Draw   `json:"-"` // widen the intervals by the doubt of membership; nil: memberships count as certain
	// Without counts the papers that are in none of some topics, over the same
	// periods. It is needed where a paper may be in several; nil: none is.
	Without func(topics []int) Counts `json:"-"`
}

// A Start is where the periods of a topic begin that count in tests. A topic
// that was found because its papers are recent starts after its birth. It waits
// until Options.Wait complete periods have come, and is then tested on those
// alone.
type Start struct {
	Period calendar.Period // zero: all periods count
	Why    string          // what happened, such as "born in 2025-W20"
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
