package reports

import (
	"papertide/analysis/calendar"
	"papertide/analysis/trends"
)

// tick is a period's name on a narrow axis.
func tick(p calendar.Period) string {
	t := p.Start().Time()
	switch p.Unit {
	case calendar.Year:
		return "’" + t.Format("06")
	case calendar.Quarter:
		return p.String()[5:]
	case calendar.Month:
		return t.Format("Jan")
	}
	return p.String()[5:]
}

// beginsYear reports whether a period is the first of its year.
func beginsYear(p calendar.Period) bool {
	return p.Start().Time().Year() != p.Add(-1).Start().Time().Year()
}

// axisLabels names some periods: months or years at their first period, so
// many at most.
func axisLabels(periods []trends.PeriodInfo, most int) []string {
	labels := make([]string, len(periods))
	type named struct {
		at   int
		text string
		unit int // months since year 0
	}
	var starts []named
	months := len(periods) > 0 && periods[0].Period.Unit != calendar.Year &&
		periods[len(periods)-1].Period.Start().Day-periods[0].Period.Start().Day < 3*366
	for i, info := range periods {
		p := info.Period
		t, before := p.Start().Time(), p.Add(-1).Start().Time()
		switch month := t.Year()*12 + int(t.Month()) - 1; {
		case p.Unit == calendar.Year:
			starts = append(starts, named{i, t.Format("2006"), 12 * t.Year()})
		case beginsYear(p):
			text := t.Format("2006")
			if months {
				text = t.Format("Jan 2006")
			}
			starts = append(starts, named{i, text, month})
		case months && t.Month() != before.Month():
			starts = append(starts, named{i, t.Format("Jan"), month})
		}
	}
	for _, every := range []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200} {
		n := 0
		for _, s := range starts {
			if s.unit%every == 0 {
				n++
			}
		}
		if n > most && every < 1200 {
			continue
		}
		for _, s := range starts {
			if s.unit%every == 0 {
				labels[s.at] = s.text
			}
		}
		break
	}
	return labels
}
