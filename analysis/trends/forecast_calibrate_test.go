package trends

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A course moves the truth of a stream: it returns by how much the logit of a
// topic's share is another in each period.
type course struct {
	name string
	move func(s stream, random *rand.Rand) func(i int) float64
}

// courses are how shares may go.
var courses = []course{
	{"null", func(stream, *rand.Rand) func(int) float64 {
		return func(int) float64 { return 0 }
	}},
	{"trend", func(s stream, random *rand.Rand) func(int) float64 {
		slope := .02 * random.NormFloat64()
		return func(i int) float64 { return slope * float64(i-s.periods/2) }
	}},
	{"seasonal", func(s stream, random *rand.Rand) func(int) float64 {
		year := map[string]float64{"week": 52, "month": 12}[s.unit.String()]
		phase := random.Float64()
		return func(i int) float64 { return .4 * math.Sin(2*math.Pi*(phase+float64(i)/year)) }
	}},
	{"walk", func(s stream, random *rand.Rand) func(int) float64 {
		at := make([]float64, s.periods)
		for i := 1; i < len(at); i++ {
			at[i] = at[i-1] + .15*random.NormFloat64()
		}
		return func(i int) float64 { return at[i] }
	}},
	{"jump", func(s stream, random *rand.Rand) func(int) float64 {
		at := random.IntN(s.periods)
		return func(i int) float64 {
			if i < at {
				return 0
			}
			return .7
		}
	}},
}

func (c course) truth(s stream, random *rand.Rand) [][]float64 {
	truth := s.truth()
	for k := range truth {
		move := c.move(s, random)
		for i, p := range truth[k] {
			truth[k][i] = 1 / (1 + (1-p)/p*math.Exp(-move(i)))
		}
	}
	return truth
}

func forecastStreams() []stream {
	long := monthStream(60, 900, 0, .003, false, 0)
	long.periods = 84
	return []stream{
		weekStream(20, 57, 100, 0, 0, false, 0), weekStream(20, 57, 100, 0, .005, false, 0), weekStream(20, 57, 100, 0, .02, false, 0),
		weekStream(20, 40, 100, 0, .005, false, 0), weekStream(60, 104, 64, 3, .005, true, 0), weekStream(20, 104, 300, 0, .005, false, 0),
		weekStream(20, 57, 100, 0, .003, false, .3), weekStream(20, 57, 100, 0, .003, false, .6),
		monthStream(20, 300, 0, .003, false, 0), long,
	}
}

// TestCalibrationForecasts: the forecasts that a page would show, compared with
// the four periods that come after it.
func TestCalibrationForecasts(t *testing.T) {
	for _, way := range courses {
		for i, s := range forecastStreams() {
			var e ForecastErrors
			topics := 0
			for r := range often(60, 4000) / s.topics {
				random := rand.New(rand.NewPCG(9000+uint64(i), uint64(r)))
				whole := s
				whole.periods += ahead
				c := whole.draw(way.truth(whole, random), random)
				known := c.until(s.periods)
				said := Report{At: known.Periods[s.periods-1].Period, Trends: map[int]Trend{}}
				for k, trend := range described(known) {
					said.Trends[k] = trend
					topics++
				}
				e.Add(c, []Report{said})
			}
			held80, held95 := part{e.Held80, e.Points}.percent(), part{e.Held95, e.Points}.percent()
			t.Logf("%-8s %3d %ss, %d topics, %d papers, ρ %.3f, lag %.1f: shown for %3.0f %%, error %.2f of naive, intervals hold %.1f and %.1f %%",
				way.name, s.periods, s.unit, s.topics, s.papers, s.rho, s.lag, part{e.Forecasts, topics}.percent(), e.Error/e.Naive, held80, held95)
			if e.Error > often(1.2, 1.05)*e.Naive {
				t.Errorf("%s %d: naive is better, %.2f", way.name, i, e.Error/e.Naive)
			}
			if held80 < often(60., 75) || held80 > often(95., 85) || held95 < often(80., 92) || held95 > 98 && *calibrate == "full" {
				t.Errorf("%s %d: intervals hold %.1f and %.1f %%", way.name, i, held80, held95)
			}
		}
	}
}
