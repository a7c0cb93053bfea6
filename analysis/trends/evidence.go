package trends

import (
	"cmp"
	"math"
	"slices"

	"papertide/analysis/calendar"
)

// A scan says where onsets of a change are looked for, in periods with papers.
type scan struct {
	span   int       // onsets lie among so many newest ones
	least  int       // and have so many before them,
	back   int       // of which so many newest ones are the baseline
	among  float64   // the prior weight of each onset is 1 of so many
	growth []float64 // sizes of change, upwards and downwards
	// A period counts for no more papers than so many standard deviations above
	// what the baseline leads to expect: evidence of a lasting change is not to
	// rest on one period.
	cap float64
}

// scans are the e-values' by unit; other units have none: five or ten periods
// cannot bear a verdict that is asked for anew in each of them.
var scans = map[calendar.Unit]scan{
	calendar.Week:  {span: 26, least: 6, back: 52, among: 52, growth: []float64{1.4, 1.7, 2.2, 3}, cap: 3.5},
	calendar.Month: {span: 12, least: 6, back: 36, among: 12, growth: []float64{1.4, 1.7, 2.2, 3}, cap: 3.5},
}

// spare is how many topics without any evidence a family counts besides its own.
// The bound of e-BH holds with them all the more. Without them, small families
// err in more years than large ones: at one α, families of 20 topics confirmed
// something in 8 to 10 of 100 null years, those of 60 in 3.
const spare = 40

// highestExponent keeps e-values finite.
const highestExponent = 80

// evidence is the e-value of each topic as of the newest of some complete
// periods: a mixture over onsets and sizes of change of the likelihood ratio of
// the counts since the onset against those before it, given their sum. It is an
// e-detector in the manner of Shiryaev and Roberts (Shin, Ramdas & Rinaldo 2024,
// doi:10.51387/23-NEJSDS51); e-BH confirms over the family (Wang & Ramdas 2022,
// doi:10.1111/rssb.12489).
func (a *analysis) evidence(all completed, s *series, j judgement) []Evidence {
	found := make([]Evidence, len(a.c.Topic))
	for t := range found {
		found[t].Direction = NoEvidence
	}
	sc, ok := scans[a.c.Unit]
	if !ok || len(j.looks) == 0 || a.c.Selection {
		return found
	}
	last := s.within(0, all.at[len(all.at)-1]+1).to
	long := j.looks[len(j.looks)-1]
	tables := map[int][]onset{}
	family := 0
	for t := range found {
		f := j.inflation(t)
		if f == 0 {
			continue
		}
		family++
		first := s.within(0, all.at[max(long.first, a.start(all, t))]).to
		onsets, known := tables[first]
		if !known {
			onsets = sc.onsets(s, first, last)
			tables[first] = onsets
		}
		found[t] = a.weigh(sc, s, j.spread[j.evident(t)], t, f, last, onsets)
	}
	confirm(found, family+spare, a.o.Alpha)
	return found
}

// An onset is where a change may begin, with what does not depend on the topic.
type onset struct {
	at, base int
	after    float64   // papers since the onset
	before   float64   // and in the baseline
	cost     []float64 // by growth: ln((m₀ + m₁·growth)/(m₀ + m₁))
	fall     []float64 // the same of 1/growth
}

func (sc scan) onsets(s *series, first, last int) (all []onset) {
	for at := max(first+sc.least, last-sc.span); at < last; at++ {
		o := onset{at: at, base: max(first, at-sc.back)}
		o.after, o.before = s.papers(span{at, last}), s.papers(span{o.base, at})
		for _, g := range sc.growth {
			o.cost = append(o.cost, math.Log((o.before+o.after*g)/(o.before+o.after)))
			o.fall = append(o.fall, math.Log((o.before+o.after/g)/(o.before+o.after)))
		}
		all = append(all, o)
	}
	return all
}

// weigh is the e-value of a topic with some inflation, over onsets.
func (a *analysis) weigh(sc scan, s *series, d dispersion, t int, inflation float64, last int, onsets []onset) Evidence {
	e := Evidence{Direction: NoEvidence}
	logs := make([]float64, len(sc.growth))
	for i, g := range sc.growth {
		logs[i] = math.Log(g)
	}
	best := 1. // an onset is favoured where change explains more than none does
	for _, o := range onsets {
		x0 := max(s.topic(t, span{o.base, o.at})/inflation, .5)
		now, expected := 0., x0*inflation/o.before
		for i := o.at; i < last; i++ {
			n := s.total[i] * expected
			highest := n + sc.cap*math.Sqrt(n*d.window(s, t, span{i, i + 1}))
			now += min(s.count[t][i], highest)
		}
		x1 := now / inflation
		m := 0.
		for i, g := range logs {
			m += math.Exp(min(highestExponent, g*x1-(x0+x1)*o.cost[i]))
			m += math.Exp(min(highestExponent, -g*x1-(x0+x1)*o.fall[i]))
		}
		m /= float64(2 * len(sc.growth))
		e.E += m / sc.among
		if m > best {
			best = m
			e.Since, e.Direction = a.c.Periods[s.at[o.at]].Period, Falling
			if x1/o.after > x0/o.before {
				e.Direction = Rising
			}
		}
	}
	return e
}

// confirm applies e-BH to a family of some size.
func confirm(found []Evidence, family int, alpha float64) {
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(found[j].E, found[i].E), cmp.Compare(i, j)) })
	most := 0
	for k, t := range order {
		if found[t].E*alpha*float64(k+1) >= float64(family) {
			most = k + 1
		}
	}
	for _, t := range order[:most] {
		found[t].Confirmed = true
	}
}
