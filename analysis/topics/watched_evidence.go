package topics

import (
	"slices"

	"papertide/analysis/graph"
)

// aboveChance is how many times as many of a paper's neighbours as of all
// papers hold a phrase of the topic, or are seeds, where an acronym by itself
// is believed.
const aboveChance = 3

// evidence is what the papers of a space show of one watched topic.
type evidence struct {
	sure      []bool // holds a phrase, or is a seed
	count     int    // of those
	belongs   []bool // by what it holds
	near      func(x []float32) bool
	believing bool // there is nothing but acronyms to go by

	rows    []int32 // of those who belong, among all papers
	typical []int   // the same
}

func newEvidence(s Space, rows []int32, w Watch, held holding, believing bool) *evidence {
	e := &evidence{sure: held.phrase, believing: believing, near: nearSeeds(s, w.Seeds)}
	for _, row := range w.Seeds {
		e.sure[row] = true
	}
	for _, is := range e.sure {
		if is {
			e.count++
		}
	}
	e.belongs = make([]bool, len(e.sure))
	for row := range e.belongs {
		e.belongs[row] = e.believes(s.Graph, row, e.sure[row], held.acronyms[row])
	}
	var among []int32 // rows of s
	for row := range e.belongs {
		if e.belongs[row] || e.draws(s.Graph, row, vector(s.Dense, row)) {
			among = append(among, int32(row))
		}
	}
	if len(among) > 0 {
		groups := [][]int32{among}
		e.typical = typical(among, similarities(s.Dense, groups, centres(s.Dense, groups, 1), 1), typicalPapers)
	}
	if e.rows = among; rows == nil {
		return e
	}
	for i, row := range among {
		e.rows[i] = rows[row]
	}
	for i, row := range e.typical {
		e.typical[i] = int(rows[row])
	}
	return e
}

// add judges others as the papers of the space were judged.
func (e *evidence) add(p Others, held holding) {
	for i, row := range p.Rows {
		if e.believes(p.Near, i, held.phrase[i], held.acronyms[i]) || e.draws(p.Near, i, vector(p.Dense, i)) {
			e.rows = append(e.rows, row)
		}
	}
}

// believes says whether a paper belongs by what it holds.
func (e *evidence) believes(g graph.Graph, row int, sure bool, acronyms uint8) bool {
	return sure || acronyms > 1 || acronyms > 0 &&
		(e.believing || beside(g, row, e.sure)*len(e.sure) > aboveChance*neighbours(g, row)*e.count)
}

// draws says whether a paper belongs by where it stands.
func (e *evidence) draws(g graph.Graph, row int, x []float32) bool {
	return e.near(x) && 2*beside(g, row, e.belongs) > neighbours(g, row)
}

// nearSeeds returns a test of whether a paper is nearer to the mean of the
// seeds than half of these are.
func nearSeeds(s Space, seeds []int32) func(x []float32) bool {
	if len(seeds) == 0 {
		return func([]float32) bool { return false }
	}
	centre := vector(centres(s.Dense, [][]int32{seeds}, 1), 0)
	far := make([]float32, len(seeds))
	for i, row := range seeds {
		far[i] = cosine(vector(s.Dense, int(row)), centre)
	}
	slices.Sort(far)
	middle := far[(len(far)-1)/2]
	return func(x []float32) bool { return cosine(x, centre) > middle }
}

// beside counts the papers of a set among those that a paper is nearest to.
func beside(g graph.Graph, row int, in []bool) (n int) {
	for e := g.Start[row]; e < g.Start[row+1]; e++ {
		if g.Names[e] && in[g.To[e]] {
			n++
		}
	}
	return n
}

// neighbours counts the papers that a paper is nearest to.
func neighbours(g graph.Graph, row int) (n int) {
	for e := g.Start[row]; e < g.Start[row+1]; e++ {
		if g.Names[e] {
			n++
		}
	}
	return n
}
