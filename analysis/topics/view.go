package topics

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/parallel"
)

// How many typical papers and nearest topics a topic shows.
const (
	typicalPapers = 3
	nearestTopics = 4
)

// A view is what the vectors and terms of papers show about a way to group
// them, into topics or themes.
type view struct {
	groups     [][]int32      // rows of each group, ascending
	centre     blas32.General // unit vectors, one a group
	similarity []float32      // cosine of each paper with its group's centre
	near       [][]int        // groups with the nearest centres, nearest first
	terms      [][]int        // key terms, as indexes into the vocabulary
}

func look(s Space, groups [][]int32, workers int) view {
	v := view{groups: groups, centre: centres(s.Dense, groups, workers)}
	v.similarity = similarities(s.Dense, groups, v.centre, workers)
	v.near = nearest(v.centre, nearestTopics, workers)
	v.terms = keyTerms(s.Counts, groups, workers)
	return v
}

// describe writes into topics what v shows about each group.
func (v view) describe(s Space, topics []Topic) {
	for i := range topics {
		t := &topics[i]
		t.Papers = len(v.groups[i])
		t.Typical = typical(v.groups[i], v.similarity, typicalPapers)
		t.Medoid = t.Typical[0]
		t.Nearest = nil
		for _, j := range v.near[i] {
			t.Nearest = append(t.Nearest, topics[j].ID)
		}
		t.Terms = nil
		for _, term := range v.terms[i] {
			t.Terms = append(t.Terms, s.Counts.Vocabulary.Surface[term])
		}
	}
}

// keys returns the key terms of each group as the vocabulary spells them.
func (v view) keys(s Space) [][]string {
	lists := make([][]string, len(v.terms))
	for i, terms := range v.terms {
		for _, t := range terms {
			lists[i] = append(lists[i], s.Counts.Vocabulary.Terms[t])
		}
	}
	return lists
}

// centres returns the mean of each group's rows of x, scaled to unit length;
// zero where the rows cancel out or there are none.
func centres(x blas32.General, groups [][]int32, workers int) blas32.General {
	c := newGeneral(len(groups), x.Cols)
	parallel.Each(workers, len(groups), func(_, g int) {
		sum := make([]float64, x.Cols)
		for _, row := range groups[g] {
			for j, v := range vector(x, int(row)) {
				sum[j] += float64(v)
			}
		}
		norm := 0.0
		for _, v := range sum {
			norm += v * v
		}
		if norm = math.Sqrt(norm); norm < 1e-9 {
			return
		}
		for j, v := range sum {
			vector(c, g)[j] = float32(v / norm)
		}
	})
	return c
}

// cosine of two unit (or zero) vectors. It is a plain sum, so that it is the
// same wherever it is taken.
func cosine(a, b []float32) float32 {
	var sum float64
	for j, v := range a {
		sum += float64(v) * float64(b[j])
	}
	return float32(sum)
}

// similarities returns the cosine of each row of x with the centre of its
// group.
func similarities(x blas32.General, groups [][]int32, centre blas32.General, workers int) []float32 {
	sim := make([]float32, x.Rows)
	parallel.Each(workers, len(groups), func(_, g int) {
		for _, row := range groups[g] {
			sim[row] = cosine(vector(x, int(row)), vector(centre, g))
		}
	})
	return sim
}

// typical returns the at most n rows with the largest similarity, largest
// first.
func typical(rows []int32, similarity []float32, n int) []int {
	best := slices.Clone(rows)
	slices.SortFunc(best, func(a, b int32) int {
		return cmp.Or(cmp.Compare(similarity[b], similarity[a]), cmp.Compare(a, b))
	})
	some := make([]int, min(n, len(best)))
	for i := range some {
		some[i] = int(best[i])
	}
	return some
}

// nearest returns for each centre the at most n others with the largest
// cosine, nearest first.
func nearest(centre blas32.General, n, workers int) [][]int {
	near := make([][]int, centre.Rows)
	parallel.Each(workers, centre.Rows, func(_, a int) {
		sim := make([]float32, centre.Rows)
		others := make([]int, 0, centre.Rows)
		for b := range sim {
			if b != a {
				sim[b] = cosine(vector(centre, a), vector(centre, b))
				others = append(others, b)
			}
		}
		slices.SortFunc(others, func(b, c int) int {
			return cmp.Or(cmp.Compare(sim[c], sim[b]), cmp.Compare(b, c))
		})
		near[a] = others[:min(n, len(others))]
	})
	return near
}
