package corpus

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"papertide/analysis/calendar"
)

// layouts are the spellings of dates besides ISO 8601 that sources use, and
// how exact they are. A date with slashes is read only with the year in front:
// in 03/04/2021 nobody knows which is the month.
var layouts = []struct {
	layout string
	p      calendar.Precision
}{
	{"2006-1-2", calendar.ToDay},
	{"2006/1/2", calendar.ToDay},
	{"2006.1.2", calendar.ToDay},
	{"20060102", calendar.ToDay},
	{"2.1.2006", calendar.ToDay}, // with stops the day is in front
	{"2006-1-2 15:04:05", calendar.ToDay},
	{"2006-1-2 15:04", calendar.ToDay},
	{"2006/1/2 15:04:05", calendar.ToDay},
	{"2006/1/2 15:04", calendar.ToDay},
	{"2006/1", calendar.ToMonth},
	{"Jan 2, 2006", calendar.ToDay},
	{"January 2, 2006", calendar.ToDay},
	{"2 Jan 2006", calendar.ToDay},
	{"2 January 2006", calendar.ToDay},
	{"2006 Jan 2", calendar.ToDay},
	{"Jan 2006", calendar.ToMonth},
	{"January 2006", calendar.ToMonth},
	{"2006 Jan", calendar.ToMonth},
	{"Mon, 2 Jan 2006 15:04:05 MST", calendar.ToDay},
	{"Mon, 2 Jan 2006 15:04:05 -0700", calendar.ToDay},
	{"2 Jan 2006 15:04:05 MST", calendar.ToDay},
	{"2 Jan 2006 15:04:05 -0700", calendar.ToDay},
	{"Mon, 2 Jan 2006 15:04 MST", calendar.ToDay},
	{"Mon, 2 Jan 2006 15:04 -0700", calendar.ToDay},
	{"Mon, 2 Jan 2006", calendar.ToDay},
	{time.ANSIC, calendar.ToDay},
}

// noDate holds what sources write, in small letters and without stops, where
// no date is known.
var noDate = map[string]bool{
	"in press": true, "forthcoming": true, "to appear": true, "undated": true, "no date": true, "n.d": true, "nd": true, "nat": true,
}

// parseDate reads a date as sources write them: as calendar.ParseDate does, in
// the spellings of layouts, as seconds or milliseconds since 1970. Zeros for
// what is not known (2024-05-00) make it coarser. A text without digits and
// letters, or of noDate or noWord, says that there is no date. Anything else is
// a flaw.
func parseDate(s string) (calendar.Date, *flaw) {
	s = strings.TrimSpace(s)
	iso := s
	if len(iso) > 10 && iso[7] == '-' && strings.IndexByte("Tt Z+", iso[10]) >= 0 {
		iso = iso[:10] // a time or a zone follows the day
	}
	if !strings.ContainsAny(s, "123456789") {
		words := strings.Trim(strings.Join(strings.Fields(strings.ToLower(s)), " "), " .()[]")
		if noDate[words] || noWord[words] || !strings.ContainsFunc(iso, unicode.IsLetter) {
			return calendar.Date{}, nil
		}
		return calendar.Date{}, &flaw{"impossible date", s}
	}
	for range 2 {
		iso = strings.TrimSuffix(iso, "-00")
	}
	if d, err := calendar.ParseDate(iso); err == nil {
		return d, nil
	}
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil || t.Year() < 1000 {
			continue
		}
		d := calendar.NewDate(t.Year(), t.Month(), t.Day())
		d.Precision = l.p
		return d, nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 1e8 && n < 1e14 {
		if n >= 1e11 { // after the year 5138 in seconds: these are milliseconds
			n /= 1000
		}
		return calendar.Date{Day: int32(n / 86400), Precision: calendar.ToDay}, nil
	}
	return calendar.Date{}, &flaw{"impossible date", s}
}

// earliest returns the earliest of the dates in texts (see earlier), without
// those that are no dates unless none is one.
func earliest(texts []string) (date calendar.Date, bad *flaw) {
	for _, s := range texts {
		d, flawed := looseDate(s)
		if flawed != nil {
			bad = flawed
		} else {
			date = earlier(date, d)
		}
	}
	if !date.IsZero() {
		bad = nil
	}
	return date, bad
}
