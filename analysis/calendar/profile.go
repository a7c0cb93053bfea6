package calendar

import (
	"slices"
	"time"
)

// A Profile is what the dates of a history tell about when its papers come,
// as seen at an as-of date. It is made once and asked for many periods.
//
// A weekday usually brings papers if, in the 52 weeks that end at the as-of
// date, it did so at least half as often as the weekday that did so most
// often. A day brings papers if it holds at least a quarter of what the median
// day with papers holds, so that the odd paper dated on a Sunday makes no
// working day of Sundays. A weekday that has not occurred since the first of
// these papers is not known yet, and counts as usual.
type Profile struct {
	asOf   int32   // day
	usual  [7]bool // by time.Weekday
	coarse bool    // dates tell too little to say which days are to come
}

// memory is the number of days from which the habit of weekdays is learnt: a
// source that changes its habit is believed after half of it at the latest.
const memory = 52 * 7

// ProfileOf learns from the dates of a history's papers. The as-of date counts
// as passed; if it is coarser than a day, its first day does. Papers without
// a date, or with one after it, take no part.
func ProfileOf(dates []Date, asOf Date) Profile {
	p := Profile{asOf: asOf.Day}
	dated, days := 0, 0
	var perDay [memory]int // by days before the as-of date
	first := -1            // the longest time ago that has papers
	for _, d := range dates {
		if d.IsZero() || d.Day > asOf.Day {
			continue
		}
		dated++
		if d.Precision != ToDay {
			continue
		}
		days++
		if ago := int(asOf.Day - d.Day); ago < memory {
			perDay[ago]++
			first = max(first, ago)
		}
	}
	p.coarse = 2*days < dated || yearly(dates, asOf)

	var filled []int
	for _, n := range perDay {
		if n > 0 {
			filled = append(filled, n)
		}
	}
	slices.Sort(filled)
	var brought, seen [7]int
	most := 0 // the weekday that most often brought papers
	for ago := first; ago >= 0; ago-- {
		w := weekday(asOf.Day - int32(ago))
		seen[w]++
		if 4*perDay[ago] >= filled[len(filled)/2] {
			brought[w]++
		}
	}
	for w := range seen {
		if seen[most] == 0 || brought[w]*seen[most] > brought[most]*seen[w] {
			most = w
		}
	}
	for w := range seen {
		p.usual[w] = 2*brought[w]*seen[most] >= brought[most]*seen[w]
	}
	return p
}

// Complete reports whether every weekday that usually brings papers has passed
// in q at the as-of date. Where most dates are coarser than a day or fall on
// one day a year, nothing is known about days to come, and the period that
// holds the as-of date counts as complete.
func (p Profile) Complete(q Period) bool {
	if q.Start().Day > p.asOf {
		return false
	}
	if p.coarse {
		return true
	}
	for day := p.asOf + 1; day <= q.End().Day; day++ {
		if p.usual[weekday(day)] {
			return false
		}
	}
	return true
}

// Complete is ProfileOf(dates, asOf).Complete(p).
func Complete(p Period, dates []Date, asOf Date) bool {
	return ProfileOf(dates, asOf).Complete(p)
}

func weekday(day int32) time.Weekday { return time.Weekday((day - firstMonday + 1) % 7) }
