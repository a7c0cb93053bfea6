package trends

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"papertide/analysis/calendar"
)

// The calibration draws streams whose truth is known and counts how often the
// verdicts and intervals are wrong about them. Its figures stand in the package
// comment. It is quick by default, and then finds gross errors only;
//
//	go test ./analysis/trends -run Calibration -v -timeout 2h -args -calibrate full
//
// makes the table and holds it to the aims.
var calibrate = flag.String("calibrate", "quick", "how many streams the calibration draws: quick or full")

// often is a number of draws in the quick and in the full calibration.
func often[T int | float64](quick, full T) T {
	if *calibrate == "full" {
		return full
	}
	return quick
}

// A setting is a stream and what it may show.
type setting struct {
	name string
	stream
	most float64 // share of null reports with any mover
}

func weekStream(topics, periods, papers int, volume, rho float64, differ bool, lag float64) stream {
	return stream{topics: topics, periods: periods, unit: calendar.Week, papers: papers, volume: volume, rho: rho, differ: differ, lag: lag}
}

func monthStream(topics, papers int, volume, rho float64, differ bool, lag float64) stream {
	s := weekStream(topics, 36, papers, volume, rho, differ, lag)
	s.unit = calendar.Month
	return s
}

func nullSettings() []setting {
	var all []setting
	add := func(most float64, s stream) {
		name := fmt.Sprintf("%d %ss, %d topics, %d papers", s.periods, s.unit, s.topics, s.papers)
		if s.volume > 0 {
			name += fmt.Sprintf(" ×1–%.0f", s.volume)
		}
		name += fmt.Sprintf(", ρ %.3f", s.rho)
		if s.differ {
			name += " differing"
		}
		if s.lag > 0 {
			name += fmt.Sprintf(", lag %.1f", s.lag)
		}
		all = append(all, setting{name, s, most})
	}
	for _, topics := range []int{8, 20, 60, 200} {
		add(.055, weekStream(topics, 52, 100, 0, .003, false, 0))
	}
	for _, rho := range []float64{0, .005, .02} {
		add(.055, weekStream(60, 52, 64, 3, rho, false, 0))
	}
	for _, rho := range []float64{.005, .02} {
		add(.055, weekStream(60, 52, 64, 3, rho, true, 0))
	}
	for _, lag := range []float64{.3, .6} {
		add(.055, weekStream(60, 52, 100, 0, .003, false, lag))
		add(.055, weekStream(60, 52, 300, 0, .005, false, lag))
		add(.055, weekStream(60, 52, 64, 3, .005, true, lag))
	}
	for _, topics := range []int{20, 60} {
		add(.08, weekStream(topics, 12, 64, 3, .005, false, 0))
	}
	add(.055, monthStream(20, 300, 0, .003, false, 0))
	add(.055, monthStream(60, 300, 0, .001, false, 0))
	add(.055, monthStream(60, 900, 0, .003, false, 0))
	add(.055, monthStream(60, 900, 0, .003, false, .3))
	add(.055, monthStream(100, 300, 3, .003, true, 0))
	return all
}

// coverage counts how often intervals hold the truth.
type coverage struct{ held, all float64 }

func (c *coverage) add(low, truth, high float64) {
	c.all++
	if low <= truth && truth <= high {
		c.held++
	}
}

func (c coverage) rate() float64 { return c.held / max(c.all, 1) }

// TestCalibrationReports: one report on a stream in which nothing changes.
func TestCalibrationReports(t *testing.T) {
	draws := often(15, 1500)
	for i, s := range nullSettings() {
		began := time.Now()
		truth := s.truth()
		wrong := 0
		var single, pooled, change coverage
		for r := range draws {
			c := s.draw(truth, rand.New(rand.NewPCG(1000+uint64(i), uint64(r))))
			a := newAnalysis(c, Default())
			j := a.judge(a.all, a.s, nil)
			d := a.longest(j)
			any := false
			for h, tests := range j.tests {
				for k, x := range tests {
					any = any || x.verdict(a.o.Level) != NoEvidence
					said := a.interval(j.spread[h], k).change(x, NoEvidence)
					for _, share := range []Share{said.Before, said.After} {
						if n := truth[k][0] * float64(share.Total); n >= 5 && n <= 500 {
							pooled.add(share.Low, truth[k][0], share.High)
						}
					}
					if x.tested() {
						change.add(said.Low, 0, said.High)
					}
				}
			}
			for k := range truth {
				last := a.interval(d, k).pooled(span{s.periods - 1, s.periods})
				if n := truth[k][0] * float64(last.Total); n >= 5 && n <= 500 {
					single.add(last.Low, truth[k][0], last.High)
				}
			}
			if any {
				wrong++
			}
		}
		rate := float64(wrong) / float64(draws)
		t.Logf("%-62s movers %4.1f %%, shares of a period %.1f, of a window %.1f, differences %.1f; %.0f s", s.name, 100*rate, 100*single.rate(), 100*pooled.rate(), 100*change.rate(), time.Since(began).Seconds())
		// Three standard errors above the aim; the quick run errs by chance more.
		if limit := s.most + 3*math.Sqrt(s.most*(1-s.most)/float64(draws)); rate > limit {
			t.Errorf("%s: %.1f %% of null reports show a mover, want at most %.1f", s.name, 100*rate, 100*s.most)
		}
		if least := often(.92, .94); pooled.rate() < least || change.rate() < least {
			t.Errorf("%s: the intervals hold %.1f and %.1f %% of the truth, want %.0f or more", s.name, 100*pooled.rate(), 100*change.rate(), 100*least)
		}
	}
}

// A life is what a stream's reports say, one period after the other.
type life struct {
	fresh, confirmed int      // first report that says so of any topic; 0: none
	first            [][2]int // by topic: first report that calls it rising, and that confirms it so
	since            []int    // by topic: periods between the onset and what the first confirmation says
	falls, squeezed  map[int]bool
}

// live reads a report after each period from one on. Reports are numbered by
// the periods since.
func live(s stream, c Counts, from int) life {
	a := newAnalysis(c, Default())
	l := life{first: make([][2]int, s.topics), since: make([]int, s.topics), falls: map[int]bool{}, squeezed: map[int]bool{}}
	for n := from + 1; n <= s.periods; n++ {
		all := a.all.until(n)
		j := a.judge(all, a.s, nil)
		found := a.evidence(all, a.s, j)
		said := a.verdicts(all, j, found)
		report := n - from
		for h := range said {
			for k, v := range said[h] {
				if v != NoEvidence && l.fresh == 0 {
					l.fresh = report
				}
				switch {
				case v == Rising && l.first[k][0] == 0:
					l.first[k][0] = report
				case v == Falling:
					l.falls[k] = true
				case v == Squeezed:
					l.squeezed[k] = true
				}
			}
		}
		for k, e := range found {
			if !e.Confirmed {
				continue
			}
			if l.confirmed == 0 {
				l.confirmed = report
			}
			if e.Direction == Rising && l.first[k][1] == 0 {
				l.first[k][1] = report
				l.since[k] = int(e.Since.Index-c.Periods[0].Period.Index) - s.onset
			}
		}
	}
	return l
}

// TestCalibrationYears: a report a week, or a month, for a year in which nothing
// changes.
func TestCalibrationYears(t *testing.T) {
	draws := often(3, 250)
	mean, settings := 0., 0
	for i, s := range nullSettings() {
		if s.periods == 12 || *calibrate != "full" && i%5 != 0 {
			continue
		}
		began := time.Now()
		from, looks := 51, 52
		if s.unit == calendar.Month {
			from, looks = 35, 12
		}
		s.periods = from + looks
		truth := s.truth()
		fresh, confirmed := 0, 0
		for r := range draws {
			l := live(s.stream, s.draw(truth, rand.New(rand.NewPCG(2000+uint64(i), uint64(r)))), from)
			if l.fresh > 0 {
				fresh++
			}
			if l.confirmed > 0 {
				confirmed++
			}
		}
		rate := float64(confirmed) / float64(draws)
		mean += rate
		settings++
		t.Logf("%-62s years with a false new verdict %4.1f %%, confirmed %4.1f %%; %.0f s", s.name, 100*float64(fresh)/float64(draws), 100*rate, time.Since(began).Seconds())
		if limit := .08 + 3*math.Sqrt(.08*.92/float64(draws)); *calibrate == "full" && rate > limit {
			t.Errorf("%s: %.1f %% of null years confirm something, want at most 8", s.name, 100*rate)
		}
	}
	if mean /= float64(settings); *calibrate == "full" && mean > .05 || mean > .4 {
		t.Errorf("on average %.1f %% of null years confirm something, want at most 5", 100*mean)
	}
	t.Logf("mean %.1f %%", 100*mean)
}
