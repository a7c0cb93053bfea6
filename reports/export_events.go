package reports

import (
	"io"
	"iter"
	"slices"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// ExportEvents writes the events of runs in the order in which they are given,
// with the ids of topics before and after and of the papers that show them. A
// filter by topic keeps the events that name it, one by period those of runs
// whose as-of date lies in it.
func ExportEvents(w io.Writer, f Format, events []history.Event, filter Filter) error {
	return export(w, f, "events", eventColumns, nil, eventRows(events, filter))
}

var eventColumns = []exportColumn[history.Event]{
	{columnHead{"run", integerKind}, func(e history.Event) datum { return countDatum(&e.Run) }},
	{columnHead{"as_of", textKind}, func(e history.Event) datum { return textDatum(e.AsOf.String()) }},
	{columnHead{"kind", textKind}, func(e history.Event) datum { return textDatum(string(e.Kind)) }},
	{columnHead{"from", textKind}, func(e history.Event) datum { return idsDatum(e.From) }},
	{columnHead{"to", textKind}, func(e history.Event) datum { return idsDatum(e.To) }},
	{columnHead{"overlap", fractionKind}, func(e history.Event) datum { return fractionDatum(e.Overlap) }},
	{columnHead{"papers", textKind}, func(e history.Event) datum { return listDatum(e.Papers) }},
}

func idsDatum(all []history.Named) datum {
	var ids []string
	for _, n := range all {
		ids = append(ids, n.ID.String())
	}
	return listDatum(ids)
}

func eventRows(events []history.Event, filter Filter) iter.Seq2[history.Event, error] {
	return func(yield func(history.Event, error) bool) {
		for _, e := range events {
			if filter.takesEvent(e) && !yield(e, nil) {
				return
			}
		}
	}
}

// takesEvent reports whether an event passes.
func (f Filter) takesEvent(e history.Event) bool {
	names := func(n history.Named) bool { return n.ID == f.Topic }
	return (f.Topic == topics.ID{} || slices.ContainsFunc(e.From, names) || slices.ContainsFunc(e.To, names)) && f.takesDate(e.AsOf)
}
