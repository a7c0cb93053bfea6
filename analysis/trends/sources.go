package trends

import "fmt"

// A source appears or vanishes where it is silent for so long that chance does
// not explain it: at the rate of the periods beside the silence, silentPapers
// or more would have come. At 5 that is chance in less than 1 of 100 silences.
const silentPapers = 5

// besideSilence is the number of periods beside a silence that tell the rate.
const besideSilence = 8

// sourceShift is how much of the papers of one window a source that appears or
// vanishes may hold more than of the other window in a comparison.
const sourceShift = .1

// A turn is where a source begins, or the first period without it.
type turn struct {
	source string
	begins bool
	at     int // in completed
	text   string
}

// turns returns where sources begin and end, by source and time. The silence
// before the first paper of all is the beginning of the history.
func (c completed) turns() (all []turn) {
	for _, s := range c.counts.Sources {
		for from := 0; from < len(c.at); {
			if s.Papers[c.at[from]] > 0 {
				from++
				continue
			}
			to := from
			for to < len(c.at) && s.Papers[c.at[to]] == 0 {
				to++
			}
			if c.silence(s, from, to) {
				if from > 0 {
					all = append(all, turn{s.Name, false, from, fmt.Sprintf("source %s brought nothing from %s on", s.Name, c.period(from))})
				}
				if to < len(c.at) {
					again := "first"
					if from > 0 {
						again = "again"
					}
					all = append(all, turn{s.Name, true, to, fmt.Sprintf("source %s %s seen in %s", s.Name, again, c.period(to))})
				}
			}
			from = to
		}
	}
	return all
}

// silence reports whether no paper of a source from one period up to before
// another is more than chance. Only periods in which others brought papers
// count.
func (c completed) silence(s Source, from, to int) bool {
	silent := 0
	for i := from; i < to; i++ {
		if c.counts.Periods[c.at[i]].Papers > 0 {
			silent++
		}
	}
	papers, periods := 0, 0
	for i := max(0, from-besideSilence); i < from; i++ {
		papers += s.Papers[c.at[i]]
		periods++
	}
	for i := to; i < min(len(c.at), to+besideSilence); i++ {
		papers += s.Papers[c.at[i]]
		periods++
	}
	return periods > 0 && silent*papers >= silentPapers*periods
}

// shifted reports whether sources that turn between the first period of two
// windows and the last make them incomparable, and the last such turn.
func (c completed) shifted(a, b span) (last turn, yes bool) {
	if len(c.counts.Sources) < 2 {
		return turn{}, false
	}
	shift := 0.
	done := map[string]bool{}
	for _, t := range c.turns() {
		if t.at <= min(a.from, b.from) || t.at >= max(a.to, b.to) {
			continue
		}
		if t.at >= last.at {
			last = t
		}
		if !done[t.source] {
			done[t.source] = true
			d := c.sourceShare(t.source, b) - c.sourceShare(t.source, a)
			shift += max(d, -d)
		}
	}
	return last, shift > sourceShift
}

// sourceShare is how much of the papers of a window a source brought.
func (c completed) sourceShare(name string, w span) float64 {
	own, all := 0, 0
	for _, at := range c.at[w.from:w.to] {
		all += c.counts.Periods[at].Papers
		for _, s := range c.counts.Sources {
			if s.Name == name {
				own += s.Papers[at]
			}
		}
	}
	if all == 0 {
		return 0
	}
	return ratio(own, all)
}
