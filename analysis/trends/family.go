package trends

// Test says what the periods of c show of all topics, which are one family of
// tests.
func Test(c Counts, o Options) Family {
	f := Family{Trends: make([]Trend, len(c.Topic)), Rolling: make([][]Share, len(c.Topic))}
	for t := range f.Trends {
		f.Trends[t] = Trend{Evidence: Evidence{Direction: NoEvidence}, Inflation: 1}
		f.Rolling[t] = make([]Share, len(c.Periods))
	}
	return f
}
