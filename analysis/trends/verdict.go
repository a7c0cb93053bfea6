package trends

import "papertide/analysis/calendar"

// A Verdict says what the evidence shows of a change.
type Verdict string

// The verdicts. A squeezed topic falls only because others rise: among the
// papers outside confirmed risers the fall vanishes.
const (
	NoEvidence Verdict = "~"
	Rising     Verdict = "rising"
	Falling    Verdict = "falling"
	Squeezed   Verdict = "squeezed"
)

// A Change is how far a topic's share differs between two windows of periods.
type Change struct {
	Before, After         Share   // papers of each window pooled
	Difference, Low, High float64 // After − Before, a fraction of 1, with its 95 % interval
	Untested              string  // why there is no test, such as "needs 5, has 3"; "" if there is one
	P, Q                  float64 // of the test; 0 where there is none
	Verdict               Verdict
}

// A Mover is a topic's change on one horizon.
type Mover struct {
	Horizon      Horizon
	Recent, Base calendar.Range // the family's, or shorter where the topic is young
	Change
	Held int // consecutive complete periods, the newest included, whose test gives this verdict; 0 for NoEvidence
}

// Evidence is what all periods together say for a change that began at some
// onset and lasts.
type Evidence struct {
	E         float64         // e-value; 0 where the unit has none
	Since     calendar.Period // the onset that E favours; zero if there is none
	Direction Verdict         // Rising, Falling or Squeezed since then; NoEvidence if there is no onset
	Confirmed bool
	// WasConfirmed says that the page before had it confirmed in the direction
	// that a test still gives.
	WasConfirmed bool
}

// A Trend is what the periods show of one topic.
type Trend struct {
	Movers []Mover // by window of the family
	Evidence
	// Inflation is the variance of the topic's count in a window of the longest
	// horizon, as a multiple of a binomial's; at least 1, and 1 where unknown.
	Inflation float64
	Peak      Share           // largest share over as many periods as the short recent window, among the 26 newest
	At        calendar.Period // the last period of the peak; zero if there is none
	Shape
	Forecast   *Forecast // nil where none beats "as now"
	NoForecast string    // why there is none, such as "needs 9 more weeks"; "" where there is one, and in a selection
}

// Verdict is what is said of a topic in one word: the direction that is
// confirmed, else what the longest horizon with a verdict says. A confirmed fall
// that a horizon knows as squeezed is squeezed.
func (t Trend) Verdict() Verdict {
	lead := NoEvidence
	for _, m := range t.Movers {
		if m.Verdict != NoEvidence {
			lead = m.Verdict
		}
	}
	if t.Confirmed && (t.Direction == Rising || lead != Squeezed) {
		return t.Direction
	}
	return lead
}

// A Shape is when a topic appeared, burst and changed.
type Shape struct {
	First    calendar.Period // first with one of its papers; zero if there is none
	HalfLife float64         // median age of its papers at the newest complete period, in periods
	Bursts   []Burst         // in order of time
	Changes  []ChangePoint   // in order of time
}

// A Burst is a stretch of complete periods in which a topic comes more densely
// than in the others.
type Burst struct {
	Range  calendar.Range
	Weight float64 // cost saved by the burst, in nats
}

// A ChangePoint is where a topic's share changes its level.
type ChangePoint struct {
	At            calendar.Period // first of the new level
	Low, High     calendar.Period // its 95 % interval
	Before, After Share           // the levels
}

// A Forecast is what the next complete periods may bring.
type Forecast struct {
	Ahead   []Ahead // for the next periods
	MASE    float64 // mean absolute scaled error in the backtests: below 1 it beats the naive forecast
	Cover80 float64 // share of the backtests that the 80 % intervals held
	Cover95 float64
	Origins int // backtests
}

// Ahead is one period of a forecast; shares are fractions of 1.
type Ahead struct {
	Period        calendar.Period
	Value         float64
	Low80, High80 float64
	Low95, High95 float64
}

// A Family is the topics that are tested together, and all that was found of
// them.
type Family struct {
	Windows []Window
	Rho     float64   // overdispersion between papers of a period, 0 to 1
	Lag     float64   // likeness of a period's noise with the next one's, 0 to .7
	Trends  []Trend   // by topic
	Rolling [][]Share // topic × period: pooled over the short recent window's length up to it; no Total where periods lack
	Pairs   []Pair    // offered for comparison
	Notes   []string  // what must be said beside the numbers, such as how many periods are missing
}

// A Pair is two windows and how each topic differs between them.
type Pair struct {
	Name    string // in words, "last 4 weeks against the 12 before"
	Before  calendar.Range
	After   calendar.Range
	Changes []Change // by topic
}

// A Mark explains why a period is not like the others.
type Mark struct {
	Period calendar.Period
	Kind   MarkKind
	Text   string // in words, such as "source arxiv first seen"
}

// MarkKind names what is odd about a period.
type MarkKind string

// The kinds of mark.
const (
	LowVolume    MarkKind = "low"
	SourceBegins MarkKind = "source begins"
	SourceEnds   MarkKind = "source ends"
)
