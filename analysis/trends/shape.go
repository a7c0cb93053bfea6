package trends

// Describe fills Shape and Forecast of every trend of f, which Test made of c.
// It looks at complete periods that hold papers alone, and says nothing of a
// selection.
func Describe(c Counts, f *Family) {
	if c.Selection {
		return
	}
	s := newSeries(c)
	for t := range f.Trends {
		f.Trends[t].Shape = s.shape(c, t)
	}
}

// shape describes one topic.
func (s *series) shape(c Counts, t int) (shape Shape) {
	for i, n := range s.count[t] {
		if n > 0 {
			shape.First = c.Periods[s.at[i]].Period
			shape.HalfLife = s.medianAge(t)
			break
		}
	}
	return shape
}

// medianAge is the median of the ages of a topic's papers at the newest
// complete period, in periods; of an even number, the mean of the middle two.
func (s *series) medianAge(t int) float64 {
	last := len(s.at) - 1
	papers, younger := s.counts[t][last+1], 0.
	low := -1
	for i := last; ; i-- {
		younger += s.count[t][i]
		if low < 0 && 2*younger >= papers {
			low = s.at[last] - s.at[i]
		}
		if 2*younger > papers {
			return float64(low+s.at[last]-s.at[i]) / 2
		}
	}
}
