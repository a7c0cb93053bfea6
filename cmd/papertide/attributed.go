package main

import (
	"fmt"

	"papertide/pipeline/history"
)

// attributed says how a topic changed against what was published, and how much
// of that comes from papers and from re-clustering: a row for each horizon of
// which a run had reported the whole baseline.
func attributed(r history.Run, topic int) (rows [][]string) {
	for _, a := range r.Attributed {
		p := a.Topics[topic]
		said := fmt.Sprintf("run %d, the first to report %s whole, did not know the topic", a.Run, a.Base)
		if p.Known {
			now, then := float64(p.Recent)/float64(p.RecentAll), float64(p.Then)/float64(p.Base)
			said = fmt.Sprintf("%s in %s; run %d said %s of %s: %+.1f pp from papers, %+.1f pp from re-clustering",
				percent(now), a.Recent, a.Run, percent(then), a.Base, 100*p.FromPapers(), 100*p.FromReclustering())
		}
		rows = append(rows, []string{"against reports, " + string(a.Horizon), said})
	}
	return rows
}
