package trends

import (
	"cmp"
	"fmt"
	"slices"

	"papertide/analysis/calendar"

	"gonum.org/v1/gonum/mathext"
)

// usualSpan is how many periods on either side tell how many papers a period
// usually has: half a year of weeks. Volumes grow, so that those of all times
// would not do.
const usualSpan = 26

// A complete period has unusually few papers if it has fewer than fewPart of the
// usual number and so few come by chance, in a Poisson stream, less often than
// fewChance. The first asks for a difference that readers would see in a chart
// and that ordinary weeks, which vary more than a Poisson stream, do not reach;
// the second keeps thin streams, where half as many is nothing, out of it.
const (
	fewPart   = .5
	fewChance = .01
)

// Marks says which complete periods are not like the others, in order of time:
// those with unusually few papers, as around Christmas, and those where a
// source of c appears or vanishes. Few papers do not bias shares, which count
// them by their number only; sources do, so Test and Compare do not look across
// where they turn.
func Marks(c Counts) []Mark {
	all := newCompleted(c)
	var marks []Mark
	low := make([]bool, len(c.Periods))
	for i, at := range all.at {
		papers := c.Periods[at].Papers
		usual := all.usual(i)
		if low[at] = few(papers, usual); !low[at] {
			continue
		}
		text := fmt.Sprintf("%s, usually about %.0f", numbered(papers), usual)
		if all.lowBefore(i, low) {
			text += "; as low a year before"
		}
		marks = append(marks, Mark{c.Periods[at].Period, LowVolume, text})
	}
	for _, t := range all.turns() {
		kind := SourceEnds
		if t.begins {
			kind = SourceBegins
		}
		marks = append(marks, Mark{all.period(t.at), kind, t.text})
	}
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Period.Index, b.Period.Index) })
	return marks
}

// usual is the median number of papers of the complete periods around one.
func (c completed) usual(i int) float64 {
	var around []int
	for k := max(0, i-usualSpan); k < min(len(c.at), i+usualSpan+1); k++ {
		if k != i {
			around = append(around, c.counts.Periods[c.at[k]].Papers)
		}
	}
	n := len(around)
	if n == 0 {
		return 0
	}
	slices.Sort(around)
	return float64(around[(n-1)/2]+around[n/2]) / 2
}

// few reports whether so many papers are unusually few.
func few(papers int, usual float64) bool {
	return float64(papers) < fewPart*usual && mathext.GammaIncRegComp(float64(papers+1), usual) < fewChance
}

// lowBefore reports whether the same period a year earlier, give or take a
// week, was low.
func (c completed) lowBefore(i int, low []bool) bool {
	p := c.period(i)
	about := 0
	if p.Unit == calendar.Week {
		about = 1
	}
	ago := map[calendar.Unit]int{calendar.Week: 52, calendar.Month: 12, calendar.Quarter: 4}[p.Unit]
	if ago == 0 {
		return false
	}
	for k := -about; k <= about; k++ {
		at := c.at[i] - ago + k
		if at >= 0 && at < len(low) && low[at] {
			return true
		}
	}
	return false
}

func numbered(papers int) string {
	if papers == 1 {
		return "1 paper"
	}
	return fmt.Sprintf("%d papers", papers)
}
