// Package calendar holds dates with their precision, and the periods in which
// papers are counted: ISO weeks, months, quarters and years.
//
// A date that is known only to the year is not 1 January: it lies in no week
// and in no month, and counting it there would invent a peak every January.
package calendar

import (
	"fmt"
	"time"
)

// Precision says how much of a Date is known.
type Precision uint8

// The zero Precision belongs to the zero Date, which means "no date".
const (
	None Precision = iota
	ToYear
	ToMonth
	ToDay
)

// A Date is a day, a month or a year, as exact as its source had it. The zero
// value means that no date is known. Dates are comparable and may be map keys.
type Date struct {
	Day       int32 // days since 1970-01-01 of the first day of what is known
	Precision Precision
}

// NewDate returns the date of a calendar day. It does not check the day: see
// ParseDate for input that may be wrong.
func NewDate(year int, month time.Month, day int) Date {
	return Date{Day: days(year, month, day), Precision: ToDay}
}

func days(year int, month time.Month, day int) int32 {
	return int32(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDate reads "2025-06-30", "2025-06" or "2025", and the date in front of
// an RFC 3339 time. A day that does not exist (2025-02-30), and a year outside
// 1000 to 9999, is an error.
func ParseDate(s string) (Date, error) {
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	for _, f := range []struct {
		layout string
		p      Precision
	}{{"2006-01-02", ToDay}, {"2006-01", ToMonth}, {"2006", ToYear}} {
		if len(s) != len(f.layout) {
			continue
		}
		t, err := time.Parse(f.layout, s)
		if err != nil || t.Year() < 1000 {
			break
		}
		return Date{Day: int32(t.Unix() / 86400), Precision: f.p}, nil
	}
	return Date{}, fmt.Errorf("date %.40q: want YYYY-MM-DD, YYYY-MM or YYYY", s)
}

// IsZero reports whether no date is known.
func (d Date) IsZero() bool { return d.Precision == None }

// Time returns midnight UTC of the first day of d.
func (d Date) Time() time.Time { return time.Unix(int64(d.Day)*86400, 0).UTC() }

// Last returns the last day that d may mean: 2025-06-30 for 2025-06.
func (d Date) Last() Date {
	switch d.Precision {
	case ToMonth:
		p, _ := d.In(Month)
		return p.End()
	case ToYear:
		p, _ := d.In(Year)
		return p.End()
	}
	return d
}

// String returns d in ISO 8601, as exact as it is known, or "" for no date.
func (d Date) String() string {
	switch d.Precision {
	case ToDay:
		return d.Time().Format("2006-01-02")
	case ToMonth:
		return d.Time().Format("2006-01")
	case ToYear:
		return d.Time().Format("2006")
	}
	return ""
}

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// Compare orders dates: no date first, then by first day, then the coarser
// one first.
func (d Date) Compare(e Date) int {
	switch {
	case d == e:
		return 0
	case d.IsZero(), !e.IsZero() && (d.Day < e.Day || d.Day == e.Day && d.Precision < e.Precision):
		return -1
	}
	return 1
}
