package trends

import (
	"fmt"

	"papertide/analysis/calendar"
)

// Horizon says how far back a comparison looks.
type Horizon string

// The horizons.
const (
	Short Horizon = "short"
	Long  Horizon = "long"
)

// A Window is the periods that a topic's change is measured on: the most recent
// complete ones against those before them.
type Window struct {
	Horizon Horizon
	Recent  calendar.Range
	Base    calendar.Range
}

// Windows returns the windows of Default that the complete periods of c allow,
// the short horizon first. Where there are too few for whole ones, the recent
// window has at most half of them, and the baseline what is left.
func Windows(c Counts) []Window {
	looks, _ := newCompleted(c).looks(Default())
	var all []Window
	for _, l := range looks {
		all = append(all, l.Window)
	}
	return all
}

// completed is the complete periods of Counts, oldest first.
type completed struct {
	counts Counts
	at     []int // index into Counts.Periods
}

func newCompleted(c Counts) completed {
	all := completed{counts: c}
	for i, p := range c.Periods {
		if p.Complete {
			all.at = append(all.at, i)
		}
	}
	return all
}

// until leaves out the newest periods.
func (c completed) until(n int) completed { return completed{c.counts, c.at[:n]} }

func (c completed) period(i int) calendar.Period { return c.counts.Periods[c.at[i]].Period }

// ranged is the complete periods of a span.
func (c completed) ranged(w span) calendar.Range {
	return calendar.Range{First: c.period(w.from), Last: c.period(w.to - 1)}
}

// A look is a window by the places of its periods.
type look struct {
	Window
	length Length
	first  int  // of the periods that may be compared
	base   span // among the complete periods
}

// fit cuts the windows of a length from the periods that are left from one on.
func (c completed) fit(l Length, first int) look {
	n := len(c.at)
	recent := min(l.Recent, (n-first)/2)
	base := min(l.Base, n-first-recent)
	w := look{
		Window: Window{Horizon: l.Horizon},
		length: l,
		first:  first,
		base:   span{n - recent - base, n - recent},
	}
	w.Base, w.Recent = c.ranged(w.base), c.ranged(span{n - recent, n})
	return w
}

// looks returns the windows that there are, and what must be said of those that
// are shorter or missing. Windows do not reach across a break between sources.
func (c completed) looks(o Options) (all []look, notes []string) {
	unit := c.counts.Unit
	for _, l := range o.Windows[unit] {
		first, why := 0, ""
		var w look
		for {
			if n := len(c.at) - first; n < l.least() {
				notes = append(notes, fmt.Sprintf("the %s horizon needs %s%s", l.Horizon, more(l.least()-n, unit), why))
				break
			}
			w = c.fit(l, first)
			b, broken := c.shifted(w.base, span{w.base.to, len(c.at)})
			if !broken {
				all = append(all, w)
				if why != "" {
					notes = append(notes, fmt.Sprintf("the %s horizon looks back %s%s", l.Horizon, quantity(len(c.at)-w.base.from, unit), why))
				}
				break
			}
			first, why = b.at, ": "+b.text+", and shares before and after cannot be compared"
		}
	}
	return all, notes
}

// more is "3 more weeks".
func more(n int, u calendar.Unit) string {
	if n == 1 {
		return "1 more " + u.String()
	}
	return fmt.Sprintf("%d more %ss", n, u)
}

// quantity is "3 weeks".
func quantity(n int, u calendar.Unit) string {
	if n == 1 {
		return "1 " + u.String()
	}
	return fmt.Sprintf("%d %ss", n, u)
}
