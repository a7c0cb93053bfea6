package trends

// verdicts says what a judgement shows, horizon × topic. A topic whose fall
// vanishes among the papers outside confirmed risers is squeezed by them.
// found, the evidence as of the same period, is changed likewise; nil: it is
// gathered if it is needed.
func (a *analysis) verdicts(all completed, j judgement, found []Evidence) [][]Verdict {
	said := make([][]Verdict, len(j.tests))
	falls := false
	for h, tests := range j.tests {
		said[h] = make([]Verdict, len(tests))
		for t, x := range tests {
			said[h][t] = x.verdict(a.o.Level)
			falls = falls || said[h][t] == Falling
		}
	}
	if falls && found == nil {
		found = a.evidence(all, a.s, j)
	}
	apart, risers := make([]bool, len(found)), []int(nil)
	for t, e := range found {
		if e.Confirmed && e.Direction == Rising {
			apart[t] = true
			risers = append(risers, t)
		}
		falls = falls || e.Confirmed && e.Direction == Falling
	}
	if !falls || len(risers) == 0 {
		return said
	}
	s := newSeries(a.c.outside(risers))
	rest := a.judge(all, s, apart)
	for h, tests := range rest.tests {
		for t, x := range tests {
			if said[h][t] == Falling && x.verdict(a.o.Level) != Falling {
				said[h][t] = Squeezed
			}
		}
	}
	for t, e := range a.evidence(all, s, rest) {
		f := &found[t]
		if f.Confirmed && f.Direction == Falling && !(e.Confirmed && e.Direction == Falling) {
			f.Direction, f.Confirmed = Squeezed, false
		}
	}
	return said
}

// outside counts the papers that are in none of some topics.
func (c Counts) outside(topics []int) Counts {
	if c.Without != nil {
		return c.Without(topics)
	}
	rest := Counts{Unit: c.Unit, Periods: make([]PeriodInfo, len(c.Periods)), Topic: c.Topic}
	for i, p := range c.Periods {
		for _, t := range topics {
			p.Papers -= c.Topic[t][i]
		}
		rest.Periods[i] = p
	}
	return rest
}
