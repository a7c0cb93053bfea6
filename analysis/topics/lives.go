package topics

import (
	"slices"

	"papertide/analysis/calendar"
)

// live gives the topics of a run their state and their birth dates, and tells
// of those that fell asleep and those that woke. A topic rests when its last
// paper lies before the recent window and many were expected since; it keeps
// its papers, and recent ones wake it.
func live(s Space, now identity, m memory, events []Event, v view, recent []bool, o Options) ([]Topic, []Event) {
	all := days(s.Dates, o.Unit)
	topics := make([]Topic, len(now.id))
	for b, id := range now.id {
		t := Topic{ID: id, State: Living, BornRun: o.Run, BornAsOf: o.AsOf}
		known := now.from[b] >= 0
		if known {
			t = m.topics[now.from[b]]
			t.Last = nil
		}
		rows := now.groups[b]
		fresh := count(recent, rows)
		asleep := t.State == Resting && !now.woken[b]
		switch {
		case known && m.hidden[now.from[b]]:
			t.State = Hidden
		case !known && now.raised[b] != nil, t.State == Waiting && waits(t, o):
			t.State = Waiting
		case asleep && fresh < o.Revival:
		case asleep:
			t.State = Living
			events = append(events, Event{Kind: Revival, To: []ID{id}, Overlap: float64(fresh) / float64(len(rows)), Papers: typical(rows, v.similarity, eventRows)})
		case known && fresh == 0 && missed(days(pick(s.Dates, rows), o.Unit), all, t.BornAsOf, o) >= o.Death:
			t.State = Resting
			events = append(events, Event{Kind: Death, From: []ID{id}, Papers: typical(rows, v.similarity, eventRows)})
		default:
			t.State = Living
		}
		t.Raised = t.Raised || t.State == Waiting
		topics[b] = t
	}
	return topics, events
}

// missed is how many papers a topic should have had since its last one, at the
// share that it had until then; 0 if it was asleep when it was born, as a
// topic of an old archive is.
func missed(own, all []int32, born calendar.Date, o Options) float64 {
	if len(own) == 0 || own[len(own)-1] <= born.Day-recentDays[o.Unit] {
		return 0
	}
	until, _ := slices.BinarySearch(all, own[len(own)-1]+1)
	return float64(len(own)) / float64(until) * float64(len(all)-until)
}

// days lists the usable dates, ascending.
func days(dates []calendar.Date, u calendar.Unit) []int32 {
	var d []int32
	for _, date := range dates {
		if _, ok := date.In(u); ok {
			d = append(d, date.Day)
		}
	}
	slices.Sort(d)
	return d
}

func pick(dates []calendar.Date, rows []int32) []calendar.Date {
	some := make([]calendar.Date, len(rows))
	for i, row := range rows {
		some[i] = dates[row]
	}
	return some
}

// rested is the ids that hold no paper, by number: those that ended in this
// run with the papers they are remembered by, and those that ended before.
func rested(s Space, m memory, now identity) []Topic {
	heir := make([]bool, len(m.topics))
	for _, a := range now.from {
		if a >= 0 {
			heir[a] = true
		}
	}
	held := members(m.was, len(m.topics))
	var topics []Topic
	for a, t := range m.topics {
		if heir[a] {
			continue
		}
		if rows := held[a]; len(rows) > 0 {
			groups := [][]int32{rows}
			t.Last = typical(rows, similarities(s.Dense, groups, centres(s.Dense, groups, 1), 1), lastRows)
		}
		t.Papers = 0
		if t.State = Resting; m.hidden[a] {
			t.State = Hidden
		}
		topics = append(topics, t)
	}
	slices.SortFunc(topics, func(a, b Topic) int { return a.ID.Number - b.ID.Number })
	return topics
}
