package trends

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

// TestIntervals compares with scipy 1.17.1 (Boost's inverse of the incomplete
// beta function): beta.ppf([.025, .975], x + .5, n - x + .5).
func TestIntervals(t *testing.T) {
	for _, c := range []struct {
		papers, total int
		low, high     float64
	}{
		{0, 1, 0, 0.85325368369},
		{1, 1, 0.14674631631, 1},
		{1, 2, 0.0608302759201, 0.93916972408},
		{2, 7, 0.0647282669495, 0.647661654959},
		{0, 5, 0, 0.379377142299},
		{1, 5, 0.0225127659992, 0.628626400632},
		{1, 30, 0.00362046437379, 0.145417777354},
		{2, 64, 0.00654970137976, 0.096481254517},
		{5, 64, 0.0304367158339, 0.16275861869},
		{63, 64, 0.929300144391, 0.998308896882},
		{64, 64, 0.961658771106, 1},
		{1, 4023, 2.68215013807e-05, 0.00116126712358},
		{133, 4023, 0.0278662899949, 0.0389249076197},
		{1000, 77037, 0.0121996564514, 0.0137984870196},
		{0, 288210, 0, 8.71562391366e-06},
		{1, 288210, 3.74371863253e-07, 1.62179242695e-05},
		{5764, 288210, 0.0194930051305, 0.0205152475351},
		{144105, 288210, 0.498174584437, 0.501825415563},
		{288209, 288210, 0.999983782076, 0.999999625628},
	} {
		s := plainShare(c.papers, c.total)
		if math.Abs(s.Low-c.low) > 1e-8*c.low || math.Abs(s.High-c.high) > 1e-8*c.high {
			t.Errorf("%d of %d: %.12g to %.12g, want %.12g to %.12g", c.papers, c.total, s.Low, s.High, c.low, c.high)
		}
		if want := float64(c.papers) / float64(c.total); s.Value != want || s.Papers != c.papers || s.Total != c.total {
			t.Errorf("%d of %d: %+v, want the value %g", c.papers, c.total, s, want)
		}
	}
}

// TestClosedForms puts the bounds into distribution functions that can be
// written down. With x = sin²φ, Beta(½, 3/2), of no paper in one, has
// I = (2φ + sin 2φ)/π, and Beta(3/2, 3/2), of one in two, I = (4φ − sin 4φ)/2π.
func TestClosedForms(t *testing.T) {
	angle := func(x float64) float64 { return math.Asin(math.Sqrt(x)) }
	φ := angle(plainShare(0, 1).High)
	if p := (2*φ + math.Sin(2*φ)) / math.Pi; math.Abs(p-.975) > 1e-12 {
		t.Errorf("below the upper bound of 0 in 1 lie %.15g, want .975", p)
	}
	for x, want := range map[float64]float64{plainShare(1, 2).Low: .025, plainShare(1, 2).High: .975} {
		φ := angle(x)
		if p := (4*φ - math.Sin(4*φ)) / (2 * math.Pi); math.Abs(p-want) > 1e-12 {
			t.Errorf("below %g lie %.15g, want %g", x, p, want)
		}
	}
}

// TestIntervalProperties: the share lies in its interval; one more paper moves
// both bounds up; the papers that are not the topic's have the mirrored
// interval; twice the papers at the same share are known better.
func TestIntervalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.IntRange(1, 300_000).Draw(t, "total")
		papers := rapid.IntRange(0, total).Draw(t, "papers")
		s := plainShare(papers, total)
		if !(0 <= s.Low && s.Low <= s.Value && s.Value <= s.High && s.High <= 1) {
			t.Fatalf("%+v", s)
		}
		if papers < total {
			if more := plainShare(papers+1, total); more.Low <= s.Low || more.High < s.High || more.High == s.High && papers+1 < total {
				t.Fatalf("%+v, with one more %+v", s, more)
			}
		}
		if rest := plainShare(total-papers, total); math.Abs(rest.Low-(1-s.High)) > 1e-8 || math.Abs(rest.High-(1-s.Low)) > 1e-8 {
			t.Fatalf("%+v, and the rest %+v", s, rest)
		}
		if twice := plainShare(2*papers, 2*total); twice.High-twice.Low >= s.High-s.Low {
			t.Fatalf("%+v, of twice as many %+v", s, twice)
		}
	})
}

// TestCoverage computes exactly how often the interval holds a true share of
// 5, 10 or 30 percent, averaged over 40 to 100 papers a period: near 95 of 100.
// (For a single number of papers it wanders, as every exact count's does.)
func TestCoverage(t *testing.T) {
	for _, p := range []float64{.05, .1, .3} {
		mean := 0.
		for n := 40; n <= 100; n++ {
			binomial := distuv.Binomial{N: float64(n), P: p}
			for k := 0; k <= n; k++ {
				if s := plainShare(k, n); s.Low <= p && p <= s.High {
					mean += binomial.Prob(float64(k)) / 61
				}
			}
		}
		if mean < .94 || mean > .97 {
			t.Errorf("a share of %g is covered in %.4f of cases, want .95 or a little more", p, mean)
		}
	}
}

func TestShares(t *testing.T) {
	c := Counts{
		Unit:    calendar.Month,
		Periods: []PeriodInfo{{period("2025-01"), 5, true}, {period("2025-02"), 0, true}, {period("2025-03"), 2, false}},
		Topic:   [][]int{{1, 0, 1}, {4, 0, 0}},
	}
	shares := Shares(c)
	for topic, row := range [][]Share{
		{plainShare(1, 5), {}, plainShare(1, 2)},
		{plainShare(4, 5), {}, plainShare(0, 2)},
	} {
		for i, want := range row {
			if got := shares[topic][i]; got != want {
				t.Errorf("topic %d in %s: %+v, want %+v", topic, c.Periods[i].Period, got, want)
			}
		}
	}
	overall := Overall(c) // 2 of 7 and 4 of 7
	if len(overall) != 2 || overall[0] != plainShare(2, 7) || overall[1] != plainShare(4, 7) {
		t.Errorf("overall: %+v", overall)
	}
}

// plainShare is papers of total where counts are binomial.
func plainShare(papers, total int) Share { return newShare(papers, total, 1, normal975) }

func BenchmarkShares(b *testing.B) {
	c := Counts{Periods: make([]PeriodInfo, 400), Topic: make([][]int, 60)}
	for t := range c.Topic {
		c.Topic[t] = make([]int, 400)
		for i := range c.Periods {
			c.Topic[t][i] = (7*t + 3*i) % 29
			c.Periods[i].Papers += c.Topic[t][i]
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Shares(c)
	}
}
