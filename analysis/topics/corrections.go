package topics

import (
	"fmt"
	"slices"
	"strings"
)

// Corrections are what the user knows better than the clustering. They bind
// every run that is given them; a run that is not given them any more goes on
// from where they left the papers.
type Corrections struct {
	Merge      [][]ID       // topics that are one, under the lowest number: no paper of theirs leaves it, and it is not split
	Hide       []ID         // topics that nobody wants to see: hidden, and neither split nor merged
	NeverMerge [][]ID       // topics no two of which are merged
	Assign     []Assignment // papers that do not leave a topic
}

// An Assignment puts a paper into a topic.
type Assignment struct {
	Row   int32
	Paper string // as the user calls it
	Topic ID
}

// A Correction is one that a run obeys.
type Correction struct {
	Kind   CorrectionKind
	Topics []ID
	Paper  string // of ToAssign
}

// CorrectionKind says what a correction does.
type CorrectionKind string

// The kinds of correction, as the configuration calls them.
const (
	ToMerge      CorrectionKind = "merge"
	ToHide       CorrectionKind = "hide"
	ToNeverMerge CorrectionKind = "never_merge"
	ToAssign     CorrectionKind = "assign"
)

func (c Correction) equal(o Correction) bool {
	return c.Kind == o.Kind && c.Paper == o.Paper && slices.Equal(c.Topics, o.Topics)
}

// constraints are the corrections that apply to a run, by index into the
// past's topics.
type constraints struct {
	joined []bool          // the user made it of several topics
	gone   []bool          // the user merged it into another
	hidden []bool          // by the user
	apart  map[[2]int]bool // pairs in either order
	pinned map[int32]int   // row → topic

	applied  []Correction
	events   []Event // of those that did not apply to the run before
	warnings []string
}

// A corrector makes the past what it would be if the user had always been
// obeyed.
type corrector struct {
	*constraints
	s     Space
	m     *memory
	index map[ID]int // of topics; of merged ones, the topic that they are now
	past  []Correction
}

// correct lets the corrections change the memory, and binds the run to them.
func (m *memory) correct(s Space, c Corrections, past Past) {
	n := len(m.topics)
	m.constraints = constraints{
		joined: make([]bool, n), gone: make([]bool, n), hidden: make([]bool, n),
		apart: map[[2]int]bool{}, pinned: map[int32]int{},
	}
	m.topics = slices.Clone(m.topics)
	k := corrector{&m.constraints, s, m, make(map[ID]int, n), past.Corrections}
	for i, t := range m.topics {
		k.index[t.ID] = i
	}
	for _, group := range c.Merge {
		k.merge(group)
	}
	for _, id := range c.Hide {
		k.hide(id)
	}
	for i := range m.topics {
		if t := &m.topics[i]; t.State == Hidden && !m.hidden[i] {
			t.State = Living // or resting, as its papers tell
		}
	}
	for _, group := range c.NeverMerge {
		k.neverMerge(group)
	}
	for _, a := range c.Assign {
		k.assign(a)
	}
}

// known returns the topics of a group that there are, each once, ascending.
func (k *corrector) known(kind CorrectionKind, group []ID) (topics []int) {
	for _, id := range group {
		i, ok := k.index[id]
		if !ok {
			k.warn(kind, "no topic %s yet", id)
			continue
		}
		topics = append(topics, i)
	}
	slices.SortFunc(topics, func(a, b int) int { return k.m.topics[a].ID.Number - k.m.topics[b].ID.Number })
	return slices.Compact(topics)
}

func (k *corrector) warn(kind CorrectionKind, format string, args ...any) {
	k.warnings = append(k.warnings, fmt.Sprintf("corrections.%s: %s", kind, fmt.Sprintf(format, args...)))
}

// obey notes that a correction applies, with its event if it did not before.
func (k *corrector) obey(c Correction, e Event) {
	k.applied = append(k.applied, c)
	if !slices.ContainsFunc(k.past, c.equal) {
		e.Kind, e.Overlap = Edited, 1
		k.events = append(k.events, e)
	}
}

func (k *corrector) ids(topics []int) (ids []ID) {
	for _, i := range topics {
		ids = append(ids, k.m.topics[i].ID)
	}
	return ids
}

func (k *corrector) merge(group []ID) {
	all := k.known(ToMerge, group)
	if len(all) < 2 {
		return
	}
	m, into := k.m, all[0]
	e := Event{From: k.ids(all), To: k.ids(all[:1])}
	for _, a := range all[1:] {
		t := &m.topics[a]
		if rows := members(m.was, len(m.topics))[a]; len(rows) > 0 {
			one := [][]int32{rows}
			t.Last = typical(rows, similarities(k.s.Dense, one, centres(k.s.Dense, one, 1), 1), lastRows)
			e.Papers = append(e.Papers, t.Last...)
			for _, row := range rows {
				m.was[row] = int32(into)
			}
			if m.held[into] == 0 {
				m.topics[into].State, m.topics[into].Last = t.State, nil
			}
			m.held[into], m.held[a] = m.held[into]+len(rows), 0
		}
		t.State = Resting
		k.gone[a] = true
		for id, i := range k.index {
			if i == a {
				k.index[id] = into
			}
		}
	}
	k.joined[into] = true
	e.Papers = e.Papers[:min(len(e.Papers), eventRows)]
	k.obey(Correction{Kind: ToMerge, Topics: slices.Clone(group)}, e)
}

func (k *corrector) hide(id ID) {
	for _, i := range k.known(ToHide, []ID{id}) {
		k.hidden[i] = true
		k.obey(Correction{Kind: ToHide, Topics: []ID{id}}, Event{From: k.ids([]int{i}), Papers: k.m.topics[i].Typical})
	}
}

func (k *corrector) neverMerge(group []ID) {
	all := k.known(ToNeverMerge, group)
	if len(all) < 2 {
		return
	}
	for _, a := range all {
		for _, b := range all {
			k.apart[[2]int{a, b}] = a != b
		}
	}
	k.obey(Correction{Kind: ToNeverMerge, Topics: slices.Clone(group)}, Event{From: k.ids(all), To: k.ids(all)})
}

func (k *corrector) assign(a Assignment) {
	for _, i := range k.known(ToAssign, []ID{a.Topic}) {
		if k.m.held[i] == 0 {
			k.warn(ToAssign, "%s holds no papers that %s could join", a.Topic, a.Paper)
			continue
		}
		k.pinned[a.Row] = i
		e := Event{From: k.ids([]int{i}), To: k.ids([]int{i}), Papers: []int{int(a.Row)}}
		if was := k.m.was[a.Row]; was >= 0 {
			e.From = k.ids([]int{int(was)})
		}
		k.obey(Correction{Kind: ToAssign, Topics: []ID{a.Topic}, Paper: a.Paper}, e)
	}
}

// InWords returns what corrections made of a topic: "merged with T034",
// "hidden", "never merged with T044", "given 2 papers".
func InWords(corrections []Correction, id ID) (words []string) {
	given := 0
	for _, c := range corrections {
		if !slices.Contains(c.Topics, id) {
			continue
		}
		var others []string
		for _, other := range c.Topics {
			if other != id {
				others = append(others, other.String())
			}
		}
		with := strings.Join(others, " and ")
		switch c.Kind {
		case ToMerge:
			words = append(words, "merged with "+with)
		case ToHide:
			words = append(words, "hidden")
		case ToNeverMerge:
			words = append(words, "never merged with "+with)
		case ToAssign:
			given++
		}
	}
	if given == 1 {
		words = append(words, "given a paper")
	} else if given > 1 {
		words = append(words, fmt.Sprintf("given %d papers", given))
	}
	return words
}
