package topics

import (
	"math"

	"papertide/analysis/calendar"
)

// recentDays is the length of the recent window, by calendar.Unit: 4 weeks,
// 3 months, 2 quarters, 2 years.
var recentDays = [...]int32{calendar.Week: 28, calendar.Month: 91, calendar.Quarter: 182, calendar.Year: 730}

// newest is the as-of date of a run that was given none.
func newest(dates []calendar.Date) calendar.Date {
	var last calendar.Date
	for _, d := range dates {
		if d.Compare(last) > 0 {
			last = d
		}
	}
	return last
}

// recently says of each paper whether it is dated in the recent window that
// ends at asOf. A date coarser than the unit is never recent.
func recently(dates []calendar.Date, asOf calendar.Date, u calendar.Unit) []bool {
	recent := make([]bool, len(dates))
	for row, d := range dates {
		_, fine := d.In(u)
		recent[row] = fine && d.Day <= asOf.Day && d.Day > asOf.Day-recentDays[u]
	}
	return recent
}

// count is how many of the rows are recent.
func count(recent []bool, rows []int32) int {
	n := 0
	for _, row := range rows {
		if recent[row] {
			n++
		}
	}
	return n
}

// quantile99 is the smallest x with P(X ≤ x) ≥ .99 for a binomial X of n
// trials with probability p.
func quantile99(n int, p float64) int {
	if p <= 0 || p >= 1 {
		return int(p) * n
	}
	logFactorial := func(x int) float64 { v, _ := math.Lgamma(float64(x + 1)); return v }
	below := 0.0
	for x := range n {
		below += math.Exp(logFactorial(n) - logFactorial(x) - logFactorial(n-x) +
			float64(x)*math.Log(p) + float64(n-x)*math.Log1p(-p))
		if below >= .99 {
			return x
		}
	}
	return n
}
