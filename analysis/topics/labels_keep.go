package topics

import (
	"strings"

	"papertide/analysis/text"
)

// keep decides which topics keep the label that they bring along.
func (n *naming) keep(held []Held) {
	bears := make([]string, len(held)) // concept of each held name
	for t, h := range held {
		if l := parseLabel(h.Label); len(l.Phrases) > 0 {
			l.Key = n.p.KeyOf(l.Phrases[0])
			n.held[t] = l
			bears[t] = n.heldConcept(t)
			if phrase, ok := n.p.Find(l.Key); ok {
				n.score[t] = n.scoreOf(t, phrase, n.list[t])
			}
		}
	}
	for t, h := range held {
		if len(n.held[t].Phrases) == 0 || h.Pinned {
			continue
		}
		rival, ok := n.rivalOf(t, bears)
		if !ok || n.p.Key(rival.phrase) == n.held[t].Key || rival.score < Takeover*n.score[t] {
			continue
		}
		n.rival[t] = rival.phrase
		if n.p.KeyOf(h.Challenger) == n.p.Key(rival.phrase) {
			n.held[t], n.rival[t] = Label{}, -1
		}
	}
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

func (n *naming) heldConcept(topic int) string {
	return strings.Join(text.Concept(n.held[topic].Key), " ")
}
