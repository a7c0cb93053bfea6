package topics

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"papertide/analysis/parallel"
	"papertide/analysis/tfidf"
)

// termsPerTopic is how many key terms a topic shows.
const termsPerTopic = 10

// stemUses is in how many of a topic's terms a stem may stand: "agents" and
// "GUI agents", but not also "LLM agents". Without the limit a topic is said
// three times over; with one use only, either the word or the pair that
// readers look for is missing, and coherence falls from .10 to .05.
const stemUses = 2

// faint is the part of the best term's score below which terms are not looked
// at: there are thousands of them.
const faint = 0.02

// keyTerms returns the best terms of each group of rows, as indexes into the
// vocabulary, best first: those with the largest p·ln(p/q), the term's part in
// the Kullback–Leibler divergence of the group from the rest. p is the share
// of the group's papers that hold the term and q of all others, taken from at
// least half a paper.
func keyTerms(x *tfidf.Matrix, groups [][]int32, workers int) [][]int {
	keys := make([][]int, len(groups))
	parallel.Each(workers, len(groups), func(_, g int) {
		keys[g] = choose(x.Vocabulary.Terms, scores(x, groups[g]), termsPerTopic)
	})
	return keys
}

// scored is a term of a topic.
type scored struct {
	term  int
	score float64
}

// scores returns the terms that a group clearly holds more often than the
// rest, best first.
func scores(x *tfidf.Matrix, rows []int32) []scored {
	held := make([]int32, x.Width())
	for _, row := range rows {
		term, _ := x.Row(int(row))
		for _, t := range term {
			held[t]++
		}
	}
	inside, outside := float64(len(rows)), float64(max(1, x.Len()-len(rows)))
	var all []scored
	top := 0.0
	for t, n := range held {
		if n == 0 {
			continue
		}
		p := float64(n) / inside
		q := max(float64(x.Vocabulary.DF[t]-n), .5) / outside
		if score := p * math.Log(p/q); score > 0 {
			all = append(all, scored{t, score})
			top = max(top, score)
		}
	}
	best := slices.DeleteFunc(all, func(c scored) bool { return c.score < faint*top })
	slices.SortFunc(best, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.term, b.term))
	})
	return best
}

// choose takes the n best terms, none of whose stems stands in stemUses terms
// that are better.
func choose(terms []string, best []scored, n int) []int {
	var chosen []int
	uses := map[string]int{}
	for _, c := range best {
		if len(chosen) == n {
			break
		}
		stems := strings.Fields(terms[c.term])
		if slices.ContainsFunc(stems, func(stem string) bool { return uses[stem] == stemUses }) {
			continue
		}
		chosen = append(chosen, c.term)
		for _, stem := range stems {
			uses[stem]++
		}
	}
	return chosen
}
