package topics

import (
	"cmp"
	"slices"
)

// A Flow is papers that went from one topic to another between two runs.
type Flow struct {
	From   ID // zero: the earlier run did not hold the papers
	To     ID // zero: the later run does not hold them
	Papers int
}

// Flows counts the papers that went from each topic of an earlier run to each
// of a later one, those that stayed included. was and now hold one id a paper,
// in the same order, zero where that run did not hold the paper. Flows come by
// From, then To, zero first.
func Flows(was, now []ID) []Flow {
	type ends struct{ from, to ID }
	papers := map[ends]int{}
	for row, from := range was {
		papers[ends{from, now[row]}]++
	}
	delete(papers, ends{})
	flows := make([]Flow, 0, len(papers))
	for e, n := range papers {
		flows = append(flows, Flow{e.from, e.to, n})
	}
	slices.SortFunc(flows, func(a, b Flow) int {
		return cmp.Or(compareIDs(a.From, b.From), compareIDs(a.To, b.To))
	})
	return flows
}

// compareIDs orders ids by kind, then number.
func compareIDs(a, b ID) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Number, b.Number))
}
