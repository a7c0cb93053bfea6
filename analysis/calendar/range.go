package calendar

import (
	"fmt"
	"strings"
)

// A Range is the periods from First to Last, both included, of one unit.
type Range struct{ First, Last Period }

// ParseRange reads a period, which is a range of its own, or two of one unit
// in order, joined by "..": "2025-W10", "2025-03", "2025-W10..2025-W13".
func ParseRange(s string) (Range, error) {
	from, to, both := strings.Cut(s, "..")
	first, err := ParsePeriod(from)
	if err != nil || !both {
		return Range{first, first}, err
	}
	last, err := ParsePeriod(to)
	switch {
	case err != nil:
		return Range{}, err
	case first.Unit != last.Unit:
		return Range{}, fmt.Errorf("range %s: a %s and a %s: want two periods of one length", s, first.Unit, last.Unit)
	case last.Index < first.Index:
		return Range{}, fmt.Errorf("range %s: ends before it begins", s)
	}
	return Range{first, last}, nil
}

// String writes r as ParseRange reads it.
func (r Range) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + ".." + r.Last.String()
}

// Contains reports whether d lies in r: whether every day that d may mean
// does. So a date known to the year lies in the four quarters of that year,
// but in none of them.
func (r Range) Contains(d Date) bool {
	return !d.IsZero() && r.First.Start().Day <= d.Day && d.Last().Day <= r.Last.End().Day
}

// Holds reports whether all of p, of any unit, lies in r.
func (r Range) Holds(p Period) bool { return r.Contains(p.Start()) && r.Contains(p.End()) }
