package trends

// recentPeriods is over how many complete periods the peak of a topic is looked
// for.
const recentPeriods = 26

// fewestPeriods with papers are needed to say how much shares vary.
const fewestPeriods = 4

// Test says what the complete periods of c show of all its topics, which are
// one family of tests.
func Test(c Counts, o Options) Family {
	a := newAnalysis(c, o)
	j := a.judge(a.all, a.s, nil)
	d := a.longest(j)
	f := Family{Notes: j.notes, Rho: d.rho, Lag: d.lag, Trends: make([]Trend, len(c.Topic))}
	for _, l := range j.looks {
		f.Windows = append(f.Windows, l.Window)
	}
	f.Rolling = a.rolling(d, a.shortest())
	found := a.evidence(a.all, a.s, j)
	verdicts := a.verdicts(a.all, j, found)
	held := a.held(j.looks, verdicts)
	for t := range f.Trends {
		trend := Trend{Evidence: found[t], Inflation: max(1, j.inflation(t))}
		for h, l := range j.looks {
			x := j.tests[h][t]
			trend.Movers = append(trend.Movers, Mover{
				Horizon: l.Horizon, Recent: x.recent, Base: x.base,
				Change: a.interval(j.spread[h], t).change(x, verdicts[h][t]),
				Held:   held[h][t],
			})
		}
		for i := max(0, len(a.all.at)-recentPeriods); i < len(a.all.at); i++ {
			at := a.all.at[i]
			if s := f.Rolling[t][at]; s.Papers > 0 && s.Value >= trend.Peak.Value {
				trend.Peak, trend.At = s, c.Periods[at].Period
			}
		}
		f.Trends[t] = trend
	}
	if c.Selection {
		f.Notes = []string{selected}
		return f
	}
	if len(f.Windows) > 0 {
		if _, ok := scans[c.Unit]; !ok {
			f.Notes = append(f.Notes, "verdicts by "+c.Unit.String()+" are not confirmed over time: they rest on q alone")
		}
	}
	f.Pairs = a.pairs(f.Windows, f.Trends)
	return f
}

// shortest is the length of the short recent window.
func (a *analysis) shortest() int {
	if w := a.o.Windows[a.c.Unit]; len(w) > 0 {
		return w[0].Recent
	}
	return 1
}

// longest is the dispersion of the longest horizon; where there is none, that
// of all complete periods, or of a binomial where they are too few.
func (a *analysis) longest(j judgement) dispersion {
	if n := len(j.spread); n > 0 {
		return j.spread[n-1]
	}
	if len(a.s.at) < fewestPeriods {
		return binomial(len(a.c.Topic))
	}
	blocks := a.blocks(a.s)
	windows := make([][]span, len(a.c.Topic))
	for t := range windows {
		if a.start(a.all, t) == 0 {
			windows[t] = blocks
		}
	}
	return a.learn(a.s, windows)
}
