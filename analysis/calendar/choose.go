package calendar

import (
	"math"
	"slices"
)

// enough is the number of papers from which a period's shares are worth
// reading: a topic of one paper in twenty then shows a paper in four periods
// of five (1 − 0.95³⁰ = 0.79), so that a zero begins to mean something.
const enough = 30

// Choose returns the finest unit whose typical period holds enough papers to
// read a share from: 30. It is Year where none does.
//
// The typical period is the median of all periods up to the as-of date, empty
// ones included, beginning where one paper in twenty has passed, so that a few
// old papers do not decide. A period cut by either end counts as if it went on
// at its rate: a history of one day is not a week with few papers.
//
// A unit for which most papers' dates are too coarse is not chosen, and where
// most dates tell only the year (as such, as 1 January, or on one day a year,
// as those of a conference do) the unit is Year. Papers without a date, or
// with one after the as-of date, take no part.
func Choose(dates []Date, asOf Date) Unit {
	if yearly(dates, asOf) {
		return Year
	}
	for u := Week; u < Year; u++ {
		var days []int32
		dated := 0
		for _, d := range dates {
			if d.IsZero() || d.Day > asOf.Day {
				continue
			}
			dated++
			if d.Precision >= precisionOf[u] {
				days = append(days, d.Day)
			}
		}
		if len(days) > 0 && 2*len(days) >= dated && typical(days, asOf, u) >= enough {
			return u
		}
	}
	return Year
}

// typical is the median number of papers in periods of unit u, as Choose
// defines it. It sorts days.
func typical(days []int32, asOf Date, u Unit) float64 {
	slices.Sort(days)
	days = days[len(days)/20:]
	start, end := days[0], asOf.Last().Day
	p, _ := Date{start, ToDay}.In(u)
	var perPeriod []float64
	for first := p.Start().Day; first <= asOf.Day; first = p.Start().Day {
		next := p.Add(1).Start().Day
		n := 0
		for n < len(days) && days[n] < next {
			n++
		}
		days = days[n:]
		lived := min(next-1, end) - max(first, start) + 1
		perPeriod = append(perPeriod, float64(n)*float64(next-first)/float64(lived))
		p = p.Add(1)
	}
	slices.Sort(perPeriod)
	return perPeriod[(len(perPeriod)-1)/2]
}

// yearly reports whether most dates up to the as-of date tell only a year: as
// such, as 1 January, or by lying on one day a year, over at least half a year
// of which no calendar year holds nine papers in ten.
func yearly(dates []Date, asOf Date) bool {
	dated, years := 0, 0
	perDay := map[int32]int{}
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	for _, d := range dates {
		if d.IsZero() || d.Day > asOf.Day {
			continue
		}
		dated++
		switch d.Precision {
		case ToYear:
			years++
		case ToDay:
			perDay[d.Day]++
			first, last = min(first, d.Day), max(last, d.Day)
		}
	}
	fullest, inYear := map[int]int{}, map[int]int{}
	for day, n := range perDay {
		t := Date{day, ToDay}.Time()
		fullest[t.Year()] = max(fullest[t.Year()], n)
		inYear[t.Year()] += n
		if t.YearDay() == 1 {
			years += n
		}
	}
	together, largest := 0, 0
	for year, n := range inYear {
		together += fullest[year]
		largest = max(largest, n)
	}
	return 2*years > dated ||
		2*together > dated && 10*largest < 9*dated && last-first >= 182
}
