package topics

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"papertide/analysis/tfidf"
)

// termsPerTopic is how many key terms a topic shows.
const termsPerTopic = 10

// termCandidates is how many of the best terms are looked at for it.
const termCandidates = 60

// pairShare is the part of a word's score from which a pair with it is shown
// in its place: "speculative decoding" says more than "speculative".
const pairShare = 0.5

// keyTerms returns the best terms of each group of rows, as indexes into the
// vocabulary, best first: those with the largest p·ln(p/q), the term's part in
// the Kullback–Leibler divergence of the group from the rest. p is the share
// of the group's papers that hold the term and q of all others, taken from at
// least half a paper. No stem is shown twice.
func keyTerms(x *tfidf.Matrix, groups [][]int32, workers int) [][]int {
	keys := make([][]int, len(groups))
	each(len(groups), workers, func(g int) {
		keys[g] = choose(x.Vocabulary.Terms, scores(x, groups[g]), termsPerTopic)
	})
	return keys
}

// scored is a term of a topic.
type scored struct {
	term  int
	score float64
}

// scores returns the best candidates of a group, best first.
func scores(x *tfidf.Matrix, rows []int32) []scored {
	held := make([]int32, x.Width())
	for _, row := range rows {
		term, _ := x.Row(int(row))
		for _, t := range term {
			held[t]++
		}
	}
	inside, outside := float64(len(rows)), float64(max(1, x.Len()-len(rows)))
	var best []scored
	for t, n := range held {
		if n == 0 {
			continue
		}
		p := float64(n) / inside
		q := max(float64(x.Vocabulary.DF[t]-n), .5) / outside
		if score := p * math.Log(p/q); score > 0 {
			best = append(best, scored{t, score})
		}
	}
	slices.SortFunc(best, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.term, b.term))
	})
	return best[:min(termCandidates, len(best))]
}

// choose takes the n best terms of which none shares a stem with another. A
// word stands back for the best pair that holds it and scores pairShare of it.
func choose(terms []string, best []scored, n int) []int {
	var chosen []int
	used := map[string]bool{}
	free := func(t int) bool {
		return !slices.ContainsFunc(strings.Fields(terms[t]), func(stem string) bool { return used[stem] })
	}
	for i, c := range best {
		if len(chosen) == n {
			break
		}
		if !free(c.term) {
			continue
		}
		take := c.term
		for _, d := range best[i+1:] {
			if d.score < pairShare*c.score {
				break
			}
			stems := strings.Fields(terms[d.term])
			if len(stems) > 1 && slices.Contains(stems, terms[c.term]) && free(d.term) {
				take = d.term
				break
			}
		}
		chosen = append(chosen, take)
		for _, stem := range strings.Fields(terms[take]) {
			used[stem] = true
		}
	}
	return chosen
}
