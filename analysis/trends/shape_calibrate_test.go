package trends

import (
	"math/rand/v2"
	"testing"
)

// A part counts how often something is so.
type part struct{ yes, all int }

func (p *part) add(is bool) {
	p.all++
	if is {
		p.yes++
	}
}

func (p part) percent() float64 { return 100 * float64(p.yes) / float64(max(p.all, 1)) }

// described describes all topics of counts, without testing them.
func described(c Counts) []Trend {
	f := Family{Trends: make([]Trend, len(c.Topic))}
	Describe(c, &f)
	return f.Trends
}

// levelSettings are the null settings, and longer histories.
func levelSettings() []setting {
	long := monthStream(20, 900, 0, .003, false, .3)
	long.periods = 84
	return append(
		nullSettings(),
		setting{name: "104 weeks, 20 topics, 300 papers, ρ 0.005", stream: weekStream(20, 104, 300, 0, .005, false, 0)},
		setting{name: "300 weeks, 20 topics, 100 papers, ρ 0.005, lag 0.3", stream: weekStream(20, 300, 100, 0, .005, false, .3)},
		setting{name: "84 months, 20 topics, 900 papers, ρ 0.003, lag 0.3", stream: long},
	)
}

// TestCalibrationLevels: series in which nothing changes. At most 1 in 20 shows
// a change of level, of all topics and of those that have many papers.
func TestCalibrationLevels(t *testing.T) {
	for i, s := range levelSettings() {
		truth := s.truth()
		var changed, often200, bursting part
		for r := range often(600, 18_000) / s.topics {
			c := s.draw(truth, rand.New(rand.NewPCG(7000+uint64(i), uint64(r))))
			for k, trend := range described(c) {
				changed.add(len(trend.Changes) > 0)
				bursting.add(len(trend.Bursts) > 0)
				if truth[k][0]*float64(s.papers*s.periods) >= 200 {
					often200.add(len(trend.Changes) > 0)
				}
			}
		}
		t.Logf("%-62s changes in %4.1f %% of series, of those with 200 papers %4.1f %%, bursts in %4.1f %%", s.name, changed.percent(), often200.percent(), bursting.percent())
		if most := often(9., 5); changed.percent() > most || often200.percent() > often(15., 6) {
			t.Errorf("%s: %.1f and %.1f %% of series show a change", s.name, changed.percent(), often200.percent())
		}
	}
}

// TestCalibrationChanges: one topic of 60 with 10 papers a week has more from a
// week on. How often is that found within two weeks, and held by the interval
// of the nearest change?
func TestCalibrationChanges(t *testing.T) {
	for _, rho := range []float64{0, .005, .02} {
		for _, growth := range []float64{1.25, 1.5, 2, 3} {
			s := weekStream(60, 52, 100, 0, rho, false, 0)
			s.planted, s.share, s.growth, s.ramp = 1, .1, growth, 1
			var found, within2, held, several part
			for r := range often(30, 1000) {
				random := rand.New(rand.NewPCG(8000, uint64(r)))
				s.onset = 8 + random.IntN(s.periods-16)
				c := s.draw(s.truth(), random)
				changes := described(c)[0].Changes
				found.add(len(changes) > 0)
				several.add(len(changes) > 1)
				off, nearest := s.periods, ChangePoint{}
				for _, x := range changes {
					if d := int(x.At.Index - c.Periods[s.onset].Period.Index); max(d, -d) < off {
						off, nearest = max(d, -d), x
					}
				}
				within2.add(off <= 2)
				if len(changes) > 0 {
					onset := c.Periods[s.onset].Period.Index
					held.add(nearest.Low.Index <= onset && onset <= nearest.High.Index)
				}
			}
			t.Logf("ρ %.3f, ×%.2f: found %5.1f %%, within two weeks %5.1f %%, in the interval %5.1f %% of those found, several %.1f %%", rho, growth, found.percent(), within2.percent(), held.percent(), several.percent())
			// Where the variance is three times a binomial's, a doubling lies within
			// two weeks in 85 of 100 cases.
			if growth >= 2 && within2.percent() < often(75., 90) && rho < .02 {
				t.Errorf("ρ %.3f, ×%.2f: %.1f %% within two weeks, want 90", rho, growth, within2.percent())
			}
			if growth >= 1.5 && held.percent() < often(80., 92) {
				t.Errorf("ρ %.3f, ×%.2f: %.1f %% of intervals hold the onset, want 95", rho, growth, held.percent())
			}
		}
	}
}
