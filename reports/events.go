package reports

import (
	"slices"
	"strings"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// eventWords say what happened, between the names before and after.
var eventWords = map[topics.EventKind]string{
	topics.Birth: "new", topics.Death: "ended", topics.Split: "split", topics.Merge: "merged",
	topics.Revival: "back", topics.Regrouped: "regrouped", topics.Edited: "edited",
}

// mostEarlier is how many earlier runs with events the page lists; `papertide
// events` has all.
const mostEarlier = 26

// eventSection lists what happened to topics.
type eventSection struct {
	Now     []eventItem // in this run
	Earlier []earlierRun
	Count   string // of earlier events
	Flow    *flowSection
}

// earlierRun is a run before this one in the words of the archive.
type earlierRun struct {
	Period, Words string
	Events        []earlierEvent
}

type earlierEvent struct{ Kind, Words string }

// Any reports whether there is something to list.
func (s eventSection) Any() bool { return len(s.Now) > 0 || len(s.Earlier) > 0 || s.Flow != nil }

func (v *view) eventSection(runs []history.Summary) eventSection {
	s := eventSection{Now: v.events()}
	before := slices.Clone(runs)
	slices.SortFunc(before, func(a, b history.Summary) int { return b.Number - a.Number })
	n := 0
	for _, r := range before {
		if r.Number >= v.Number || r.Withdrawn || len(r.Events) == 0 || len(s.Earlier) == mostEarlier {
			continue
		}
		e := earlierRun{Period: r.Reported.String(), Words: r.AsOf.Long()}
		for _, line := range r.Events {
			kind, words, _ := strings.Cut(line, ": ")
			if of := eventWords[archived[kind]]; of != "" {
				kind = of
			}
			e.Events = append(e.Events, earlierEvent{shown(kind, longestLabel), shown(words, longestTitle)})
			n++
		}
		s.Earlier = append(s.Earlier, e)
	}
	s.Count = counted(n, "earlier event")
	return s
}

// archived are the kinds of event by the words in which runs are summed up.
var archived = map[string]topics.EventKind{
	"born": topics.Birth, "died": topics.Death, "split": topics.Split, "merge": topics.Merge,
	"revived": topics.Revival, "regrouped": topics.Regrouped, "edited": topics.Edited,
}

// eventItem is one line of the list of events.
type eventItem struct {
	Kind   string
	Before []nameCount
	Words  string
	After  []nameCount
	Papers string
}

// events lists what happened to topics in this run.
func (v *view) events() []eventItem {
	var out []eventItem
	for _, e := range v.Events {
		item := eventItem{Kind: eventWords[e.Kind]}
		from, to := v.places(e.From), v.places(e.To)
		switch e.Kind {
		case topics.Birth:
			item.Before, item.Words = to, " is new"
		case topics.Death:
			item.Before, item.Words = from, " ended"
		case topics.Split:
			item.Before, item.Words, item.After = from, " split into ", to
		case topics.Merge:
			item.Before, item.Words, item.After = from, " merged into ", to
		case topics.Revival:
			item.Before, item.Words = to, " is back"
		case topics.Regrouped:
			item.Before, item.Words = to, ": a new id on older papers"
			if len(from) > 0 {
				item.Words, item.After = ": a new id on older papers, gathered from ", from
			}
		default:
			item.Before, item.Words, item.After = v.edit(e, from, to)
		}
		if e.Overlap > 0 && e.Kind != topics.Edited {
			item.Papers = percent(e.Overlap, 0) + " of its papers"
		}
		out = append(out, item)
	}
	return out
}

// edit says what the user did.
func (v *view) edit(e topics.Event, from, to []nameCount) (before []nameCount, words string, after []nameCount) {
	switch {
	case len(from) == 0:
		return to, " renamed by you", nil
	case len(to) == 0:
		return from, " hidden by you", nil
	case len(from) > len(to):
		return from, " merged by you into ", to
	case len(to) > 1:
		return to, " never to be merged, by you", nil
	}
	moved := []nameCount{{Name: "a paper"}}
	if len(e.Papers) == 1 {
		moved[0].Name = shown(v.Papers[e.Papers[0]].Title, longestLabel)
	}
	return moved, " put by you into ", to
}

// places are the names of ids with a link where the topic still stands.
func (v *view) places(ids []topics.ID) []nameCount {
	out := make([]nameCount, len(ids))
	for i, name := range v.named(ids) {
		out[i].Name = name
		if _, living := v.topicOf[ids[i]]; living {
			out[i].Href = href(ids[i])
		}
	}
	return out
}

// named writes the names of ids, in their order.
func (v *view) named(ids []topics.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		if out[i] = v.names[id]; out[i] == "" {
			out[i] = id.String()
		}
	}
	return out
}
