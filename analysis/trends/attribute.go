package trends

// An Attribution parts the change of a topic's share against what was published
// into what new papers did and what re-clustering did. P1 are the papers of the
// recent window, P0 those of the baseline of which the run that first reported
// it whole knew; M1 are the memberships of today, M0 those of that run.
type Attribution struct {
	Recent, RecentAll int  // papers of P1 in the topic by M1, and all
	Now, Then, Base   int  // papers of P0 in the topic by M1 and by M0, and all
	Known             bool // to M0, which also knew papers of the baseline; otherwise there is no base
}

// FromPapers is share(P1|M1) − share(P0|M1), a fraction of 1; 0 without a base.
// Papers that came late to the baseline are not in P0 and so count as new.
func (a Attribution) FromPapers() float64 {
	if !a.Known {
		return 0
	}
	return ratio(a.Recent, a.RecentAll) - ratio(a.Now, a.Base)
}

// FromReclustering is share(P0|M1) − share(P0|M0), a fraction of 1; 0 without a
// base.
func (a Attribution) FromReclustering() float64 {
	if !a.Known {
		return 0
	}
	return float64(a.Now-a.Then) / float64(a.Base)
}

func ratio(part, all int) float64 { return float64(part) / float64(all) }

// Attribute parts the change of each topic. recent and base list the papers of
// the two windows by row, each once; held says by row whether the run that
// first reported the baseline knew the paper. now and then list the rows of the
// papers of each topic by the memberships of today and of that run, in one order
// of topics, each row at most once; then[t] is nil where that run did not know
// topic t. A paper may be in several topics or in none.
func Attribute(recent, base []int32, held []bool, now, then [][]int32) []Attribution {
	const inRecent, inBase = 1, 2
	in := make([]uint8, len(held))
	for _, row := range recent {
		in[row] = inRecent
	}
	known := 0
	for _, row := range base {
		if held[row] {
			in[row] = inBase
			known++
		}
	}
	count := func(rows []int32, window uint8) (n int) {
		for _, row := range rows {
			if in[row] == window {
				n++
			}
		}
		return n
	}
	all := make([]Attribution, len(now))
	for t := range all {
		all[t] = Attribution{
			Recent: count(now[t], inRecent), RecentAll: len(recent),
			Now: count(now[t], inBase), Then: count(then[t], inBase), Base: known,
			Known: then[t] != nil && known > 0 && len(recent) > 0,
		}
	}
	return all
}
