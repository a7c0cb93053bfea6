package trends

// Shares returns each topic's share of each period, topic × period of c. A
// period without papers has no share: its Share is zero, its Total 0.
func Shares(c Counts) [][]Share {
	a := newAnalysis(c, Default())
	d := a.longest(a.judge(a.all, a.s, nil))
	shares := make([][]Share, len(c.Topic))
	for t := range shares {
		of := a.interval(d, t)
		shares[t] = make([]Share, len(c.Periods))
		for i, p := range c.Periods {
			n := float64(p.Papers)
			shares[t][i] = of.share(c.Topic[t][i], p.Papers, n*n, 1, span{i, i + 1})
		}
	}
	return shares
}

// Overall returns each topic's share of all papers that c counts in a period.
func Overall(c Counts) []Share {
	a := newAnalysis(c, Default())
	d := a.longest(a.judge(a.all, a.s, nil))
	total, squares, periods := 0, 0., 0
	for _, p := range c.Periods {
		total += p.Papers
		squares += float64(p.Papers) * float64(p.Papers)
		if p.Papers > 0 {
			periods++
		}
	}
	shares := make([]Share, len(c.Topic))
	for t, papers := range c.Topic {
		n := 0
		for _, k := range papers {
			n += k
		}
		shares[t] = a.interval(d, t).share(n, total, squares, periods, span{0, len(c.Periods)})
	}
	return shares
}

// rolling returns the shares of topics over so many complete periods up to each.
func (a *analysis) rolling(d dispersion, length int) [][]Share {
	shares := make([][]Share, len(a.c.Topic))
	windows := make([]span, len(a.all.at))
	for i := range windows {
		if i+1 >= length {
			windows[i] = a.s.within(a.all.at[i+1-length], a.all.at[i]+1)
		}
	}
	for t := range shares {
		of := a.interval(d, t)
		shares[t] = make([]Share, len(a.c.Periods))
		for i, at := range a.all.at {
			shares[t][at] = of.pooled(windows[i])
		}
	}
	return shares
}

// An interval is what the doubt of every share of a topic is made from.
type interval struct {
	s       *series
	draws   doubt
	d       dispersion
	t       int
	student float64
}

func (a *analysis) interval(d dispersion, t int) interval {
	return interval{a.s, a.d, d, t, studentQuantile(d.freedom[t])}
}

// share is papers of total over a window of Counts with so many periods with
// papers; squares sums the squares of their papers.
func (v interval) share(papers, total int, squares float64, periods int, window span) Share {
	if total == 0 {
		return Share{}
	}
	f := v.d.inflation(v.t, float64(total), squares, periods)
	return newShare(papers, total, f, v.student).widened(v.draws.ofShare(v.t, window))
}

// pooled is the share over a window of the series.
func (v interval) pooled(w span) Share {
	return v.share(int(v.s.topic(v.t, w)), int(v.s.papers(w)), v.s.square(w), w.len(), v.s.wide(w))
}

// change describes the test of a topic with the intervals of its shares.
func (v interval) change(x test, verdict Verdict) Change {
	c := Change{
		Before: v.pooled(x.old), After: v.pooled(x.now),
		Untested: x.untested, P: x.p, Q: x.q, Verdict: verdict,
	}
	if c.Before.Total == 0 || c.After.Total == 0 {
		return c
	}
	counts := v // without the doubt of membership, which the two have in common
	counts.draws = doubt{}
	deviation := v.draws.ofChange(v.t, v.s.wide(x.old), v.s.wide(x.now))
	c.Difference, c.Low, c.High = difference(counts.pooled(x.old), counts.pooled(x.now), deviation)
	return c
}
