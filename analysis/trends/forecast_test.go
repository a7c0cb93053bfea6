package trends

import (
	"math"
	"slices"
	"testing"

	"papertide/analysis/calendar"
)

// statsmodels 0.15 (ETSModel with additive error and damped additive trend,
// smooth with α .35, β .07, φ .8 from level .25 and trend 0) forecasts this
// series so, and the variances as multiples of that of one period.
func TestTrackerAgrees(t *testing.T) {
	x := tracker{alpha: .35, beta: .07, phi: .8, level: .25}
	for _, y := range []float64{.3, .1, .4, .2, .6, .5, .9, .7, 1, 1.2} {
		x.see(y, 1)
	}
	for h, want := range []struct{ logit, variance float64 }{
		{1.0311369283683505, 1}, {1.0760016562156116, 1.164836}, {1.1118934384934205, 1.36805664}, {1.1406068643156677, 1.6048751296},
	} {
		logit, variance := x.look(h + 1)
		variance *= 1 - x.alpha // the doubt of the level is statsmodels' in its residuals
		if math.Abs(logit-want.logit) > 1e-12 || math.Abs(variance-want.variance) > 1e-9 {
			t.Errorf("%d periods on: %v, variance %v; want %v", h+1, logit, variance, want)
		}
	}
	if mse := x.loss / 10; math.Abs(mse-.062085865677843834) > 1e-12 {
		t.Errorf("mean squared error %v", mse)
	}
}

// SciPy's t.ppf(norm.cdf(z), ν) is the reference.
func TestStudent(t *testing.T) {
	for _, x := range []struct{ z, freedom, want float64 }{
		{normal90, 8, 1.396815309744},
		{normal975, 8, 2.306004135204},
		{normal90, 20, 1.325340706985},
		{normal975, 60, 2.000297821058},
	} {
		if got := student(x.z, x.freedom); math.Abs(got-x.want) > 5e-4 {
			t.Errorf("t(%v) = %v, want %v", x.freedom, got, x.want)
		}
	}
}

// A share goes back to itself by its logit; no logit leaves [0, 1].
func TestUnlogit(t *testing.T) {
	for _, own := range []float64{0, 1, 7, 80} {
		if got := unlogit(logit(own, 80), 80); math.Abs(got-own/80) > 1e-12 {
			t.Errorf("%v of 80 is %v", own, got)
		}
	}
	if low, high := unlogit(-50, 80), unlogit(50, 80); low != 0 || high != 1 {
		t.Errorf("bounds %v and %v", low, high)
	}
}

// forecastOf forecasts one topic of weeks with 100 papers.
func forecastOf(c Counts) (*Forecast, string) {
	f := Family{Trends: make([]Trend, 1)}
	Describe(c, &f)
	return f.Trends[0].Forecast, f.Trends[0].NoForecast
}

// Weeks that go 10 and 20 in turn: "as now" errs by .1 at horizons 1 and 3 and
// not at all at 2 and 4, where nothing can beat it. In noise around .15 without
// memory the mean beats it, and is forecast with intervals that hold one another.
// Shares that only grow by a step a week are beaten by following them.
func TestForecastIsShownWhereItBeats(t *testing.T) {
	var turns, noise, growth []int
	for i := range 60 {
		turns = append(turns, 10+10*(i%2))
		noise = append(noise, 15+[]int{0, 4, -3, -5, 2, 5, -1, -4, 1, 3, -2}[(i*i+3*i)%11])
		growth = append(growth, 5+i)
	}
	if f, why := forecastOf(steps(turns...)); f != nil || why != `none beats "as now"` {
		t.Errorf("turns: %+v %s", f, why)
	}
	c := steps(noise...)
	f, _ := forecastOf(c)
	if f == nil || f.MASE >= .95 || f.Origins != 50 {
		t.Fatalf("noise: %+v", f)
	}
	for h, a := range f.Ahead {
		if a.Period != c.Periods[59].Period.Add(h+1) {
			t.Errorf("%d periods on is %s", h+1, a.Period)
		}
		if math.Abs(a.Value-.15) > .02 {
			t.Errorf("%s: %v, want about .15", a.Period, a.Value)
		}
		if !slices.IsSorted([]float64{0, a.Low95, a.Low80, a.Value, a.High80, a.High95, 1}) {
			t.Errorf("%+v", a)
		}
	}
	if f, _ := forecastOf(steps(growth...)); f == nil || f.Ahead[3].Value < .66 || f.MASE > .6 {
		t.Errorf("growth: %+v", f)
	}
}

// Too short a history, too few papers, a topic that starts late and a selection
// have none.
func TestForecastNeeds(t *testing.T) {
	papers := make([]int, 40)
	few := make([]int, 40)
	for i := range papers {
		papers[i] = 15 + []int{0, 4, -3, -5, 2, 5, -1, -4, 1, 3, -2}[(i*i+3*i)%11]
		few[i] = papers[i] / 8
	}
	late := slices.Concat(few[:20], papers[20:]) // eight weeks have 24 papers from week 20 on
	young, selection := steps(papers...), steps(papers...)
	young.From = []Start{{Period: young.Periods[25].Period}}
	selection.Selection = true
	for _, x := range []struct {
		c     Counts
		shown bool
		why   string
	}{
		{steps(papers...), true, ""},
		{steps(papers[:32]...), false, "needs 1 more week"},
		{steps(few...), false, "needs 3 papers a week"},
		{steps(late...), false, "needs 20 backtests, has 16"},
		{young, false, "needs 18 more weeks"},
		{selection, false, ""},
	} {
		if f, why := forecastOf(x.c); (f != nil) != x.shown || why != x.why {
			t.Errorf("%v %q, want %v %q", f != nil, why, x.shown, x.why)
		}
	}
}

func BenchmarkDescribe(b *testing.B) {
	for name, c := range map[string]Counts{
		"100 topics, 84 months": benchmarkCounts(calendar.Month, 100, 84, 917),
		"300 topics, 57 weeks":  benchmarkCounts(calendar.Week, 300, 57, 70),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f := Family{Trends: make([]Trend, len(c.Topic))}
				Describe(c, &f)
			}
		})
	}
}

// Bounds hold just the shares that are no farther off than they reach: those of
// rare topics, of topics with most of the papers, and none or all of them.
func TestPointBounds(t *testing.T) {
	for _, center := range []float64{-3, -.1, .1, 2} {
		for _, share := range []float64{0, .01, .05, .4, .5, .9, 1} {
			p := point{center: center, deviation: .3, papers: 80, fewest: 20}
			z := p.off(share)
			p.bound(z+1e-9, z+1e-9)
			if share < p.Low80 || share > p.High80 {
				t.Errorf("%v of %v lies outside of %+v", share, center, p.Ahead)
			}
			if p.bound(z-1e-3, z-1e-3); z > 0 && p.Low80 <= share && share <= p.High80 {
				t.Errorf("%v of %v lies within %+v", share, center, p.Ahead)
			}
			if p.bound(0, 0); p.Low80 > p.Value || p.Value > p.High80 {
				t.Errorf("%+v", p.Ahead)
			}
		}
	}
}
