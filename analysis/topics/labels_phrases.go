package topics

import (
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/text"
)

// How labels of several phrases are made, and which are mixed.
const (
	mostPhrases   = 3
	enoughPapers  = 0.5  // no further phrase where so many of the topic's papers hold one
	further       = 40   // contenders for further phrases
	furtherScore  = 0.15 // of the best contender's score
	furtherGain   = 1.05 // the label's F must grow by so much
	siblingLoss   = 0.85 // … or keep so much where another topic's name holds this one's
	mixedScore    = 0.5  // of the median
	mixedF        = 0.35 // F1 of the whole label
	leastForMixed = 4    // topics
)

// addPhrases adds phrases to names that too few of a topic's papers hold, or
// that are a part of another topic's name.
func (n *naming) addPhrases() {
	n.post()
	has := newPaperSet(n.p.Papers())
	for t := range n.name {
		if n.name[t].phrase >= 0 && (len(n.held[t].Phrases) == 0 || n.held[t].Mixed) {
			n.extra[t] = n.furtherPhrases(t, has)
		}
	}
}

// post lists the papers of all phrases that labels may hold.
func (n *naming) post() {
	n.holds = map[int32][]int32{}
	for t, x := range n.name {
		if x.phrase >= 0 {
			n.holds[x.phrase] = nil
		}
		for _, c := range n.list[t][:min(further, len(n.list[t]))] {
			n.holds[c.phrase] = nil
		}
	}
	wanted := make([]int32, n.p.Len()) // place in lists, plus one
	var lists [][]int32
	var phrases []int32
	for f := range n.holds {
		phrases = append(phrases, f)
	}
	slices.Sort(phrases)
	for _, f := range phrases {
		lists = append(lists, make([]int32, 0, n.p.DF(f)))
		wanted[f] = int32(len(lists))
	}
	for i := range n.p.Papers() {
		held, _ := n.p.Of(i)
		for _, f := range held {
			if at := wanted[f]; at > 0 {
				lists[at-1] = append(lists[at-1], int32(i))
			}
		}
	}
	for i, f := range phrases {
		n.holds[f] = lists[i]
	}
}

func (n *naming) furtherPhrases(topic int, has *paperSet) (extra []int32) {
	name := n.name[topic].phrase
	has.clear()
	inTopic := newPaperSet(n.p.Papers())
	for _, i := range n.papers[topic] {
		inTopic.add(i)
	}
	size := len(n.papers[topic])
	has.addAll(n.holds[name], inTopic)
	f := has.f(size, phraseRecall)
	sibling := n.hasSibling(topic)
	taken := text.Stems(n.p.Key(name))
	if lost := n.name[topic].lost; lost >= 0 {
		taken = append(taken, text.Stems(n.p.Key(lost))...)
	}
	var floor float64
	if len(n.list[topic]) > 0 {
		floor = furtherScore * n.list[topic][0].score
	}
	for len(extra)+1 < mostPhrases {
		narrow := sibling && len(extra) == 0
		enough := float64(has.inside) >= enoughPapers*float64(size)
		if enough && !narrow {
			break
		}
		best, bestGain := int32(-1), 0.0
		for _, c := range n.list[topic][:min(further, len(n.list[topic]))] {
			if c.score <= floor || n.sharesStem(c.phrase, taken) {
				continue
			}
			if _, used := n.takes[n.concept(c.phrase)]; used {
				continue
			}
			with := has.fWith(n.holds[c.phrase], inTopic, size, phraseRecall)
			if with < furtherGain*f && !(narrow && enough && with >= siblingLoss*f) {
				continue
			}
			gain := with * c.quality
			if !narrow {
				gain = (with - f) * c.quality
			}
			if best < 0 || gain > bestGain {
				best, bestGain = c.phrase, gain
			}
		}
		if best < 0 {
			break
		}
		extra = append(extra, best)
		taken = append(taken, text.Stems(n.p.Key(best))...)
		has.addAll(n.holds[best], inTopic)
		f = has.f(size, phraseRecall)
	}
	return extra
}

func (n *naming) sharesStem(phrase int32, taken []string) bool {
	for _, s := range text.Stems(n.p.Key(phrase)) {
		if slices.Contains(taken, s) {
			return true
		}
	}
	return false
}

// hasSibling reports whether another topic's name is a special case of this one.
func (n *naming) hasSibling(topic int) bool {
	concept := n.concept(n.name[topic].phrase)
	for other, t := range n.takes {
		if t != topic && isPart(concept, other) {
			return true
		}
	}
	return false
}

// markMixed marks topics that their label hardly describes.
func (n *naming) markMixed() {
	if len(n.name) < leastForMixed {
		return
	}
	median := n.median()
	for t, x := range n.name {
		if x.phrase < 0 || x.lost >= 0 || x.score >= mixedScore*median || len(n.held[t].Phrases) > 0 && !n.held[t].Mixed {
			continue
		}
		has, inTopic := newPaperSet(n.p.Papers()), newPaperSet(n.p.Papers())
		for _, i := range n.papers[t] {
			inTopic.add(i)
		}
		for _, f := range append([]int32{x.phrase}, n.extra[t]...) {
			has.addAll(n.holds[f], inTopic)
		}
		if has.f(len(n.papers[t]), 1) < mixedF {
			n.mixed[t] = true
			if len(n.extra[t]) == 0 {
				n.extra[t] = n.second(t)
			}
		}
	}
}

// second returns the next best phrase beside a topic's name: a mixture shows two.
func (n *naming) second(topic int) []int32 {
	taken := text.Stems(n.p.Key(n.name[topic].phrase))
	for _, c := range n.list[topic] {
		if _, used := n.takes[n.concept(c.phrase)]; c.score > 0 && !used && !n.sharesStem(c.phrase, taken) {
			return []int32{c.phrase}
		}
	}
	return nil
}

// labels writes the labels down.
func (n *naming) labels(fallback []string) []Label {
	var phrases []int32
	for t, x := range n.name {
		for _, f := range append([]int32{x.phrase, x.lost, n.rival[t]}, n.extra[t]...) {
			if f >= 0 {
				phrases = append(phrases, f)
			}
		}
	}
	slices.Sort(phrases)
	phrases = slices.Compact(phrases)
	shown := map[int32]string{-1: ""}
	for i, s := range n.p.Show(phrases) {
		shown[phrases[i]] = s
	}
	out := make([]Label, len(n.name))
	used := map[string]bool{}
	for t, x := range n.name {
		l := Label{Score: x.score, Challenger: shown[n.rival[t]]}
		switch h := n.held[t]; {
		case len(h.Phrases) > 0:
			l.Phrases, l.Key, l.Lost = h.Phrases, h.Key, h.Lost
			if h.Mixed && x.phrase >= 0 {
				l.Phrases, l.Mixed = h.Phrases[:1:1], n.mixed[t]
			}
		case x.phrase >= 0:
			l.Phrases, l.Key, l.Lost, l.Mixed = []string{shown[x.phrase]}, n.p.Key(x.phrase), shown[x.lost], n.mixed[t]
		default:
			l.Phrases = []string{title(fallback, t)}
		}
		for _, f := range n.extra[t] {
			l.Phrases = append(l.Phrases, shown[f])
		}
		out[t] = l
		used[strings.ToLower(l.Phrases[0])] = true
	}
	return distinct(out, used)
}

// title returns a topic's title as it is shown when no phrase names it.
func title(fallback []string, topic int) string {
	if topic < len(fallback) {
		if t := strings.TrimSpace(text.Plain(fallback[topic])); t != "" {
			return t
		}
	}
	return "untitled"
}

// distinct numbers the titles that several topics would be called by.
func distinct(labels []Label, used map[string]bool) []Label {
	seen := map[string]bool{}
	for t := range labels {
		name := labels[t].Phrases[0]
		for i := 2; seen[strings.ToLower(name)] && labels[t].Key == ""; i++ {
			if next := labels[t].Phrases[0] + " (" + strconv.Itoa(i) + ")"; !used[strings.ToLower(next)] {
				name = next
			}
		}
		seen[strings.ToLower(name)] = true
		labels[t].Phrases[0] = name
	}
	return labels
}
