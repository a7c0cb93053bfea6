package topics

import (
	"cmp"
	"slices"

	"papertide/analysis/text"
)

// What a phrase must be to be weighed for a topic, and how it is weighed.
const (
	leastShare    = 0.08 // of the topic's papers hold it
	mostOfAll     = 0.4  // of all papers at most
	weighed       = 600  // phrases a topic, best first
	recallWeight  = 1.25 // β of the name's F
	phraseRecall  = 1.5  // β of the whole label's F
	fullFormShare = 0.6  // of a phrase's papers in the topic hold a longer one: the phrase is cut short
	loanShare     = 0.5  // of what a modifier has more than its completion
	quarters      = 4    // weights of text.Phrases.Of are quarters
)

// A contender is a phrase that could name a topic.
type contender struct {
	phrase   int32
	papers   int     // of the topic that hold it
	f        float64 // F of weights
	quality  float64 // 0 if it may not be a label of this topic
	score    float64 // quality × (F + loan)
	loan     float64 // from modifiers that it completes
	covered  float64 // share of the topic's papers, or of those that hold a lending modifier, if more
	coverage float64 // share of the topic's papers that hold the phrase
}

// A verdict is a phrase's quality, once asked for.
type verdict struct {
	quality float64
	verdict text.Verdict
	known   bool
}

// A scorer weighs phrases for topics.
type scorer struct {
	p       *text.Phrases
	papers  [][]int32 // by topic
	total   []int32   // by phrase: sum of weights, in quarters
	quality []verdict // by phrase
	weight  []int32   // by phrase, in the topic at hand
	holding []int32   // the same: papers
	touched []int32   // phrases of the topic at hand
}

func newScorer(p *text.Phrases, of []int32, k int) *scorer {
	s := &scorer{
		p: p, papers: make([][]int32, k), total: make([]int32, p.Len()), quality: make([]verdict, p.Len()),
		weight: make([]int32, p.Len()), holding: make([]int32, p.Len()),
	}
	for i, c := range of {
		if c >= 0 {
			s.papers[c] = append(s.papers[c], int32(i))
		}
		phrases, weights := p.Of(i)
		for j, f := range phrases {
			s.total[f] += int32(weights[j])
		}
	}
	return s
}

func (s *scorer) verdictOn(phrase int32) verdict {
	v := &s.quality[phrase]
	if !v.known {
		v.quality, v.verdict = s.p.Quality(phrase)
		v.known = true
	}
	return *v
}

func (s *scorer) allowed(phrase int32) bool { return s.verdictOn(phrase).verdict == text.Allowed }

// open counts the phrases of a topic; close forgets them.
func (s *scorer) open(topic int) {
	for _, i := range s.papers[topic] {
		phrases, weights := s.p.Of(int(i))
		for j, f := range phrases {
			if s.holding[f] == 0 {
				s.touched = append(s.touched, f)
			}
			s.holding[f]++
			s.weight[f] += int32(weights[j])
		}
	}
}

func (s *scorer) close() {
	for _, f := range s.touched {
		s.holding[f], s.weight[f] = 0, 0
	}
	s.touched = s.touched[:0]
}

// least is how many papers of a topic of n must hold a phrase.
func (s *scorer) least(n int) float64 {
	least := 3.0
	if s.p.Papers() < 200 {
		least = 2
	}
	return min(max(least, leastShare*float64(n)), max(1, float64(n)/2))
}

// f returns the F of a phrase in the open topic of n papers, 0 if the phrase
// is no commoner there than elsewhere. A phrase's weight in few papers is
// trusted less.
func (s *scorer) f(phrase int32, n int) float64 {
	inside := float64(s.weight[phrase]) / quarters
	outside := float64(s.total[phrase])/quarters - inside
	recall := inside / float64(n)
	if recall <= (outside+0.5)/float64(s.p.Papers()-n+1) {
		return 0
	}
	precision := inside / (inside + outside) * inside / (inside + 1)
	return fScore(precision, recall, recallWeight)
}

// fScore is the weighted harmonic mean of precision and recall, recall β times
// as important (van Rijsbergen 1979, Information Retrieval, ch. 7).
func fScore(precision, recall, beta float64) float64 {
	b := beta * beta
	if d := b*precision + recall; d > 0 {
		return (1 + b) * precision * recall / d
	}
	return 0
}

// contenders weighs the phrases of a topic, best first.
func (s *scorer) contenders(topic int) []contender {
	n := len(s.papers[topic])
	s.open(topic)
	defer s.close()
	least := s.least(n)
	var list []contender
	for _, f := range s.touched {
		if float64(s.holding[f]) < least || float64(s.p.DF(f)) > mostOfAll*float64(s.p.Papers()) {
			continue
		}
		if score := s.f(f, n); score > 0 {
			share := float64(s.holding[f]) / float64(n)
			list = append(list, contender{phrase: f, papers: int(s.holding[f]), f: score, coverage: share, covered: share})
		}
	}
	slices.SortFunc(list, func(a, b contender) int {
		return cmp.Or(cmp.Compare(b.f, a.f), cmp.Compare(a.phrase, b.phrase))
	})
	list = list[:min(len(list), weighed)]
	place := make(map[int32]int, len(list))
	for i := range list {
		place[list[i].phrase] = i
		if v := s.verdictOn(list[i].phrase); v.verdict == text.Allowed {
			list[i].quality = v.quality
		}
	}
	s.dropTruncated(list, place, least)
	s.lend(list, place)
	for i := range list {
		list[i].score = list[i].quality * (list[i].f + list[i].loan)
	}
	slices.SortFunc(list, func(a, b contender) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.f, a.f), cmp.Compare(a.phrase, b.phrase))
	})
	return list
}

// dropTruncated rejects phrases that mostly stand inside a longer allowed one
// ("monte carlo tree").
func (s *scorer) dropTruncated(list []contender, place map[int32]int, least float64) {
	drop := func(short []int32, long int32) {
		for _, f := range short {
			i, ok := place[f]
			if ok && list[i].quality > 0 && float64(s.holding[long]) >= fullFormShare*float64(s.holding[f]) && s.allowed(long) {
				list[i].quality = 0
			}
		}
	}
	for _, long := range s.touched {
		if float64(s.holding[long]) >= fullFormShare*least {
			beginnings, endings := s.p.Within(long)
			drop(beginnings, long)
			drop(endings, long)
		}
	}
}

// lend gives each modifier's surplus to the commonest phrase that begins with
// it: "medical" to "medical images".
func (s *scorer) lend(list []contender, place map[int32]int) {
	completion := map[int]int{} // modifier → phrase
	for i := range list {
		if list[i].quality == 0 {
			continue
		}
		beginnings, _ := s.p.Within(list[i].phrase)
		for _, f := range beginnings {
			m, ok := place[f]
			if !ok || s.verdictOn(f).verdict != text.Modifier {
				continue
			}
			if old, ok := completion[m]; !ok || list[i].papers > list[old].papers ||
				list[i].papers == list[old].papers && list[i].phrase < list[old].phrase {
				completion[m] = i
			}
		}
	}
	for m, i := range completion {
		c := &list[i]
		c.loan = max(c.loan, loanShare*max(0, list[m].f-c.f))
		if list[m].coverage >= lenderCoverage {
			c.covered = max(c.covered, list[m].coverage)
		}
	}
}

// scoreOf returns the score of any phrase as a name of a topic that bears it:
// one that today's counts reject still scores half.
func (s *scorer) scoreOf(topic int, phrase int32, list []contender) float64 {
	i := slices.IndexFunc(list, func(c contender) bool { return c.phrase == phrase })
	if i >= 0 && list[i].score > 0 {
		return list[i].score
	}
	s.open(topic)
	defer s.close()
	return rejectedFactor * s.verdictOn(phrase).quality * s.f(phrase, len(s.papers[topic]))
}
