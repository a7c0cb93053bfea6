package topics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/tfidf"
)

// matrixOf builds a matrix from the terms that each paper holds, all of equal
// weight.
func matrixOf(vocabulary []string, papers [][]int32) *tfidf.Matrix {
	x := &tfidf.Matrix{
		Vocabulary: &tfidf.Vocabulary{Terms: vocabulary, Surface: vocabulary, DF: make([]int32, len(vocabulary))},
		Start:      []int64{0},
	}
	for _, terms := range papers {
		for _, t := range terms {
			x.Term, x.Count = append(x.Term, t), append(x.Count, 1)
			x.Weight = append(x.Weight, float32(1/math.Sqrt(float64(len(terms)))))
			x.Vocabulary.DF[t]++
		}
		x.Start = append(x.Start, int64(len(x.Term)))
	}
	return x
}

func TestScores(t *testing.T) {
	// Of four papers, the first two are the topic. Term 0 stands in both of
	// them and in none of the others: p = 1, q = ½/2. Term 1 stands in one and
	// in one of the others: p = q, score 0, left out. Term 2 stands in one:
	// p = ½, q = ½/2.
	x := matrixOf([]string{"a", "b", "c"}, [][]int32{{0, 1}, {0, 2}, {1}, {}})
	got := scores(x, []int32{0, 1})
	want := []scored{{0, 1 * math.Log(4)}, {2, .5 * math.Log(2)}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(scored{})); d != "" {
		t.Error(d)
	}
}

func TestChoose(t *testing.T) {
	terms := []string{"decod", "specul", "specul decod", "fast decod", "draft"}
	for _, c := range []struct {
		name string
		best []scored
		n    int
		want []int
	}{
		{"a word and a pair with it", []scored{{0, 1}, {2, .8}}, 9, []int{0, 2}},
		{"but not a second pair", []scored{{0, 1}, {2, .8}, {3, .7}, {4, .5}}, 9, []int{0, 2, 4}},
		{"two pairs, but not the word too", []scored{{2, 1}, {3, .8}, {0, .7}, {1, .5}}, 9, []int{2, 3, 1}},
		{"no more than asked for", []scored{{0, 1}, {4, .9}}, 1, []int{0}},
	} {
		if got := choose(terms, c.best, c.n); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCoherence(t *testing.T) {
	// Two documents of 12 and of 3 words. A window has 10 words: the first
	// document has 3 windows, the second 1; 4 in all.
	// "alpha" (word 1): windows 1. "beta" (word 2): windows 1 and 2. "gamma"
	// (word 12): window 3. In the second document all stand in its one window.
	docs := []string{
		"alpha beta\nw w w w w w w w w gamma",
		"alpha\nbeta gamma",
	}
	score := func(both, a, b float64) float64 {
		if both == 0 {
			return -1
		}
		return math.Log(both*4/(a*b)) / -math.Log(both/4)
	}
	for _, c := range []struct {
		name  string
		terms []string
		want  float64
	}{
		{"together in windows 1 and 4", []string{"alpha", "beta"}, score(2, 2, 3)},
		{"mean of three pairs", []string{"alpha", "beta", "gamma"}, (score(2, 2, 3) + score(1, 2, 2) + score(1, 3, 2)) / 3},
		{"never", []string{"alpha", "delta"}, -1},
		{"a pair of words counts where they are adjacent", []string{"alpha beta", "gamma"}, score(0, 1, 2)},
		{"one term", []string{"alpha"}, 0},
	} {
		for workers := range 3 {
			if got := coherence(docs, [][]string{c.terms}, workers+1)[0]; math.Abs(got-c.want) > 1e-12 {
				t.Errorf("%s, %d workers: %v, want %v", c.name, workers+1, got, c.want)
			}
		}
	}
	if got := npmi(5, 5, 5, 5); got != 1 {
		t.Errorf("always together: %v, want 1", got)
	}
}

func TestDiversity(t *testing.T) {
	if got := diversity([][]string{{"a", "b"}, {"b", "c"}}); got != .75 {
		t.Errorf("3 distinct of 4 terms: %v", got)
	}
	if got := diversity(nil); got != 0 {
		t.Errorf("no terms: %v", got)
	}
}
