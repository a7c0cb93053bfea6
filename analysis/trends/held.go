package trends

import "slices"

// held counts, horizon × topic, the consecutive complete periods, the newest
// included, whose test under today's counts gives the verdict of today.
func (a *analysis) held(looks []look, today [][]Verdict) [][]int {
	held := make([][]int, len(today))
	open := 0
	for h, said := range today {
		held[h] = make([]int, len(said))
		for t, v := range said {
			if v != NoEvidence {
				held[h][t] = 1
				open++
			}
		}
	}
	for back := 1; back < a.o.Back && back < len(a.all.at) && open > 0; back++ {
		all := a.all.until(len(a.all.at) - back)
		j := a.judge(all, a.s, nil)
		said := a.verdicts(all, j, nil)
		for h := range held {
			then := slices.IndexFunc(j.looks, func(l look) bool { return l.Horizon == looks[h].Horizon })
			for t, v := range today[h] {
				switch {
				case held[h][t] != back:
				case then >= 0 && said[then][t] == v:
					held[h][t]++
				default:
					open--
				}
			}
		}
	}
	return held
}
