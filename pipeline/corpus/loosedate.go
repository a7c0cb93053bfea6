package corpus

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"papertide/analysis/calendar"
)

// Bibliographies write dates for people: "15 Jan 2016", "Mar.-Apr. 2015",
// "24-27 Sept. 2019", "Spring 2004", "2019/07/24/", "2014//".

// looseDate reads a date as bibliographies write it, and what parseDate reads.
// It is as exact as can be said of all days that are meant: "24-27 Sept. 2019"
// is a month, "Mar.-Apr. 2015" and "Spring 2004" are years, and so is the first
// of several years. Numbers alone that are no date are a flaw, as is a text
// with digits in which no year is found.
func looseDate(s string) (calendar.Date, *flaw) {
	s = strings.TrimSpace(s)
	if d, bad := slashDate(s); bad != nil || !d.IsZero() {
		return d, bad
	}
	date, bad := parseDate(s)
	if bad == nil || !strings.ContainsFunc(s, unicode.IsLetter) && strings.Count(s, "-")+strings.Count(s, "/")+strings.Count(s, ".") > 1 {
		return date, bad
	}
	year, month, day, vague := 0, 0, 0, false
	var lastMonth, lastDay int
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		n, err := strconv.Atoi(strings.TrimRightFunc(w, unicode.IsLetter)) // 2020a, 1st
		switch {
		case err == nil && n >= 1000 && n < 3000:
			if year == 0 {
				year = n
			}
			vague = vague || n != year
		case err == nil && n >= 1 && n <= 31:
			lastDay = n
			if day == 0 {
				day = n
			}
		case err != nil:
			if m := monthOf(w); m > 0 {
				lastMonth = m
				if month == 0 {
					month = m
				}
			}
		}
	}
	switch {
	case year == 0:
		return calendar.Date{}, &flaw{"impossible date", s}
	case vague || month == 0 || month != lastMonth:
		month, day = 1, 1
		date.Precision = calendar.ToYear
	case day == 0 || day != lastDay:
		day = 1
		date.Precision = calendar.ToMonth
	default:
		date.Precision = calendar.ToDay
	}
	return dayOf(s, year, month, day, date.Precision)
}

// slashDate reads the dates of RIS: year, month, day and something else between
// slashes, of which all but the year may be missing. It returns no date if s is
// none of these.
func slashDate(s string) (calendar.Date, *flaw) {
	part := strings.SplitN(s, "/", 4)
	if len(part) < 2 || len(part[0]) != 4 || !digits(part[0]) {
		return calendar.Date{}, nil
	}
	var n [3]int
	for i := range min(len(part), 3) {
		p := strings.TrimSpace(part[i])
		if v, err := strconv.Atoi(p); err == nil {
			n[i] = v
		} else if p != "" {
			return calendar.Date{}, nil
		}
	}
	switch {
	case n[1] == 0:
		return dayOf(s, n[0], 1, 1, calendar.ToYear)
	case n[2] == 0:
		return dayOf(s, n[0], n[1], 1, calendar.ToMonth)
	}
	return dayOf(s, n[0], n[1], n[2], calendar.ToDay)
}

// dayOf returns the date of a day, cut to a precision; s is what it was read from.
func dayOf(s string, year, month, day int, p calendar.Precision) (calendar.Date, *flaw) {
	if t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); year < 1000 || t.Day() != day || int(t.Month()) != month {
		return calendar.Date{}, &flaw{"impossible date", s}
	}
	d := calendar.NewDate(year, time.Month(month), day)
	d.Precision = p
	return d, nil
}

// monthOf returns the month that a word names in English, whole or shortened to
// three letters or more; 0 if it names none.
func monthOf(word string) int {
	word = strings.ToLower(word)
	for m := time.January; len(word) >= 3 && m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) {
			return int(m)
		}
	}
	return 0
}

// exactest returns the most exact of several dates, the first of equally exact
// ones; none if none is known.
func exactest(dates ...calendar.Date) (best calendar.Date) {
	for _, d := range dates {
		if !d.IsZero() && (best.IsZero() || d.Precision > best.Precision) {
			best = d
		}
	}
	return best
}
