package trends

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"papertide/analysis/calendar"
)

// A stream is a way to draw papers by topic and period whose truth is known.
type stream struct {
	topics, periods int
	unit            calendar.Unit
	papers          int     // of a period
	volume          float64 // periods have up to so many times as many; 0: all the same
	rho             float64 // overdispersion
	differ          bool    // from topic to topic, log-normally with deviation 1
	lag             float64 // autocorrelation of the noise
	planted         int     // topics that grow, the first ones
	share, growth   float64 // theirs before, and to how many times as much it grows
	onset, ramp     int     // first period of the growth, periods that it takes
}

// zipf are the shares of topics of which the k-th has 1/k of the first's papers.
func zipf(topics int) []float64 {
	p := make([]float64, topics)
	sum := 0.
	for k := range p {
		p[k] = 1 / float64(k+1)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// truth are the expected shares, topic × period. Topics that do not grow lose
// in proportion.
func (s stream) truth() [][]float64 {
	all := make([][]float64, s.topics)
	for k := range all {
		all[k] = make([]float64, s.periods)
	}
	rest := zipf(s.topics - s.planted)
	for i := range s.periods {
		share := 0.
		if s.planted > 0 {
			t := min(1, max(0, float64(i-s.onset+1)/float64(s.ramp)))
			share = s.share * (1 + (s.growth-1)*t)
		}
		for k := range all {
			if k < s.planted {
				all[k][i] = share
			} else {
				all[k][i] = rest[k-s.planted] * (1 - share*float64(s.planted))
			}
		}
	}
	return all
}

// draw draws counts. Without autocorrelation the share of a topic in a period
// is beta-distributed; with it, log-normal with the same variance. The count is
// binomial.
func (s stream) draw(truth [][]float64, random *rand.Rand) Counts {
	c := Counts{Unit: s.unit, Topic: make([][]int, s.topics)}
	first, _ := date("2020-01-06").In(s.unit)
	for i := range s.periods {
		n := float64(s.papers)
		if s.volume > 0 {
			n *= 1 + (s.volume-1)*random.Float64()
		}
		c.Periods = append(c.Periods, PeriodInfo{first.Add(i), int(n), true})
	}
	for k := range c.Topic {
		c.Topic[k] = make([]int, s.periods)
		rho := s.rho
		if s.differ {
			rho = min(.3, rho*math.Exp(random.NormFloat64()-.5))
		}
		state := random.NormFloat64()
		for i := range s.periods {
			p := truth[k][i]
			if s.lag > 0 {
				if i > 0 {
					state = s.lag*state + math.Sqrt(1-s.lag*s.lag)*random.NormFloat64()
				}
				v := math.Log1p(rho * (1 - p) / p)
				p = min(.95, p*math.Exp(math.Sqrt(v)*state-v/2))
			} else if rho > 0 {
				size := 1/rho - 1
				p = betaDraw(p*size, (1-p)*size, random)
			}
			c.Topic[k][i] = binomialDraw(c.Periods[i].Papers, p, random)
		}
	}
	return c
}

func betaDraw(a, b float64, random *rand.Rand) float64 {
	return distuv.Beta{Alpha: a, Beta: b, Src: random}.Rand()
}

// binomialDraw inverts the distribution, which is fast where few come.
func binomialDraw(n int, p float64, random *rand.Rand) int {
	if p <= 0 || n == 0 {
		return 0
	}
	if float64(n)*p > 15 {
		return int(distuv.Binomial{N: float64(n), P: min(p, 1), Src: random}.Rand())
	}
	u, q := random.Float64(), math.Pow(1-p, float64(n))
	for k := 0; ; k++ {
		if u -= q; u < 0 || k == n {
			return k
		}
		q *= p / (1 - p) * float64(n-k) / float64(k+1)
	}
}
