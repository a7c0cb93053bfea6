package topics

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"papertide/analysis/text"
)

// How names are chosen among contenders.
const (
	eligible       = 15   // contenders a topic may be named by
	nameCoverage   = 0.12 // share of the topic's papers that hold the name
	lenderCoverage = 0.25 // or that hold a modifier that it completes
	lostFactor     = 0.5  // a name under this part of a lost one stands behind it
	yieldFactor    = 0.8  // a narrower word yields to a phrase that scores so much of it
	rejectedFactor = 0.5
)

// A naming is the names of k topics as they are being chosen.
type naming struct {
	*scorer
	list     [][]contender // by topic, best first
	name     []named
	held     []Label        // by topic; no phrases: the name is free
	score    []float64      // of held names
	rival    []int32        // phrase that beat the held name, −1 if none
	takes    map[string]int // concept → topic that bears it
	concepts map[int32]string
	banned   []map[int32]bool // by topic: phrases that read like another's name
	holds    map[int32][]int32
	extra    [][]int32 // further phrases by topic
	mixed    []bool
}

// named is the name that one topic got.
type named struct {
	phrase int32 // −1: none, or one that the papers do not hold
	score  float64
	lost   int32 // better phrase that another topic bears, −1 if none
}

// newNaming weighs the phrases of k topics; of is by document.
func newNaming(p *text.Phrases, of []int32, k int) *naming {
	if rows := p.Rows(); rows != nil {
		some := make([]int32, len(rows))
		for i, row := range rows {
			some[i] = of[row]
		}
		of = some
	}
	n := &naming{
		scorer: newScorer(p, of, k), list: make([][]contender, k), name: make([]named, k), held: make([]Label, k),
		score: make([]float64, k), rival: make([]int32, k), concepts: map[int32]string{}, banned: make([]map[int32]bool, k),
		extra: make([][]int32, k), mixed: make([]bool, k),
	}
	for c := range k {
		n.rival[c] = -1
		if len(n.papers[c]) > 0 {
			n.list[c] = n.contenders(c)
		}
	}
	return n
}

// concept returns a phrase's concept as one string.
func (n *naming) concept(phrase int32) string {
	s, ok := n.concepts[phrase]
	if !ok {
		s = conceptOf(n.p.Key(phrase))
		n.concepts[phrase] = s
	}
	return s
}

// isPart reports whether concept a is a part of b, and not all of it.
func isPart(a, b string) bool {
	if len(a) >= len(b) {
		return false
	}
	words := strings.Fields(b)
	for w := range strings.FieldsSeq(a) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// candidates returns the contenders that may name a topic, best first.
func (n *naming) candidates(topic int) (list []contender) {
	for _, c := range n.list[topic][:min(eligible, len(n.list[topic]))] {
		if c.score > 0 && (c.coverage >= nameCoverage || c.covered >= lenderCoverage) && !n.banned[topic][c.phrase] {
			list = append(list, c)
		}
	}
	return list
}

// choose gives each topic without a held name the best phrase whose concept
// no better topic has: all pairs of topic and phrase, best score first.
func (n *naming) choose() {
	n.takes = map[string]int{}
	for c := range n.name {
		n.name[c] = named{-1, 0, -1}
		if len(n.held[c].Phrases) > 0 {
			n.takes[conceptOf(n.held[c].Key)] = c
			n.name[c].score = n.score[c]
			if phrase, ok := n.p.Find(n.held[c].Key); ok {
				n.name[c].phrase = phrase
			}
		}
	}
	type pair struct {
		topic int
		contender
	}
	var pairs []pair
	for c := range n.name {
		if len(n.held[c].Phrases) == 0 {
			for _, x := range n.candidates(c) {
				pairs = append(pairs, pair{c, x})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.topic, b.topic), cmp.Compare(a.phrase, b.phrase))
	})
	lost := make([]contender, len(n.name))
	for _, x := range pairs {
		c, t := x.contender, x.topic
		if n.name[t].phrase >= 0 {
			continue
		}
		if _, taken := n.takes[n.concept(c.phrase)]; taken {
			if lost[t].score == 0 {
				lost[t] = c
			}
			continue
		}
		if c.score < lostFactor*lost[t].score {
			n.name[t].lost = lost[t].phrase
		} else if n.isPartOfTaken(c.phrase) {
			c = n.yield(t, c)
		}
		n.take(t, c)
	}
	n.fill()
}

func (n *naming) take(topic int, c contender) {
	n.name[topic].phrase, n.name[topic].score = c.phrase, c.score
	n.takes[n.concept(c.phrase)] = topic
}

// isPartOfTaken reports whether a one-word name is part of a taken concept.
func (n *naming) isPartOfTaken(phrase int32) bool {
	concept := n.concept(phrase)
	if n.p.Words(phrase) > 1 || strings.Contains(concept, " ") {
		return false
	}
	for taken := range n.takes {
		if isPart(concept, taken) {
			return true
		}
	}
	return false
}

// yield returns a free phrase that says more than a word that is part of
// another topic's name and scores nearly as much, or the word itself.
func (n *naming) yield(topic int, word contender) contender {
	for _, c := range n.candidates(topic) {
		if _, taken := n.takes[n.concept(c.phrase)]; !taken && c.phrase != word.phrase &&
			c.score > yieldFactor*word.score && !n.isPartOfTaken(c.phrase) {
			return c
		}
	}
	return word
}

// fill names the topics whose phrases are all taken or too rare by the best
// phrase that is free, however few papers hold it.
func (n *naming) fill() {
	for t := range n.name {
		if n.name[t].phrase >= 0 || len(n.held[t].Phrases) > 0 {
			continue
		}
		for _, c := range n.list[t] {
			if _, taken := n.takes[n.concept(c.phrase)]; c.score > 0 && !taken && !n.banned[t][c.phrase] {
				n.take(t, c)
				break
			}
		}
	}
}

// separate bans names that are written alike though they are other phrases:
// the lower score must find another. It reports whether there were any.
func (n *naming) separate() bool {
	var phrases []int32
	var topics []int
	for t, x := range n.name {
		if x.phrase >= 0 && len(n.held[t].Phrases) == 0 {
			phrases = append(phrases, x.phrase)
			topics = append(topics, t)
		}
	}
	bearer := map[string]int{}
	for t, h := range n.held {
		if len(h.Phrases) > 0 {
			bearer[strings.ToLower(h.Phrases[0])] = t
		}
	}
	again := false
	for i, shown := range n.p.Show(phrases) {
		t, shown := topics[i], strings.ToLower(shown)
		other, ok := bearer[shown]
		if !ok {
			bearer[shown] = t
			continue
		}
		if len(n.held[other].Phrases) == 0 && n.name[other].score < n.name[t].score {
			bearer[shown] = t
			t = other
		}
		if n.banned[t] == nil {
			n.banned[t] = map[int32]bool{}
		}
		n.banned[t][n.name[t].phrase] = true
		again = true
	}
	return again
}

// median of the names' scores.
func (n *naming) median() float64 {
	scores := make([]float64, len(n.name))
	for i, x := range n.name {
		scores[i] = x.score
	}
	slices.Sort(scores)
	m := len(scores) / 2
	if len(scores)%2 == 1 {
		return scores[m]
	}
	return math.FMA(0.5, scores[m]-scores[m-1], scores[m-1])
}
