package trends

import "math"

// A dispersion says how much more than a binomial the counts of topics vary
// from period to period.
type dispersion struct {
	rho float64 // overdispersion between papers of a period, 0 to 1
	lag float64 // autocorrelation of the noise from period to period, 0 to highestLag
	// By topic: variance as a multiple of what rho says, moderated, and the
	// degrees of freedom of that estimate.
	scale, freedom []float64
	// before moderation, for comparison with other implementations
	own, ownFreedom []float64
	tau2, prior     float64 // excess variance of own among topics; degrees of freedom that the other topics lend
}

// Bounds of the degrees of freedom that topics lend each other. The largest is
// as good as certainty.
const fewestPrior, mostPrior = 4, 2000

// highestLag is the largest autocorrelation that is believed of noise. What is
// more alike than that drifts, and drift is the change that is looked for: where
// some topics drift, estimates reach 1, and if they were believed no change of
// any topic could be shown.
const highestLag = .7

// The lag is looked for if windows have so many periods together, and one of
// them so many: three years cannot tell drift from likeness.
const fewestForLag, longestForLag = 8, 4

// tooRare is the number of papers in its windows below which a topic says
// nothing of how dispersions differ between topics.
const tooRare = 5

// binomial is the dispersion where nothing can be estimated.
func binomial(topics int) dispersion {
	d := dispersion{scale: make([]float64, topics), freedom: make([]float64, topics)}
	for t := range topics {
		d.scale[t], d.freedom[t] = 1, math.Inf(1)
	}
	return d
}

// commonDispersion estimates rho and lag from deviations around the mean share
// of each topic in each of its windows; windows[t] is empty for topics that
// take no part. Topics with few papers weigh less, as 1/((μ+8)(1−p)).
//
// The variance is the method of moments of a beta-binomial; the lag solves for
// the autocorrelation that makes deviations from a window's mean as alike from
// period to period as they are: such deviations are negatively correlated even
// where the noise is not.
func commonDispersion(s *series, windows [][]span) (rho, lag float64) {
	var excess, size, next float64
	weight := map[int]float64{} // of variance, by number of periods of the window
	lengths, periods := 0, 0
	for t, ws := range windows {
		together := 0
		mean := meanCount(s, t, ws)
		for _, w := range ws {
			papers := s.papers(w)
			p := s.topic(t, w) / papers
			if w.len() == 0 || p <= 0 || p >= 1 {
				continue
			}
			v := p * (1 - p) * papers / (papers - 1)
			wt := 1 / ((mean + 8) * (1 - p))
			var squares, products, last float64
			for i := w.from; i < w.to; i++ {
				e := s.count[t][i] - s.total[i]*p
				squares += e * e / s.total[i]
				if i > w.from {
					products += e * last / s.root[i-1]
				}
				last = e
			}
			l := float64(w.len())
			excess += wt * (squares - v*(l-1))
			size += wt * v * (papers - l - s.square(w)/papers + 1)
			next += wt * (products + v*s.neighbours(w)/papers)
			weight[w.len()] += wt * v
			lengths = max(lengths, w.len())
			together += w.len()
		}
		periods = max(periods, together)
	}
	if excess <= 0 || size <= 0 {
		return 0, 0
	}
	// Sums go over lengths in order: the order of a map must not reach them.
	balance := func(a float64) (left, whole, kept float64) {
		num := 0.
		for n := 1; n <= lengths; n++ {
			c, l := weight[n], float64(n)
			if c == 0 {
				continue
			}
			v := meanVariance(a, l)
			num += c * (a - v) * (l - 1)
			whole += c * (1 - v) * l
			kept += c * (l - 1)
		}
		return num / whole, whole, kept
	}
	r := next / excess
	lowest, _, _ := balance(0)
	if r > lowest && periods >= fewestForLag && lengths >= longestForLag {
		low, high := 0., highestLag
		for range 60 {
			lag = (low + high) / 2
			if left, _, _ := balance(lag); left < r {
				low = lag
			} else {
				high = lag
			}
		}
	}
	_, whole, kept := balance(lag)
	return excess / size * kept / whole, lag
}

// meanVariance is the variance of the mean of l values with autocorrelation aᵏ
// at distance k, as a fraction of the variance of one:
// (1 + 2Σ(1 − k/l)aᵏ)/l over k from 1 to l−1.
func meanVariance(a, l float64) float64 {
	if a == 0 {
		return 1 / l
	}
	sum := a/(1-a) - a*(1-math.Pow(a, l))/(l*(1-a)*(1-a))
	return (1 + 2*sum) / l
}

// meanCount is the mean number of papers of a topic over the periods of windows.
func meanCount(s *series, t int, windows []span) float64 {
	papers, periods := 0., 0
	for _, w := range windows {
		papers += s.topic(t, w)
		periods += w.len()
	}
	return papers / float64(max(periods, 1))
}

// disperse estimates each topic's dispersion in its windows and moderates it
// towards what rho says, as limma moderates the variances of genes: the more
// alike the topics are, the less each is believed alone (Smyth 2004,
// doi:10.2202/1544-6115.1027). Degrees of freedom of counts are fewer than of
// Gaussian deviations, by the kurtosis of the negative binomial.
func disperse(s *series, windows [][]span, rho, lag float64) dispersion {
	d := dispersion{
		rho: rho, lag: lag,
		own: make([]float64, len(windows)), ownFreedom: make([]float64, len(windows)),
		scale: make([]float64, len(windows)), freedom: make([]float64, len(windows)),
	}
	inverse := make([]float64, len(s.total)) // 1/(N·φ)
	for i, papers := range s.total {
		inverse[i] = 1 / (papers * (1 + (papers-1)*rho))
	}
	var excess, weight float64
	for t, ws := range windows {
		d.own[t] = 1
		var seen, expected, free, phi, papers, periods float64
		for _, w := range ws {
			l, all, own := float64(w.len()), s.papers(w), s.topic(t, w)
			papers += own
			periods += l
			free += max(l-1, 0)
			phi += l + rho*(all-l)
			if own == 0 || own == all {
				continue
			}
			p := own / all
			for i := w.from; i < w.to; i++ {
				e := s.count[t][i] - s.total[i]*p
				seen += e * e * inverse[i]
			}
			expected += p * (1 - p) * (l - 1)
		}
		if expected == 0 {
			continue // no freedom of its own
		}
		phi /= periods
		d.own[t] = seen / expected
		d.ownFreedom[t] = free / (1 + (6*(phi-1)+1/phi)*periods/papers/2)
		if papers >= tooRare {
			nu := d.ownFreedom[t]
			excess += nu * nu * ((d.own[t]-1)*(d.own[t]-1) - 2/nu)
			weight += nu * nu
		}
	}
	d.prior = mostPrior
	if weight > 0 {
		if d.tau2 = excess / weight; d.tau2 > 0 {
			d.prior = min(max(2/d.tau2, fewestPrior), mostPrior)
		}
	}
	// Periods that resemble their neighbours tell less of a variance (Bayley &
	// Hammersley 1946, doi:10.2307/2983560).
	alone := (1 - lag*lag) / (1 + lag*lag)
	for t, nu := range d.ownFreedom {
		d.scale[t] = (d.prior + nu*d.own[t]) / (d.prior + nu)
		d.freedom[t] = d.prior + nu*alone
	}
	return d
}

// inflation is the variance of a topic's count in a window as a multiple of
// the binomial's, at least 1. squares is the sum of the squared papers of the
// window's periods.
func (d dispersion) inflation(t int, papers, squares float64, periods int) float64 {
	l := float64(periods)
	f := d.scale[t] * (1 + d.rho*(squares/papers-1)*l*meanVariance(d.lag, l))
	return max(1, f)
}

// window is the inflation of a topic's count in a window of a series.
func (d dispersion) window(s *series, t int, w span) float64 {
	if w.len() == 0 {
		return 1
	}
	return d.inflation(t, s.papers(w), s.square(w), w.len())
}
