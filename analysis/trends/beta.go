package trends

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// betaBounds returns the 2.5 and 97.5 % points of the beta distribution, those
// that are wanted. It is gonum's InvRegIncBeta, several times as fast: each
// point is found by Halley's steps from an approximation by normal deviates
// (Abramowitz & Stegun 26.5.22), of which two usually suffice.
func betaBounds(a, b float64, wantLow, wantHigh bool) (low, high float64) {
	beta := lgamma(a) + lgamma(b) - lgamma(a+b)
	if wantLow {
		low = betaPoint(a, b, beta, .025, betaGuess(a, b, .025, -normal975))
	}
	if wantHigh {
		high = betaPoint(a, b, beta, .975, betaGuess(a, b, .975, normal975))
	}
	return low, high
}

// betaPoint is the point of the beta distribution below which lie p, looked for
// from x on; beta is the logarithm of the beta function.
func betaPoint(a, b, beta, p, x float64) float64 {
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

// betaGuess is near the point below which lie p; z is the same point of the
// normal distribution.
func betaGuess(a, b, p, z float64) float64 {
	if a >= 1 && b >= 1 {
		l, h := (z*z-3)/6, 2/(1/(2*a-1)+1/(2*b-1))
		w := -z*math.Sqrt(h+l)/h - (1/(2*b-1)-1/(2*a-1))*(l+5./6-2/(3*h))
		return a / (a + b*math.Exp(2*w))
	}
	// The density near 0 and near 1, as if the other factor were constant.
	left := math.Exp(a*math.Log(a/(a+b))) / a
	right := math.Exp(b*math.Log(b/(a+b))) / b
	w := left + right
	if p < left/w {
		return math.Pow(a*w*p, 1/a)
	}
	return 1 - math.Pow(b*w*(1-p), 1/b)
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

// studentQuantile is the point of Student's t distribution that |T| exceeds in
// 5 of 100 cases, from the first terms of its Cornish–Fisher expansion on
// (Abramowitz & Stegun 26.7.5).
func studentQuantile(freedom float64) float64 {
	if math.IsInf(freedom, 1) {
		return normal975
	}
	const z = normal975
	t := z + (z*z*z+z)/(4*freedom) + (5*z*z*z*z*z+16*z*z*z+3*z)/(96*freedom*freedom)
	a, b := freedom/2, .5
	x := betaPoint(a, b, lgamma(a)+lgamma(b)-lgamma(a+b), .05, freedom/(freedom+t*t))
	return math.Sqrt(freedom * (1 - x) / x)
}
