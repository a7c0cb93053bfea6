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
// ends at asOf.
func recently(dates []calendar.Date, asOf calendar.Date, u calendar.Unit) []bool {
	return within(dates, asOf, u, recentDays[u])
}

// within says of each paper whether it is dated in the days that end at asOf.
// A date coarser than the unit never is.
func within(dates []calendar.Date, asOf calendar.Date, u calendar.Unit, days int32) []bool {
	is := make([]bool, len(dates))
	for row, d := range dates {
		_, fine := d.In(u)
		is[row] = fine && d.Day <= asOf.Day && d.Day > asOf.Day-days
	}
	return is
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

// binomial is the probability of x successes in n trials, each with
// probability p, above 0 and below 1.
func binomial(n, x int, p float64) float64 {
	logFactorial := func(x int) float64 { v, _ := math.Lgamma(float64(x + 1)); return v }
	return math.Exp(logFactorial(n) - logFactorial(x) - logFactorial(n-x) +
		float64(x)*math.Log(p) + float64(n-x)*math.Log1p(-p))
}
