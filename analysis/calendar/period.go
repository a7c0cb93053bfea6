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
	return 0, fmt.Errorf("period %.40q: want week, month, quarter or year", s)
}

// MarshalText writes u as String does.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (u *Unit) UnmarshalText(b []byte) (err error) {
	*u, err = ParseUnit(string(b))
	return err
}

// A Period is one week, month, quarter or year. Index counts periods of the
// unit from the beginning of the year 0, so that Index+1 is the next one, and
// the zero value, which lies outside of what dates may be, means "none".
// Periods are comparable and may be map keys.
type Period struct {
	Unit  Unit
	Index int32
}

// firstMonday is 0000-01-03, the Monday of week 0.
const firstMonday = -719526

// In returns the period of unit u that holds d, and false if d is coarser than
// the unit or unknown.
func (d Date) In(u Unit) (Period, bool) {
	if d.Precision < precisionOf[u] {
		return Period{}, false
	}
	if u == Week {
		return Period{u, (d.Day - firstMonday) / 7}, true
	}
	t := d.Time()
	month := int32(t.Year())*12 + int32(t.Month()) - 1
	return Period{u, month / monthsOf[u]}, true
}

var (
	precisionOf = [...]Precision{Week: ToDay, Month: ToMonth, Quarter: ToMonth, Year: ToYear}
	monthsOf    = [...]int32{Month: 1, Quarter: 3, Year: 12}
)

// IsZero reports whether p is no period.
func (p Period) IsZero() bool { return p == Period{} }

// Start returns the first day of p.
func (p Period) Start() Date {
	if p.Unit == Week {
		return Date{p.Index*7 + firstMonday, ToDay}
	}
	return NewDate(0, time.Month(1+p.Index*monthsOf[p.Unit]), 1)
}

// End returns the last day of p.
func (p Period) End() Date { return Date{p.Add(1).Start().Day - 1, ToDay} }

// Add returns the period n later.
func (p Period) Add(n int) Period { return Period{p.Unit, p.Index + int32(n)} }

// String returns the period's address: "2025-W26", "2025-06", "2025-Q2" or
// "2025", and "" for no period.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
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
	if len(b) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(b))
	return err
}

// ParsePeriod reads what String writes. A week, month or quarter that does not
// exist, and a year outside 1000 to 9999, is an error.
func ParsePeriod(s string) (Period, error) {
	var p Period
	if year, ok := number(s, 0, 4); ok && year >= 1000 {
		switch {
		case len(s) == 4:
			p = Period{Year, year}
		case len(s) == 7 && s[4:6] == "-Q":
			n, _ := number(s, 6, 7)
			p = Period{Quarter, 4*year + n - 1}
		case len(s) == 7 && s[4] == '-':
			n, _ := number(s, 5, 7)
			p = Period{Month, 12*year + n - 1}
		case len(s) == 8 && s[4:6] == "-W":
			n, _ := number(s, 6, 8)
			p, _ = NewDate(int(year), time.January, 4).In(Week) // 4 January lies in week 1
			p = p.Add(int(n) - 1)
		}
	}
	if p.IsZero() || p.String() != s {
		return Period{}, fmt.Errorf("period %.40q: want 2025-W26, 2025-06, 2025-Q2 or 2025", s)
	}
	return p, nil
}

// number reads the digits s[from:to].
func number(s string, from, to int) (n int32, ok bool) {
	if len(s) < to {
		return 0, false
	}
	for _, c := range []byte(s[from:to]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int32(c-'0')
	}
	return n, true
}
