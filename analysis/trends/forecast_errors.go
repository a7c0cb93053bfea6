package trends

import "math"

// ForecastErrors sum up how forecasts went.
type ForecastErrors struct {
	Forecasts int // of a topic by a report
	Points    int // periods that have come since
	// Error and Naive sum the absolute errors, fractions of 1, of the forecasts
	// and of the share of the newest period that they knew, at the same points:
	// Error/Naive below 1 beats "as now".
	Error, Naive   float64
	Held80, Held95 int // points within the intervals
}

// Add compares the forecasts of reports with what c now says of the periods
// that they were made for. Topics that c does not have are left out.
func (e *ForecastErrors) Add(c Counts, reports []Report) {
	if len(c.Periods) == 0 {
		return
	}
	share := func(topic, period int) (float64, bool) {
		if period < 0 || period >= len(c.Periods) {
			return 0, false
		}
		p := c.Periods[period]
		return ratio(c.Topic[topic][period], p.Papers), p.Complete && p.Papers > 0
	}
	zero := c.Periods[0].Period.Index
	for _, r := range reports {
		for _, topic := range sortedKeys(r.Trends) {
			f := r.Trends[topic].Forecast
			if f == nil || topic >= len(c.Topic) {
				continue
			}
			e.Forecasts++
			known := int(r.At.Index - zero)
			now, ok := share(topic, known)
			for ; !ok && known > 0; known-- {
				now, ok = share(topic, known-1)
			}
			for _, a := range f.Ahead {
				came, complete := share(topic, int(a.Period.Index-zero))
				if !ok || !complete {
					continue
				}
				e.Points++
				e.Error += math.Abs(a.Value - came)
				e.Naive += math.Abs(now - came)
				if a.Low80 <= came && came <= a.High80 {
					e.Held80++
				}
				if a.Low95 <= came && came <= a.High95 {
					e.Held95++
				}
			}
		}
	}
}
