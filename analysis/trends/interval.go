package trends

import "math"

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
