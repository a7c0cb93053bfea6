package trends

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// smallest is the tail beyond which probabilities are not told apart.
const smallest = 1e-300

// midZ compares two counts of topic and all papers, both divided by the
// inflation of their window. It returns the normal deviate of the conditional
// mid-p value, positive where the first share is the larger one: given the sum,
// the first count is binomial, where 1/(1−p) makes the variance of a rare count
// that of a share (Lancaster 1961, doi:10.1080/01621459.1961.10482105, with
// real counts by the incomplete beta function).
func midZ(x1, m1, x0, m0 float64) float64 {
	rest := 1 - (x1+x0)/(m1+m0)
	if rest <= 0 || x1+x0 == 0 {
		return 0
	}
	a1, a0, part := x1/rest, x0/rest, m1/(m1+m0)
	upper := (betaBelow(a1, a0+1, part) + betaBelow(a1+1, a0, part)) / 2
	if upper <= .5 {
		return -mathext.NormalQuantile(max(upper, smallest))
	}
	lower := (betaBelow(a0, a1+1, 1-part) + betaBelow(a0+1, a1, 1-part)) / 2
	return mathext.NormalQuantile(max(lower, smallest))
}

// betaBelow is the regularised incomplete beta function, with its limits where
// a parameter is 0.
func betaBelow(a, b, x float64) float64 {
	switch {
	case a <= 0:
		return 1
	case b <= 0:
		return 0
	}
	return mathext.RegIncBeta(a, b, x)
}

// twoSided is the probability that |T| of Student's t distribution is beyond |z|.
func twoSided(z, freedom float64) float64 {
	if math.IsInf(freedom, 1) {
		return math.Erfc(math.Abs(z) / math.Sqrt2)
	}
	return betaBelow(freedom/2, .5, freedom/(freedom+z*z))
}

// falseDiscovery returns the q-values of p-values that are tested together
// (Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x): the
// smallest level of false discoveries at which each is one. idle tests, which
// were not made, count as p = 1.
func falseDiscovery(p []float64, idle int) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(p[i], p[j]), cmp.Compare(i, j)) })
	q, least := make([]float64, len(p)), 1.
	for rank := len(order); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, p[i]*(float64(len(p)+idle)/float64(rank)))
		q[i] = least
	}
	return q
}
