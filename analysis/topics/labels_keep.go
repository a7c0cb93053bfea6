package topics

import (
	"math"
	"slices"
	"strings"

	"papertide/analysis/text"
)

// keep decides which topics keep the label that they bring along.
func (n *naming) keep(held []Held) {
	bears := make([]string, len(held)) // concept of each held name
	for _, pinned := range []bool{true, false} {
		for t, h := range held {
			if h.Pinned == pinned {
				bears[t] = n.bring(t, h, bears)
			}
		}
	}
	for t, h := range held {
		if len(n.held[t].Phrases) == 0 || h.Pinned {
			continue
		}
		rival, ok := n.rivalOf(t, bears)
		if !ok || !n.beats(rival, t) {
			continue
		}
		n.rival[t] = rival.phrase
		if n.p.KeyOf(h.Challenger) == n.p.Key(rival.phrase) {
			n.held[t], n.rival[t] = Label{}, -1
		}
	}
}

// beats says whether a rival is a better name than the one that a topic holds:
// by Takeover and by one standard error of how often the rival is counted, 1/√n
// of n papers, so that a handful of papers renames nothing.
func (n *naming) beats(rival contender, topic int) bool {
	return n.p.Key(rival.phrase) != n.held[topic].Key &&
		rival.score >= Takeover*(1+1/math.Sqrt(float64(rival.papers)))*n.score[topic]
}

// bring takes up a topic's held label and returns the concept of its name;
// one that another topic bears is not taken up, unless it is pinned.
func (n *naming) bring(topic int, h Held, bears []string) string {
	l := parseLabel(h.Label)
	if len(l.Phrases) == 0 {
		return ""
	}
	l.Key = n.p.KeyOf(l.Phrases[0])
	concept := conceptOf(l.Key)
	if slices.Contains(bears, concept) && !h.Pinned {
		return ""
	}
	n.held[topic] = l
	if phrase, ok := n.p.Find(l.Key); ok {
		n.score[topic] = n.scoreOf(topic, phrase, n.list[topic])
	}
	return concept
}

// rivalOf returns the best name for a topic that no other topic bears.
func (n *naming) rivalOf(topic int, bears []string) (contender, bool) {
next:
	for _, c := range n.candidates(topic) {
		concept := n.concept(c.phrase)
		for t, taken := range bears {
			if t != topic && taken == concept {
				continue next
			}
		}
		return c, true
	}
	return contender{}, false
}

func conceptOf(key string) string { return strings.Join(text.Concept(key), " ") }
