package topics

import (
	"math"
	"math/bits"
	"slices"
	"strings"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

const (
	windowWords   = 10    // of the sliding window
	coherencePool = 10000 // papers that co-occurrences are counted on, at most
)

// Witnesses are the rows of the papers whose texts belong into Space.Docs: all,
// or a sample where there are many.
func Witnesses(papers int, seed uint64) []int32 {
	return sample(papers, coherencePool, seed)
}

// measureTerms writes the coherence of their terms into topics and themes, and
// returns the topics' mean and their diversity.
func measureTerms(s Space, topics, themes []Topic, v, wide view, workers int) (mean, variety float64) {
	keys := v.keys(s)
	if s.Docs != nil {
		scores := coherence(s.Docs, slices.Concat(keys, wide.keys(s)), workers)
		for i := range topics {
			topics[i].Coherence = scores[i]
			mean += scores[i] / float64(len(topics))
		}
		for i := range themes {
			themes[i].Coherence = scores[len(topics)+i]
		}
	}
	return mean, diversity(keys)
}

// coherence returns for each list of terms (keys of the vocabulary) the mean
// normalised pointwise mutual information of its pairs, −1 to 1, over sliding
// windows of ten words (Bouma 2009; Röder, Both & Hinneburg 2015,
// doi:10.1145/2684822.2685324): ln(p_ab/(p_a·p_b)) / −ln p_ab, and −1 for a
// pair that never occurs together. Lists of fewer than two terms have 0.
func coherence(docs []string, lists [][]string, workers int) []float64 {
	w := wanted(lists)
	// A part a worker, for each has to learn the words: counts are whole
	// numbers, so that it does not matter how many parts there are.
	parts := make([]*tally, parallel.Workers(workers, len(docs)))
	parallel.Each(workers, len(parts), func(_, i int) {
		parts[i] = newTally(w)
		for _, doc := range docs[i*len(docs)/len(parts) : (i+1)*len(docs)/len(parts)] {
			parts[i].add(doc)
		}
	})
	all := parts[0]
	for _, p := range parts[1:] {
		all.merge(p)
	}
	mean := make([]float64, len(lists))
	for l, pairs := range all.together {
		for i, n := range pairs {
			a, b := w.pairs[l][i][0], w.pairs[l][i][1]
			mean[l] += npmi(n, all.alone[a], all.alone[b], all.windows) / float64(len(pairs))
		}
	}
	return mean
}

// npmi from counts of windows: with both, with each, and of all.
func npmi(both, a, b, all int) float64 {
	switch both {
	case 0:
		return -1
	case all:
		return 1
	}
	p := float64(both) / float64(all)
	return math.Log(float64(both)*float64(all)/(float64(a)*float64(b))) / -math.Log(p)
}

// query is the terms that are looked for.
type query struct {
	stem  map[string]int32 // words of the terms
	term  map[[2]int32]int // first and second word (−1: none) to a term
	terms int
	pairs [][][2]int // of each list
}

func wanted(lists [][]string) query {
	w := query{stem: map[string]int32{}, term: map[[2]int32]int{}, pairs: make([][][2]int, len(lists))}
	number := func(stem string) int32 {
		n, ok := w.stem[stem]
		if !ok {
			n = int32(len(w.stem))
			w.stem[stem] = n
		}
		return n
	}
	for l, list := range lists {
		var ids []int
		for _, key := range list {
			first, second, two := strings.Cut(key, " ")
			words := [2]int32{number(first), -1}
			if two {
				words[1] = number(second)
			}
			id, ok := w.term[words]
			if !ok {
				id = w.terms
				w.term[words] = id
				w.terms++
			}
			for _, other := range ids {
				w.pairs[l] = append(w.pairs[l], [2]int{other, id})
			}
			ids = append(ids, id)
		}
	}
	return w
}

// tally counts windows.
type tally struct {
	query
	known    map[string]int32 // word as written to its number, −1 for words of no term
	token    []text.Token
	word     []int32    // of the document at hand, in order
	joined   []bool     // nothing but space stands before the word
	at       [][]uint64 // windows that hold each term, as bits
	present  []int
	windows  int
	alone    []int
	together [][]int
}

func newTally(w query) *tally {
	t := &tally{query: w, known: map[string]int32{}, at: make([][]uint64, w.terms), alone: make([]int, w.terms), together: make([][]int, len(w.pairs))}
	for l, pairs := range w.pairs {
		t.together[l] = make([]int, len(pairs))
	}
	return t
}

// add counts the windows of one document.
func (t *tally) add(doc string) {
	t.read(doc)
	windows := max(1, len(t.word)-windowWords+1)
	t.windows += windows
	for i, word := range t.word {
		if word < 0 {
			continue
		}
		t.mark([2]int32{word, -1}, i, i, windows)
		if i+1 < len(t.word) && t.word[i+1] >= 0 && t.joined[i+1] {
			t.mark([2]int32{word, t.word[i+1]}, i, i+1, windows)
		}
	}
	for _, term := range t.present {
		for _, b := range t.at[term] {
			t.alone[term] += bits.OnesCount64(b)
		}
	}
	for l, pairs := range t.pairs {
		for i, pair := range pairs {
			a, b := t.at[pair[0]], t.at[pair[1]]
			if len(a) == 0 || len(b) == 0 {
				continue
			}
			for j := range a {
				t.together[l][i] += bits.OnesCount64(a[j] & b[j])
			}
		}
	}
	for _, term := range t.present {
		t.at[term] = t.at[term][:0]
	}
	t.present = t.present[:0]
}

// read turns a document into the numbers of its words.
func (t *tally) read(doc string) {
	title, abstract := text.Split(doc)
	t.word, t.joined = t.word[:0], t.joined[:0]
	for _, part := range []string{title, abstract} {
		joined := false
		t.token = text.Tokens(text.Clean(part), t.token[:0])
		for _, token := range t.token {
			if !token.Word {
				joined = false
				continue
			}
			n, ok := t.known[token.Text]
			if !ok {
				if n, ok = t.stem[text.Stem(strings.ToLower(token.Text))]; !ok {
					n = -1
				}
				t.known[strings.Clone(token.Text)] = n
			}
			t.word, t.joined = append(t.word, n), append(t.joined, joined)
			joined = true
		}
	}
}

// mark notes that a term stands at the words from to to.
func (t *tally) mark(words [2]int32, from, to, windows int) {
	term, ok := t.term[words]
	if !ok {
		return
	}
	if len(t.at[term]) == 0 {
		t.present = append(t.present, term)
		for range (windows + 63) / 64 {
			t.at[term] = append(t.at[term], 0)
		}
	}
	for w := max(0, to-windowWords+1); w <= min(from, windows-1); w++ {
		t.at[term][w/64] |= 1 << (w % 64)
	}
}

func (t *tally) merge(other *tally) {
	t.windows += other.windows
	for i, n := range other.alone {
		t.alone[i] += n
	}
	for l, pairs := range other.together {
		for i, n := range pairs {
			t.together[l][i] += n
		}
	}
}

// diversity is the distinct terms of all lists divided by their number.
func diversity(lists [][]string) float64 {
	distinct, all := map[string]bool{}, 0
	for _, list := range lists {
		for _, term := range list {
			distinct[term] = true
			all++
		}
	}
	return float64(len(distinct)) / float64(max(1, all))
}
