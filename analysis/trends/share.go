package trends

import "gonum.org/v1/gonum/mathext"

// Shares returns each topic's share of each period, topic × period of c. A
// period without papers has no share: its Share is zero, its Total 0.
func Shares(c Counts) [][]Share {
	shares := make([][]Share, len(c.Topic))
	for t := range shares {
		shares[t] = make([]Share, len(c.Periods))
	}
	for i, p := range c.Periods {
		known := intervals{total: p.Papers}
		for t, papers := range c.Topic {
			shares[t][i] = known.share(papers[i])
		}
	}
	return shares
}

// Overall returns each topic's share of all papers that c counts in a period.
func Overall(c Counts) []Share {
	total := 0
	for _, p := range c.Periods {
		total += p.Papers
	}
	known := intervals{total: total}
	shares := make([]Share, len(c.Topic))
	for t, papers := range c.Topic {
		n := 0
		for _, k := range papers {
			n += k
		}
		shares[t] = known.share(n)
	}
	return shares
}

// intervals remembers the shares of one total: most topics of a period have
// one of a few small counts.
type intervals struct {
	total int
	known map[int]Share
}

func (v *intervals) share(papers int) Share {
	if s, ok := v.known[papers]; ok {
		return s
	}
	if v.known == nil {
		v.known = map[int]Share{}
	}
	s := newShare(papers, v.total)
	v.known[papers] = s
	return s
}

// newShare is papers of total with Jeffreys' 95 % interval: the 2.5 and 97.5 %
// points of the Beta(papers + ½, total − papers + ½) distribution, with 0 and 1
// as bounds where no paper and where every paper is the topic's (Brown, Cai &
// DasGupta 2001, doi:10.1214/ss/1009213286).
func newShare(papers, total int) Share {
	if total == 0 {
		return Share{}
	}
	s := Share{Papers: papers, Total: total, Value: float64(papers) / float64(total), Low: 0, High: 1}
	a, b := float64(papers)+.5, float64(total-papers)+.5
	if papers > 0 {
		s.Low = mathext.InvRegIncBeta(a, b, .025)
	}
	if papers < total {
		s.High = mathext.InvRegIncBeta(a, b, .975)
	}
	return s
}
