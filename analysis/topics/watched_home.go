package topics

import (
	"fmt"
	"slices"
)

// A Home is the discovered topic in which most papers of a watched one lie.
type Home struct {
	Topic  ID   // zero: there is none
	Papers int  // of the watched topic that lie there
	Is     bool // and that are most of that topic, too
}

// homeFrom is how many papers a watched topic has before its home is told.
const homeFrom = 5

func homeOf(rows []int32, now Result) Home {
	in := make([]int, len(now.Topics))
	for _, row := range rows {
		in[now.Of[row]]++
	}
	for i, n := range in {
		if 2*n > len(rows) && len(rows) >= homeFrom {
			return Home{now.Topics[i].ID, n, 2*n > now.Topics[i].Papers}
		}
	}
	return Home{}
}

// news tells, once, that a discovered topic has taken a watched one in, is the
// same, or was split along it.
func (h Home) news(t Topic, past Past, now Result) string {
	before := past.Homes[t.ID]
	if h.Topic == (ID{}) || h.Topic == before.Topic && h.Is == before.Is {
		return ""
	}
	var home Topic
	for _, d := range now.Topics {
		if d.ID == h.Topic {
			home = d
		}
	}
	of := fmt.Sprintf("%d of its %d papers", h.Papers, t.Papers)
	for _, e := range now.Events {
		if e.Kind == Split && h.Is && e.From[0] != h.Topic && slices.Contains(e.To, h.Topic) {
			return fmt.Sprintf("%s was split along the watched topic %s: %s holds %s", e.From[0], called(t), called(home), of)
		}
	}
	if h.Is {
		return fmt.Sprintf("the watched topic %s and %s have become one: %s lie there and are most of the %d", called(t), called(home), of, home.Papers)
	}
	return fmt.Sprintf("%s has taken in the watched topic %s: %s lie there, among %d", called(home), called(t), of, home.Papers)
}

func onlyAcronyms(t Topic) string {
	return fmt.Sprintf("the watched topic %s has acronyms only: papers that mean something else by them count too; name a phrase or a seed", called(t))
}

func called(t Topic) string { return fmt.Sprintf("%s (%s)", t.ID, t.Name()) }
