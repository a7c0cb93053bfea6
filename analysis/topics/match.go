package topics

// memory is the past as indexes: topics[was[row]] is the topic that held the
// paper in the run before.
type memory struct {
	topics []Topic
	was    []int32 // −1: the run before did not hold the paper
	held   []int   // papers of each topic that both runs hold
	news   bool    // there are papers that the run before did not hold
	constraints
}

// remember turns past ids into indexes into past.Topics.
func remember(past Past, papers int) memory {
	m := memory{topics: past.Topics, was: make([]int32, papers), held: make([]int, len(past.Topics))}
	index := make(map[ID]int32, len(past.Topics))
	for i, t := range past.Topics {
		index[t.ID] = int32(i)
	}
	for row := range m.was {
		m.was[row] = -1
		if row < len(past.Of) {
			if i, ok := index[past.Of[row]]; ok {
				m.was[row] = i
				m.held[i]++
			}
		}
		m.news = m.news || m.was[row] < 0
	}
	return m
}

// crossing counts the papers that topics of the past and clusters of the
// present have in common.
type crossing struct {
	common [][]int // past topic × cluster
	past   []int   // papers of each past topic that the present holds
	now    []int   // papers of each cluster that the past held
}

func cross(was, of []int32, topics, clusters int) crossing {
	x := crossing{common: make([][]int, topics), past: make([]int, topics), now: make([]int, clusters)}
	for i := range x.common {
		x.common[i] = make([]int, clusters)
	}
	for row, a := range was {
		if b := of[row]; a >= 0 && b >= 0 {
			x.common[a][b]++
			x.past[a]++
			x.now[b]++
		}
	}
	return x
}

// jaccard is the papers of both divided by the papers of either.
func (x crossing) jaccard(a, b int) float64 {
	if x.common[a][b] == 0 {
		return 0
	}
	return float64(x.common[a][b]) / float64(x.past[a]+x.now[b]-x.common[a][b])
}

// survives says whether b may carry on a: the papers in common are at least
// the given share of either side's.
func (x crossing) survives(a, b int, share float64) bool {
	n := float64(x.common[a][b])
	return n > 0 && (n >= share*float64(x.past[a]) || n >= share*float64(x.now[b]))
}

// heirs returns for each cluster the past topic whose id it carries on, or
// −1: one-to-one, so that the sum of overlaps (Jaccard) is largest.
func (x crossing) heirs(survival float64) []int {
	heir := make([]int, len(x.now))
	for b := range heir {
		heir[b] = -1
	}
	weight := make([][]float64, len(x.past))
	for a := range weight {
		weight[a] = make([]float64, len(x.now))
		for b := range weight[a] {
			if x.survives(a, b, survival) {
				weight[a][b] = x.jaccard(a, b)
			}
		}
	}
	if len(heir) == 0 {
		return heir
	}
	for a, b := range assign(weight) {
		if b >= 0 {
			heir[b] = a
		}
	}
	return heir
}
