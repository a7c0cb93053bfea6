package calendar

import "strconv"

// Long returns d in words: "30 June 2025", "June 2025", "2025", or "" for no
// date.
func (d Date) Long() string {
	switch d.Precision {
	case ToDay:
		return d.Time().Format("2 January 2006")
	case ToMonth:
		return d.Time().Format("January 2006")
	case ToYear:
		return d.Time().Format("2006")
	}
	return ""
}

// Long returns p in words, naming month and year once where they are the same
// at both ends: "23–29 June 2025", "30 June – 6 July 2025", "30 December 2024 –
// 5 January 2025", "June 2025", "April–June 2025", "2025".
func (p Period) Long() string {
	start, end := p.Start(), p.End()
	first, last := start.Time(), end.Time()
	switch {
	case p.IsZero():
		return ""
	case p.Unit == Year:
		return first.Format("2006")
	case p.Unit == Quarter:
		return first.Format("January") + "–" + last.Format("January 2006")
	case p.Unit == Month:
		return first.Format("January 2006")
	case first.Month() == last.Month():
		return strconv.Itoa(first.Day()) + "–" + end.Long()
	case first.Year() == last.Year():
		return first.Format("2 January") + " – " + end.Long()
	}
	return start.Long() + " – " + end.Long()
}
