package trends

import (
	"math"
	"testing"
)

// These figures are scipy 1.17.1's and statsmodels 0.15.0's.

func near(t *testing.T, name string, x, want float64) {
	t.Helper()
	if math.Abs(x-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %.12g, want %.12g", name, x, want)
	}
}

// statsmodels.stats.proportion.proportion_confint(x, n, method="jeffreys").
func TestAgreesOnJeffreys(t *testing.T) {
	for _, c := range []struct {
		papers, total int
		low, high     float64
	}{
		{2, 64, .00654970137976, .096481254517},
		{17, 310, .033516338124, .0844112987977},
		{61, 300, .160764901038, .251593388377},
		{9, 9000, .000494917760402, .00182432565037},
	} {
		s := plainShare(c.papers, c.total)
		near(t, "low", s.Low, c.low)
		near(t, "high", s.High, c.high)
	}
}

// With m = n/F·(z/t)², z and t the 97.5 % points of scipy.stats.norm and t:
// scipy.stats.beta.ppf([.025, .975], m·x/n + .5, m − m·x/n + .5).
func TestAgreesOnEffectiveCounts(t *testing.T) {
	for _, c := range []struct {
		papers, total      int
		inflation, freedom float64
		student, low, high float64
	}{
		{5, 64, 1.6, 20, 2.08596344727, .021229923055, .200272677401},
		{12, 400, 2.5, 7.5, 2.33303962686, .00922751155433, .0742368407758},
		{1, 90, 1.1, 2000, 1.9611508261, .00108407532153, .0537215964047},
		{300, 900, 6, 31, 2.0395134464, .258908133267, .414641192197},
	} {
		near(t, "t", studentQuantile(c.freedom), c.student)
		s := newShare(c.papers, c.total, c.inflation, studentQuantile(c.freedom))
		near(t, "low", s.Low, c.low)
		near(t, "high", s.High, c.high)
	}
}

// scipy.stats.t.ppf(.975, freedom) and 2·t.sf(|z|, freedom).
func TestAgreesOnStudent(t *testing.T) {
	for freedom, want := range map[float64]float64{
		4: 2.7764451052, 5.3: 2.52742778827, 17: 2.10981557783, 240: 1.96989763508, 2030: 1.96113327629,
		math.Inf(1): 1.95996398454,
	} {
		near(t, "t", studentQuantile(freedom), want)
	}
	for _, c := range []struct{ z, freedom, p float64 }{
		{2.1, 4.7, .0933068279437},
		{-3.4, 16.59, .00350642992355},
		{.3, 2004, .764208269762},
		{7.5, 11, 1.20001512531e-05},
	} {
		near(t, "p", twoSided(c.z, c.freedom), c.p)
	}
}

// statsmodels' confint_proportions_2indep(…, method="newcomb") is the same
// recovery of variances from Wilson's intervals (Newcombe 1998, method 10),
// which proportion_confint(…, method="wilson") gave.
func TestAgreesOnDifference(t *testing.T) {
	for _, c := range []struct {
		before, after Share
		low, high     float64
	}{
		{
			Share{Value: 9. / 240, Low: .0198521433137, High: .0697202326322},
			Share{Value: 12. / 80, Low: .0879404050616, High: .244132285613},
			.0425747776923, .208272303096,
		},
		{
			Share{Value: 0, Low: 0, High: .0249702443681},
			Share{Value: 3. / 52, Low: .0198141721123, High: .15642511369},
			.0123241882821, .15642511369,
		},
		{
			Share{Value: 160. / 1200, Low: .115265206218, High: .153741527557},
			Share{Value: 40. / 400, Low: .07429925914, High: .133310576327},
			-.0661513538743, .00456193962667,
		},
	} {
		d, low, high := difference(c.before, c.after, 0)
		near(t, "difference", d, c.after.Value-c.before.Value)
		near(t, "low", low, c.low)
		near(t, "high", high, c.high)
	}
}

// statsmodels.stats.rates.test_poisson_2indep(x1, m1, x0, m0,
// method="cond-midp"): a share of so many papers is as good as a Poisson rate.
func TestAgreesOnMidP(t *testing.T) {
	for _, c := range []struct{ x1, m1, x0, m0, z float64 }{
		{9, 4e9, 8, 12e9, 2.42081963596},
		{2, 13e9, 14, 39e9, -1.125003645},
		{31, 4e9, 20, 12e9, 5.36557725328},
	} {
		if z := midZ(c.x1, c.m1, c.x0, c.m0); math.Abs(z-c.z) > 1e-6 {
			t.Errorf("z is %.9g, want %.9g", z, c.z)
		}
	}
}

// A topic in every paper, or in none, differs nowhere; a swap of the windows
// turns the sign; and where the tail is too thin for numbers, z stays finite.
func TestMidPLimits(t *testing.T) {
	for _, c := range [][4]float64{{0, 50, 0, 150}, {50, 50, 150, 150}} {
		if z := midZ(c[0], c[1], c[2], c[3]); z != 0 {
			t.Errorf("%v: z is %g", c, z)
		}
	}
	for _, c := range [][4]float64{{3, 50, 9, 150}, {0, 50, 9, 150}, {7.5, 40.2, 0, 10.1}, {50, 50, 10, 150}} {
		up, down := midZ(c[0], c[1], c[2], c[3]), midZ(c[2], c[3], c[0], c[1])
		if math.Abs(up+down) > 1e-9 {
			t.Errorf("%v: z is %g, and %g with the windows swapped", c, up, down)
		}
	}
	if z := midZ(4000, 5000, 10, 90000); math.IsInf(z, 0) || z < 30 {
		t.Errorf("z is %g", z)
	}
}

// scipy.stats.false_discovery_control and statsmodels' multipletests(…,
// method="fdr_bh"); idle tests are p-values of 1 at the end of the list.
func TestAgreesOnFalseDiscovery(t *testing.T) {
	for _, c := range []struct {
		p, q []float64
		idle int
	}{
		{[]float64{.001, .04, .03, .2, .9, .012}, []float64{.006, .06, .06, .24, .9, .036}, 0},
		{[]float64{.05, .05, .01, 1, .6, .05, .002}, []float64{.07, .07, .035, 1, .7, .07, .014}, 0},
		{[]float64{.001, .04, .03, .2, .9, .012}, []float64{.01, .1, .1, .4, 1, .06}, 4},
	} {
		for i, q := range falseDiscovery(c.p, c.idle) {
			near(t, "q", q, c.q[i])
		}
	}
}

// limma's squeezeVar (Smyth 2004) makes of a variance s² with ν degrees of
// freedom and a prior of 1 with d₀ the moderated (d₀ + ν·s²)/(d₀ + ν), with
// d₀ + ν degrees of freedom. Two topics of 8 even weeks of 10 papers, one window
// of 4 and one of 4. The first has 4 2 4 2 | 4 2 4 2: p = .3, deviations ±1, so
// Σe²/N = 8/10; p(1−p)Σ(L−1) = .21·6 = 1.26 and s² = .8/1.26 where ρ = 0. The
// second has 5 1 1 5 | 5 1 1 5: ±2, s² = 3.2/1.26.
func TestModeration(t *testing.T) {
	c := weekly([]int{10, 10, 10, 10, 10, 10, 10, 10}, [][]int{{4, 2, 4, 2, 4, 2, 4, 2}, {5, 1, 1, 5, 5, 1, 1, 5}})
	s := newSeries(c)
	windows := [][]span{{{4, 8}, {0, 4}}, {{4, 8}, {0, 4}}}
	d := disperse(s, windows, 0, 0)
	// φ̄ = 1 and μ = 3: g = (6·0 + 1)/3, ν = 6/(1 + 1/6) = 36/7.
	nu := 36. / 7
	// τ² is the plain mean, as both weigh the same.
	tau2 := ((.8/1.26-1)*(.8/1.26-1) + (3.2/1.26-1)*(3.2/1.26-1) - 4/nu) / 2
	d0 := 2 / tau2
	if d0 < 4 {
		d0 = 4
	}
	near(t, "τ²", d.tau2, tau2)
	near(t, "d₀", d.prior, d0)
	for k, own := range []float64{.8 / 1.26, 3.2 / 1.26} {
		near(t, "s²", d.own[k], own)
		near(t, "ν", d.ownFreedom[k], nu)
		near(t, "moderated", d.scale[k], (d0+nu*own)/(d0+nu))
		near(t, "freedom", d.freedom[k], d0+nu)
	}
}

// The variance of a mean, by its sum.
func TestMeanVariance(t *testing.T) {
	for _, a := range []float64{0, .1, .5, .9} {
		for _, l := range []int{1, 2, 13, 39} {
			sum := 1.
			for k := 1; k < l; k++ {
				sum += 2 * (1 - float64(k)/float64(l)) * math.Pow(a, float64(k))
			}
			near(t, "V", meanVariance(a, float64(l)), sum/float64(l))
		}
	}
}
