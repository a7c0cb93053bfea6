package calendar

import (
	"fmt"
	"time"
)

// Unit is the length of the periods in which a history counts.
type Unit uint8

// The units, from the finest to the coarsest. Week is the ISO 8601 week, from
// Monday to Sunday.
const (
	Week Unit = iota
	Month
	Quarter
	Year
)

var unitNames = [...]string{"week", "month", "quarter", "year"}

// String returns "week", "month", "quarter" or "year".
func (u Unit) String() string { return unitNames[u] }

// ParseUnit reads what String writes.
func ParseUnit(s string) (Unit, error) {
	for u, n := range unitNames {
		if n == s {
			return Unit(u), nil
		}
	}
	return 0, fmt.Errorf("period %q: want week, month, quarter or year", s)
}

// MarshalText writes u as String does.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (u *Unit) UnmarshalText(b []byte) (err error) {
	*u, err = ParseUnit(string(b))
	return err
}

// A Period is one week, month, quarter or year. Index counts periods of the
// unit, so that Index+1 is the next one. Periods are comparable.
type Period struct {
	Unit  Unit
	Index int32
}

// firstMonday is 1969-12-29, the Monday of the week that holds 1970-01-01.
const firstMonday = -3

func floorDiv(a, b int32) int32 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// In returns the period of unit u that holds d, and false if d is coarser than
// the unit or unknown.
func (d Date) In(u Unit) (Period, bool) {
	t := d.Time()
	month := int32(t.Year())*12 + int32(t.Month()) - 1
	switch {
	case u == Week && d.Precision >= ToDay:
		return Period{u, floorDiv(d.Day-firstMonday, 7)}, true
	case u == Month && d.Precision >= ToMonth:
		return Period{u, month}, true
	case u == Quarter && d.Precision >= ToMonth:
		return Period{u, floorDiv(month, 3)}, true
	case u == Year && d.Precision >= ToYear:
		return Period{u, int32(t.Year())}, true
	}
	return Period{}, false
}

// Start returns the first day of p.
func (p Period) Start() Date {
	switch p.Unit {
	case Week:
		return Date{p.Index*7 + firstMonday, ToDay}
	case Month:
		return NewDate(0, time.Month(1+p.Index), 1)
	case Quarter:
		return NewDate(0, time.Month(1+3*p.Index), 1)
	}
	return NewDate(int(p.Index), time.January, 1)
}

// End returns the last day of p.
func (p Period) End() Date { return Date{p.Add(1).Start().Day - 1, ToDay} }

// Add returns the period n later.
func (p Period) Add(n int) Period { return Period{p.Unit, p.Index + int32(n)} }

// String returns the period's address: "2025-W26", "2025-06", "2025-Q2" or
// "2025".
func (p Period) String() string {
	t := p.Start().Time()
	switch p.Unit {
	case Week:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Month:
		return t.Format("2006-01")
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", t.Year(), (t.Month()+2)/3)
	}
	return t.Format("2006")
}

// MarshalText writes p as String does.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Period) UnmarshalText(b []byte) (err error) {
	*p, err = ParsePeriod(string(b))
	return err
}

// ParsePeriod reads what String writes. A week or a month that does not exist
// is an error.
func ParsePeriod(s string) (Period, error) {
	var y, n int
	var p Period
	switch {
	case scan(s, "%4d-W%2d", &y, &n):
		p, _ = NewDate(y, time.January, 4).In(Week) // 4 January lies in week 1
		p = p.Add(n - 1)
	case scan(s, "%4d-Q%1d", &y, &n):
		p = Period{Quarter, int32(4*y + n - 1)}
	case scan(s, "%4d-%2d", &y, &n):
		p = Period{Month, int32(12*y + n - 1)}
	case scan(s, "%4d", &y):
		p = Period{Year, int32(y)}
	}
	if p == (Period{}) || p.String() != s {
		return Period{}, fmt.Errorf("period %.40q: want 2025-W26, 2025-06, 2025-Q2 or 2025", s)
	}
	return p, nil
}

func scan(s, format string, into ...any) bool {
	n, err := fmt.Sscanf(s, format, into...)
	return err == nil && n == len(into)
}
