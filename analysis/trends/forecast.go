package trends

import (
	"fmt"
	"math"
	"slices"

	"papertide/analysis/calendar"
)

// ahead is the number of periods that are forecast.
const ahead = 4

// A forecaster says how forecasts are made and when they are shown.
type forecaster struct {
	least   int       // periods before the first backtest
	origins int       // backtests that there must be at the longest horizon
	papers  float64   // of a topic in a usual period, below which none is made
	recent  int       // periods that tell how many papers the next ones may have
	level   []float64 // α: how much of an error is believed to last
	slope   []float64 // β: how much of it is believed to be a change of the slope
	damping []float64 // φ: what is left of the slope in the next period
	prior   float64   // degrees of freedom that the expected variance counts for
}

// damped is what was measured by TestCalibrationForecasts (in full: 20
// CPU-seconds), over ten streams each: 40, 57 and 104 weeks, 36 and 84 months, 64
// to 900 papers, ρ from 0 to .02, lag 0, .3 and .6. Figures are the range over
// the streams and, in brackets, that of 104 weeks with 300 papers, for the
// forecasts that a page would show.
//
//	shares               shown for      error relative  80 % intervals    95 % intervals
//	                     100 topics     to "as now"     hold              hold
//	do not change        14–98  (98)    .72–.77 (.72)   79.7–81.6 (80.6)  94.9–96.1 (95.1)
//	have a steady trend  15–84  (84)    .73–.80 (.76)   79.1–80.7 (79.3)  94.5–96.1 (95.5)
//	go with the season   14–92  (92)    .74–.87 (.81)   78.5–83.6 (81.8)  93.1–96.2 (95.3)
//	walk at random       20–62  (62)    .85–.91 (.89)   77.6–80.3 (80.3)  93.7–95.2 (95.2)
//	double once          25–100 (100)   .78–.93 (.81)   75.0–80.7 (79.5)  92.8–95.5 (95.5)
//
// Of normal intervals whose variance was that of past errors, 80 % ones held up to
// 87.3 % of seasonal shares; with 10 instead of 20 backtests, 95 % ones held 91.8
// % of those of 30 weeks.
var damped = forecaster{
	least: 10, origins: 20, papers: 3, recent: 8,
	level: []float64{.03, .06, .1, .2, .35, .5, .7, .9}, slope: []float64{.05, .2}, damping: []float64{.8, .95},
	prior: 8,
}

// A tracker follows the logit of a share as a level with a damped trend
// (Gardner & McKenzie 1985, doi:10.1287/mnsc.31.10.1237), in the form with one
// error (Hyndman, Koehler, Ord & Snyder 2008, doi:10.1007/978-3-540-71918-2).
type tracker struct {
	alpha, beta, phi float64

	level, slope float64
	loss         float64 // squared errors of the next period, weighted by its papers
}

func (f forecaster) trackers() (all []tracker) {
	for _, alpha := range f.level {
		all = append(all, tracker{alpha: alpha})
		for _, beta := range f.slope {
			for _, phi := range f.damping {
				all = append(all, tracker{alpha: alpha, beta: alpha * beta, phi: phi})
			}
		}
	}
	return all
}

// see moves a tracker on by a period with a logit and a number of papers.
func (x *tracker) see(logit, papers float64) {
	e := logit - x.level - x.phi*x.slope
	x.loss += papers * e * e
	x.level += x.phi*x.slope + x.alpha*e
	x.slope = x.phi*x.slope + x.beta*e
}

// look is the logit h periods on, and the variance of its error as a multiple
// of that of a count's logit.
func (x *tracker) look(h int) (logit, variance float64) {
	logit, variance = x.level, 1
	damping, lasting := 1., x.alpha // lasting: what the logit keeps of an error j periods later
	for j := range h {
		damping *= x.phi
		logit += damping * x.slope
		if j < h-1 {
			lasting += damping * x.beta
			variance += lasting * lasting
		}
	}
	// The first error holds the doubt of the level besides that of the count: in
	// a steady state it is α of the whole.
	return logit, variance / (1 - x.alpha)
}

// A share's logit is that of (n+½)/(N+1), which is finite.
func logit(own, all float64) float64 { return math.Log((own + .5) / (all - own + .5)) }

// unlogit is the share of all papers whose logit is x, at least 0 and at most 1.
func unlogit(x, all float64) float64 {
	return min(1, max(0, ((all+1)/(1+math.Exp(-x))-.5)/all))
}

// A backtest sums up how forecasts of one horizon went: of all origins at which
// one would have been made.
type backtest struct {
	points         int
	held80, held95 int
	missed, naive  float64   // sums of absolute errors, of forecasts and of "as now"
	scores         []float64 // how far off, in expected deviations, ascending
}

// forecast forecasts a topic from one period of the series on, or says why not:
// where the forecasts of earlier periods did not beat "as now" at each horizon,
// or were too few to say. What is known of the dispersion today makes intervals
// of earlier forecasts a little better than they would have been, but no value.
func (f forecaster) forecast(a *analysis, d dispersion, t, first int) (*Forecast, string) {
	s, n := a.s, len(a.s.at)
	own, all := s.count[t], s.total
	usual := func(i int) span { return span{i + 1 - f.recent, i + 1} }
	enough := func(i int) bool {
		return i-first+1 >= f.least && s.topic(t, usual(i)) >= f.papers*float64(f.recent)
	}
	if has, need := n-first, f.least+f.origins+ahead-1; has < need {
		return nil, "needs " + more(need-has, a.c.Unit)
	}
	if !enough(n - 1) {
		return nil, fmt.Sprintf("needs %.0f papers a %s", f.papers, a.c.Unit)
	}
	start := 0.
	for i := first; i < first+f.least/2; i++ {
		start += logit(own[i], all[i]) / float64(f.least/2)
	}
	trackers := f.trackers()
	for i := range trackers {
		trackers[i].level = start
	}
	made := make([]*[ahead]point, n) // by origin
	var tests [ahead]backtest
	for i := first; i < n; i++ {
		best := 0
		y := logit(own[i], all[i])
		for k := range trackers {
			trackers[k].see(y, all[i])
			if trackers[k].loss < trackers[best].loss {
				best = k
			}
		}
		for h := range ahead {
			if from := i - h - 1; from >= first && made[from] != nil {
				tests[h].add(made[from][h], own[i]/all[i], own[from]/all[from])
			}
		}
		if !enough(i) {
			continue
		}
		made[i] = new([ahead]point)
		papers, fewest := volume(all[i+1-f.recent : i+1])
		for h := range ahead {
			center, variance := trackers[best].look(h + 1)
			p := 1 / (1 + math.Exp(-center))
			variance *= d.inflation(t, papers, papers*papers, 1) / (papers * p * (1 - p))
			made[i][h] = point{center: center, deviation: math.Sqrt(variance), papers: papers, fewest: fewest}
			made[i][h].bound(f.reach(tests[h], h+1))
		}
	}
	if has := tests[ahead-1].points; has < f.origins {
		return nil, fmt.Sprintf("needs %d backtests, has %d", f.origins, has)
	}
	return show(tests, *made[n-1], a.all.period(len(a.all.at)-1))
}

// reach is how many expected deviations the 80 and the 95 % interval reach to
// either side. Where backtests are few, it is as many as of a normal
// distribution; the more there are, the more it is as many as would have held 80
// % of them and, as too few are beyond 95 % to be counted, as many as follow from
// their mean square. Forecasts that reach over the same periods err alike and
// count for less.
func (f forecaster) reach(b backtest, horizon int) (z80, z95 float64) {
	n := float64(b.points) / float64(horizon)
	z80, squares := normal90, 1.
	if b.points > 0 {
		squares = 0
		for _, z := range b.scores {
			squares += z * z / float64(b.points)
		}
		z80 = b.scores[min(b.points-1, b.points*8/10)]
	}
	moderated := func(past, expected float64) float64 { return (f.prior*expected + n*past) / (f.prior + n) }
	freedom := f.prior + n
	return moderated(z80, student(normal90, freedom)), student(normal975, freedom) * math.Sqrt(moderated(squares, 1))
}

// A point is a forecast of a period that may have as many papers as others or
// as few. A logit is not of the same share among few, so that bounds are the
// wider ones of the two.
type point struct {
	center, deviation float64 // of the logit
	papers, fewest    float64
	Ahead
}

func (p *point) bound(z80, z95 float64) {
	low := func(z float64) float64 {
		x := p.center - z*p.deviation
		return min(unlogit(x, p.papers), unlogit(x, p.fewest))
	}
	high := func(z float64) float64 {
		x := p.center + z*p.deviation
		return max(unlogit(x, p.papers), unlogit(x, p.fewest))
	}
	p.Ahead = Ahead{Value: unlogit(p.center, p.papers), Low80: low(z80), High80: high(z80), Low95: low(z95), High95: high(z95)}
}

// off is how many deviations the bounds must reach to hold a share.
func (p *point) off(share float64) float64 {
	x, y := logit(share*p.papers, p.papers), logit(share*p.fewest, p.fewest)
	return max(0, min(x, y)-p.center, p.center-max(x, y)) / p.deviation
}

func (b *backtest) add(p point, came, before float64) {
	b.points++
	b.missed += math.Abs(p.Value - came)
	b.naive += math.Abs(before - came)
	off := p.off(came)
	at, _ := slices.BinarySearch(b.scores, off)
	b.scores = slices.Insert(b.scores, at, off)
	if p.Low80 <= came && came <= p.High80 {
		b.held80++
	}
	if p.Low95 <= came && came <= p.High95 {
		b.held95++
	}
}

// volume tells how many papers the next period may have from those of some
// before it: the number of which one has the mean variance, their harmonic mean,
// and the fewest.
func volume(papers []float64) (usual, fewest float64) {
	sum := 0.
	for _, n := range papers {
		sum += 1 / n
	}
	return float64(len(papers)) / sum, slices.Min(papers)
}

// show is the forecast of the periods after the newest, if it may be shown.
func show(tests [ahead]backtest, now [ahead]point, newest calendar.Period) (*Forecast, string) {
	var sum backtest
	f := &Forecast{Origins: tests[0].points}
	for h, b := range tests {
		if b.missed >= b.naive {
			return nil, `none beats "as now"`
		}
		sum.points += b.points
		sum.missed += b.missed
		sum.naive += b.naive
		sum.held80 += b.held80
		sum.held95 += b.held95
		now[h].Period = newest.Add(h + 1)
		f.Ahead = append(f.Ahead, now[h].Ahead)
	}
	f.MASE = sum.missed / sum.naive
	f.Cover80, f.Cover95 = ratio(sum.held80, sum.points), ratio(sum.held95, sum.points)
	return f, ""
}

// normal90 is the normal distribution's 90 % point.
const normal90 = 1.2815515655446004

// student is the point of Student's t distribution below which lies as much as
// below z of the normal distribution, by its Cornish–Fisher expansion
// (Abramowitz & Stegun 26.7.5), within 5e-4 of it from 8 degrees of freedom on.
func student(z, freedom float64) float64 {
	z2 := z * z
	return z * (1 + (z2+1)/(4*freedom) + ((5*z2+16)*z2+3)/(96*freedom*freedom) + (((3*z2+19)*z2+17)*z2-15)/(384*freedom*freedom*freedom))
}
