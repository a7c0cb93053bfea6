package topics

import (
	"strings"

	"papertide/analysis/text"
)

// A Label is what a topic is called. Phrases[0] is its name.
type Label struct {
	Phrases    []string // as shown, one to three
	Key        string   // of the name: words in singular, one spelling, never shown; "" if the name is a title
	Score      float64  // of the name under these papers' counts, 0 or more: Topic.NameScore
	Mixed      bool     // no phrase says what the topic is about
	Lost       string   // a better name that another topic bears, "" if none
	Challenger string   // a name that beat the held one in this run: Topic.Challenger
}

const (
	mixedMark = "mixed: "
	lostMark  = ": "
)

// Text returns the label as it is printed and as Topic.Label stores it: the
// phrases, or "mixed: a, b", or "lost name: name" and further phrases.
func (l Label) Text() []string {
	switch {
	case len(l.Phrases) == 0:
		return nil
	case l.Mixed:
		return []string{mixedMark + strings.Join(l.Phrases[:min(2, len(l.Phrases))], ", ")}
	case l.Lost != "":
		return append([]string{l.Lost + lostMark + l.Phrases[0]}, l.Phrases[1:]...)
	}
	return l.Phrases
}

// parseLabel reads what Text wrote.
func parseLabel(label []string) (l Label) {
	if len(label) == 0 {
		return Label{}
	}
	first, mixed := strings.CutPrefix(label[0], mixedMark)
	if mixed {
		return Label{Phrases: strings.Split(first, ", "), Mixed: true}
	}
	if lost, name, ok := strings.Cut(first, lostMark); ok && lost != "" && name != "" {
		l.Lost, first = lost, name
	}
	l.Phrases = append([]string{first}, label[1:]...)
	return l
}

// Held is what a topic brings along from the run before. The zero value
// stands for a topic that was born in this run.
type Held struct {
	Label      []string // Topic.Label
	Challenger string   // Topic.Challenger
	Pinned     bool     // Topic.Renamed: the name stays, whatever scores better
}

// Takeover is how many times a held name's score another name must reach,
// in two runs running, to replace it.
const Takeover = 1.3

// Labels names k topics. of holds a topic number below k for every paper of
// p, or a negative one for a paper of no topic; fallback holds one title a
// topic (of its medoid), for topics that no phrase describes. held is nil or
// has one entry a topic: a topic keeps its label until the same other name
// scores Takeover times as much in two runs running; names that are kept are
// taken before new ones are given, so no two topics are named alike.
//
// Themes are named by the same function, with the theme of every paper.
func Labels(p *text.Phrases, of []int32, k int, held []Held, fallback []string) []Label {
	if k == 0 {
		return nil
	}
	if held == nil {
		held = make([]Held, k)
	}
	n := newNaming(p, of, k)
	n.keep(held)
	n.choose()
	for n.separate() {
		n.choose()
	}
	n.addPhrases()
	n.markMixed()
	return n.labels(fallback)
}
