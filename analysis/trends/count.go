package trends

import "papertide/analysis/calendar"

// Count counts papers by topic and period. dates has one entry a paper, and
// topic[t] lists the rows of the papers of topic t. Papers dated in a period
// after the one that holds the as-of date take no part. A period is complete
// as calendar.Profile says; in a selection, which nobody goes on to fill, the
// one that holds the as-of date is complete too.
func Count(dates []calendar.Date, topic [][]int32, u calendar.Unit, asOf calendar.Date, selection bool) Counts {
	c := Counts{Unit: u, Topic: make([][]int, len(topic))}
	const undated = -1
	at := make([]int32, len(dates)) // index of the paper's period
	last, _ := calendar.Date{Day: asOf.Day, Precision: calendar.ToDay}.In(u)
	first := last.Index + 1
	for i, d := range dates {
		p, ok := d.In(u)
		if !ok {
			at[i] = undated
			c.Undated++
			continue
		}
		at[i] = p.Index
		first = min(first, p.Index)
	}
	if asOf.IsZero() || first > last.Index {
		for t := range c.Topic {
			c.Topic[t] = []int{}
		}
		return c
	}

	c.Periods = make([]PeriodInfo, last.Index-first+1)
	profile := calendar.ProfileOf(dates, asOf)
	for i := range c.Periods {
		p := calendar.Period{Unit: u, Index: first + int32(i)}
		c.Periods[i] = PeriodInfo{Period: p, Complete: profile.Complete(p) || selection}
	}
	in := func(row int32) bool { return at[row] != undated && at[row] <= last.Index }
	for row := range at {
		if in(int32(row)) {
			c.Periods[at[row]-first].Papers++
		}
	}
	for t, rows := range topic {
		c.Topic[t] = make([]int, len(c.Periods))
		for _, row := range rows {
			if in(row) {
				c.Topic[t][at[row]-first]++
			}
		}
	}
	return c
}
