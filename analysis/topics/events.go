package topics

import (
	"cmp"
	"slices"
)

// eventRows is how many papers an event names, at most.
const eventRows = 20

// tale finds out what happened between two runs.
type tale struct {
	m      memory
	now    identity
	x      crossing  // past topics × topics
	sim    []float32 // similarity of papers with their topic's centre
	o      Options
	heir   []int // topic that carries on a past topic, −1 for none
	events []Event
}

// tell returns the events that lie in the memberships alone: births, splits,
// merges, regroupings, ids that come back and ids that end. It names them
// after Spiliopoulou et al. 2006 (MONIC, doi:10.1145/1150402.1150491).
func tell(m memory, now identity, sim []float32, o Options) []Event {
	t := tale{
		m: m, now: now, sim: sim, o: o,
		x: cross(m.was, now.of, len(m.topics), len(now.id)), heir: make([]int, len(m.topics)),
	}
	for a := range t.heir {
		t.heir[a] = -1
	}
	for b, a := range now.from {
		if a >= 0 {
			t.heir[a] = b
		}
	}
	split := t.splits()
	for b := range now.id {
		switch {
		case now.woken[b]:
			t.comeback(b)
		case now.from[b] < 0 && !split[b]:
			t.arrival(b)
		}
	}
	t.ends()
	return t.events
}

// parts returns the clusters that a past topic fell into: the one that carries
// its id on, and the new ones that hold enough of it or come mostly from it.
func (t *tale) parts(a int) []int {
	var parts []int
	for b, from := range t.now.from {
		raised := t.now.raised[b]
		n := float64(t.x.common[a][b])
		switch {
		case n == 0:
		case from == a,
			from < 0 && (raised == nil || raised.apart) && n >= t.o.Survival*float64(t.x.now[b]),
			from < 0 && n >= t.o.Part*float64(t.x.past[a]): // even a birth
			parts = append(parts, b)
		}
	}
	return parts
}

// newborn lists the papers for which the scan for births raised a topic and
// which it holds.
func (t *tale) newborn(b int) []int32 {
	if t.now.raised[b] == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.now.raised[b].rows), func(row int32) bool { return int(t.now.of[row]) != b })
}

// splits tells of past topics that fell into two or more parts, and says which
// topics are explained by that.
func (t *tale) splits() []bool {
	explained := make([]bool, len(t.now.id))
	for a, topic := range t.m.topics {
		parts := t.parts(a)
		held := 0
		for _, b := range parts {
			held += t.x.common[a][b]
		}
		if len(parts) < 2 || float64(held) < t.o.Survival*float64(t.x.past[a]) {
			continue
		}
		e := Event{Kind: Split, From: []ID{topic.ID}, Overlap: float64(held) / float64(t.x.past[a])}
		var rows []int32
		for _, b := range parts {
			e.To = append(e.To, t.now.id[b])
			if t.now.from[b] != a {
				explained[b] = true
				rows = append(rows, t.shared(a, b)...)
			}
		}
		t.add(e, rows)
	}
	return explained
}

// arrival tells of a new id: a birth if the scan raised it, else a regrouping
// of older papers.
func (t *tale) arrival(b int) {
	rows := t.now.groups[b]
	if held := t.newborn(b); len(held) > 0 {
		t.add(Event{Kind: Birth, To: []ID{t.now.id[b]}, Overlap: float64(len(held)) / float64(len(rows))}, held)
		return
	}
	e := Event{Kind: Regrouped, To: []ID{t.now.id[b]}}
	e.From, e.Overlap = t.origins(b)
	t.add(e, rows)
}

// comeback tells of an id that held no paper and does again: the topics that it
// comes out of did not split, they gave back what they had taken in.
func (t *tale) comeback(b int) {
	e := Event{Kind: Revival, To: []ID{t.now.id[b]}}
	if e.From, e.Overlap = t.origins(b); len(e.From) == 0 {
		e.Overlap = 1
	}
	t.add(e, t.now.groups[b])
}

// origins are the past topics that brought much of a cluster, with the share of
// its papers that they brought.
func (t *tale) origins(b int) (from []ID, share float64) {
	for a, topic := range t.m.topics {
		if n := t.x.common[a][b]; n > 0 && float64(n) >= t.o.Part*float64(t.x.now[b]) {
			from = append(from, topic.ID)
			share += float64(n) / float64(t.x.now[b])
		}
	}
	return from, share
}

// ends tells of ids that hold no paper any more: merged into a topic that
// holds enough of their papers, else dead.
func (t *tale) ends() {
	merged := make([][]int, len(t.now.id))
	for a, topic := range t.m.topics {
		if t.heir[a] >= 0 || t.m.held[a] == 0 && (topic.State == Resting || topic.State == Hidden) {
			continue
		}
		into := -1
		for b := range t.now.id {
			if n := float64(t.x.common[a][b]); n > 0 && n >= t.o.Survival*float64(t.x.past[a]) &&
				(into < 0 || t.x.common[a][b] > t.x.common[a][into]) {
				into = b
			}
		}
		if into < 0 {
			t.add(Event{Kind: Death, From: []ID{topic.ID}}, t.rows(a))
			continue
		}
		merged[into] = append(merged[into], a)
	}
	for b, ended := range merged {
		if len(ended) == 0 {
			continue
		}
		e := Event{Kind: Merge, To: []ID{t.now.id[b]}}
		var rows []int32
		carried, all := 0, 0
		for _, a := range ended {
			rows = append(rows, t.shared(a, b)...)
			carried, all = carried+t.x.common[a][b], all+t.x.past[a]
		}
		if a := t.now.from[b]; a >= 0 && !t.now.woken[b] {
			ended = append([]int{a}, ended...)
		}
		for _, a := range ended {
			e.From = append(e.From, t.m.topics[a].ID)
		}
		e.Overlap = float64(carried) / float64(all)
		t.add(e, rows)
	}
}

// shared lists the rows that past topic a and topic b have in common.
func (t *tale) shared(a, b int) []int32 {
	return slices.DeleteFunc(slices.Clone(t.now.groups[b]), func(row int32) bool { return int(t.m.was[row]) != a })
}

// rows lists the papers that past topic a held.
func (t *tale) rows(a int) []int32 {
	var rows []int32
	for row, was := range t.m.was {
		if int(was) == a {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// add keeps an event with its most typical papers and its ids in order.
func (t *tale) add(e Event, rows []int32) {
	e.Papers = typical(rows, t.sim, eventRows)
	byNumber := func(a, b ID) int { return cmp.Compare(a.Number, b.Number) }
	slices.SortFunc(e.From, byNumber)
	slices.SortFunc(e.To, byNumber)
	t.events = append(t.events, e)
}
