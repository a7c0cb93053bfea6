package trends

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// normal975 is the normal distribution's 97.5 % point.
const normal975 = 1.959963984540054

// newShare is papers of total with a 95 % interval, given the inflation of the
// count's variance and the 97.5 % point of Student's t with the degrees of
// freedom that the inflation is known with.
//
// The interval is Jeffreys': the 2.5 and 97.5 % points of the Beta(x+½, m−x+½)
// distribution, with 0 and 1 as bounds where no paper and where every paper is
// the topic's (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286), of the
// effective number of papers m = total/inflation·(z/t)² (Korn & Graubard 1998,
// Survey Methodology 24, 193–201).
func newShare(papers, total int, inflation, student float64) Share {
	if total == 0 {
		return Share{}
	}
	s := Share{Papers: papers, Total: total, Value: ratio(papers, total), Low: 0, High: 1}
	m := float64(total) / inflation * (normal975 / student) * (normal975 / student)
	x := m * s.Value
	low, high := betaBounds(x+.5, m-x+.5, papers > 0, papers < total)
	if papers > 0 {
		s.Low = min(low, s.Value)
	}
	if papers < total {
		s.High = max(high, s.Value)
	}
	return s
}

// widened adds to the interval of a share the doubt of membership, the standard
// deviation of the share among resampled clusterings. It is independent of the
// doubt of counts, so each half grows as a root of squares.
func (s Share) widened(deviation float64) Share {
	if deviation == 0 {
		return s
	}
	d := normal975 * deviation
	s.Low = max(0, s.Value-math.Hypot(s.Value-s.Low, d))
	s.High = min(1, s.Value+math.Hypot(s.High-s.Value, d))
	return s
}

// difference is after − before with the 95 % interval that the method of
// variance estimates recovery makes of the intervals of the two (Zou & Donner
// 2008, doi:10.1002/sim.3095), widened by the deviation that comes from doubtful
// memberships.
func difference(before, after Share, deviation float64) (d, low, high float64) {
	d = after.Value - before.Value
	m := normal975 * deviation
	low = math.Hypot(math.Hypot(after.Value-after.Low, before.High-before.Value), m)
	high = math.Hypot(math.Hypot(after.High-after.Value, before.Value-before.Low), m)
	return d, max(-1, d-low), min(1, d+high)
}

// betaBounds returns the 2.5 and 97.5 % points of the beta distribution, those
// that are wanted. It is gonum's InvRegIncBeta, several times as fast: each
// point is found by Halley's steps from an approximation by normal deviates
// (Abramowitz & Stegun 26.5.22), of which two usually suffice.
func betaBounds(a, b float64, wantLow, wantHigh bool) (low, high float64) {
	beta := lgamma(a) + lgamma(b) - lgamma(a+b)
	if wantLow {
		low = betaPoint(a, b, beta, .025, -normal975)
	}
	if wantHigh {
		high = betaPoint(a, b, beta, .975, normal975)
	}
	return low, high
}

// betaPoint is the point of the beta distribution below which lie p; z is the
// same point of the normal distribution, beta the logarithm of the beta function.
func betaPoint(a, b, beta, p, z float64) float64 {
	x := betaGuess(a, b, p, z)
	for range 12 {
		if x <= 0 || x >= 1 {
			break
		}
		density := math.Exp((a-1)*math.Log(x) + (b-1)*math.Log1p(-x) - beta)
		step := (betaFraction(a, b, beta, x) - p) / density
		step /= 1 - min(1, step*((a-1)/x-(b-1)/(1-x)))/2
		next := x - step
		switch {
		case next <= 0:
			next = x / 2
		case next >= 1:
			next = (x + 1) / 2
		case math.Abs(step) <= 1e-5*min(x, 1-x): // the next step would be below 1e-14 of it
			return next
		}
		x = next
	}
	return mathext.InvRegIncBeta(a, b, p)
}

func betaGuess(a, b, p, z float64) float64 {
	if a >= 1 && b >= 1 {
		l, h := (z*z-3)/6, 2/(1/(2*a-1)+1/(2*b-1))
		w := -z*math.Sqrt(h+l)/h - (1/(2*b-1)-1/(2*a-1))*(l+5./6-2/(3*h))
		return a / (a + b*math.Exp(2*w))
	}
	// The density near 0 and near 1, as if the other factor were constant.
	left := math.Exp(a*math.Log(a/(a+b))) / a
	right := math.Exp(b*math.Log(b/(a+b))) / b
	if w := left + right; p < left/w {
		return math.Pow(a*w*p, 1/a)
	} else {
		return 1 - math.Pow(b*w*(1-p), 1/b)
	}
}

// betaFraction is the regularised incomplete beta function by its continued
// fraction (Abramowitz & Stegun 26.5.8), evaluated as Lentz does.
func betaFraction(a, b, beta, x float64) float64 {
	if x > (a+1)/(a+b+2) {
		return 1 - betaFraction(b, a, beta, 1-x)
	}
	front := math.Exp(a*math.Log(x)+b*math.Log1p(-x)-beta) / a
	c, d := 1., 1/(1-(a+b)*x/(a+1))
	f := d
	for m := 1.; m < 10_000; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / (1 + even*d)
		c = 1 + even/c
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / (1 + odd*d)
		c = 1 + odd/c
		f *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return front * f
}

func lgamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}
