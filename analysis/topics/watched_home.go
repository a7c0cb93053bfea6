package topics

import (
	"fmt"
	"slices"

	"papertide/analysis/calendar"
)

// A Home is the discovered topic in which most papers of a watched one lie.
type Home struct {
	Topic  ID            // zero: there is none
	Papers int           // of the watched topic that lie there
	Is     bool          // they are most papers of that topic, too
	Since  calendar.Date // as-of date of the first of the runs that found it so
	News   string        // what this run has to tell of it, "" if nothing
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
			return Home{Topic: now.Topics[i].ID, Papers: n, Is: 2*n > now.Topics[i].Papers}
		}
	}
	return Home{}
}

// follow tells how long this has been the home of a watched topic and, once,
// that a discovered topic has taken it in, is the same, or was split along it.
func (h *Home) follow(t Topic, past Past, now Result, asOf calendar.Date) {
	before := past.Homes[t.ID]
	if h.Topic == before.Topic && h.Is == before.Is {
		h.Since = before.Since
		return
	}
	h.Since = asOf
	if h.Topic != (ID{}) {
		h.News = h.news(t, now)
	}
}

func (h *Home) news(t Topic, now Result) string {
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

func called(t Topic) string { return fmt.Sprintf("%s “%s”", t.ID, t.Name()) }
