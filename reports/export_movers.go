package reports

import (
	"errors"
	"io"
	"iter"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// ExportMovers writes how topics, then themes, then watched topics differ
// between the windows of each horizon, a row for each topic and horizon, tested
// or not. p and q are empty where nothing was tested, and all figures of a
// horizon for which the history is too short. A filter by period is an error: movers are of the newest periods.
func ExportMovers(w io.Writer, f Format, r history.Run, filter Filter) error {
	err := filter.checked(r)
	if !filter.Period.IsZero() {
		err = errors.New("movers are not divided by period; shares are")
	}
	return export(w, f, "movers", moverColumns, err, moverRows(r, filter))
}

// moverRow is one topic on one horizon.
type moverRow struct {
	topics.Topic
	trends.Mover
	trends.Evidence
	parts *trends.Attribution // nil: no earlier report to part the change against
}

var moverColumns = []exportColumn[moverRow]{
	{columnHead{"topic", textKind}, func(r moverRow) datum { return textDatum(r.ID.String()) }},
	{columnHead{"label", textKind}, func(r moverRow) datum { return textDatum(fullLabel(r.Topic)) }},
	{columnHead{"horizon", textKind}, func(r moverRow) datum { return textDatum(string(r.Horizon)) }},
	{columnHead{"before", fractionKind}, func(r moverRow) datum { return ofShare(r.Before, r.Before.Value) }},
	{columnHead{"after", fractionKind}, func(r moverRow) datum { return ofShare(r.After, r.After.Value) }},
	{columnHead{"change_pp", fractionKind}, func(r moverRow) datum { return r.points(r.Difference) }},
	{columnHead{"low_pp", fractionKind}, func(r moverRow) datum { return r.points(r.Low) }},
	{columnHead{"high_pp", fractionKind}, func(r moverRow) datum { return r.points(r.High) }},
	{columnHead{"p", fractionKind}, func(r moverRow) datum { return r.ofTest(r.P) }},
	{columnHead{"q", fractionKind}, func(r moverRow) datum { return r.ofTest(r.Q) }},
	{columnHead{"verdict", textKind}, func(r moverRow) datum { return textDatum(string(r.Mover.Verdict)) }},
	{columnHead{"held", integerKind}, func(r moverRow) datum { return countDatum(&r.Held) }},
	{columnHead{"e", fractionKind}, func(r moverRow) datum { return fractionDatum(r.E) }},
	{columnHead{"since", textKind}, func(r moverRow) datum { return textDatum(r.Since.String()) }},
	{columnHead{"confirmed", truthKind}, func(r moverRow) datum { return truthDatum(r.Confirmed) }},
	{columnHead{"from_papers_pp", fractionKind}, func(r moverRow) datum { return r.part(trends.Attribution.FromPapers) }},
	{columnHead{"from_reclustering_pp", fractionKind}, func(r moverRow) datum { return r.part(trends.Attribution.FromReclustering) }},
}

// points is a difference in percentage points, unknown where a window has no
// papers.
func (r moverRow) points(f float64) datum {
	if r.Before.Total == 0 || r.After.Total == 0 {
		return datum{}
	}
	return fractionDatum(100 * f)
}

func (r moverRow) ofTest(f float64) datum {
	if r.Untested != "" {
		return datum{}
	}
	return fractionDatum(f)
}

func (r moverRow) part(of func(trends.Attribution) float64) datum {
	if r.parts == nil || !r.parts.Known {
		return datum{}
	}
	return fractionDatum(100 * of(*r.parts))
}

func moverRows(r history.Run, filter Filter) iter.Seq2[moverRow, error] {
	return func(yield func(moverRow, error) bool) {
		for _, list := range []struct {
			topics []topics.Topic
			family trends.Family
			parts  func(history.Attributed) []trends.Attribution
		}{
			{r.Topics, r.Trends, func(a history.Attributed) []trends.Attribution { return a.Topics }},
			{r.Themes, r.ThemeTrends, func(a history.Attributed) []trends.Attribution { return a.Themes }},
			{r.Watched, r.WatchedTrends, func(a history.Attributed) []trends.Attribution { return a.Watched }},
		} {
			for i, t := range list.family.Trends {
				for _, l := range trends.Default().Windows[r.Unit] {
					row := moverRow{Topic: list.topics[i], Mover: moverOn(t, l.Horizon), Evidence: t.Evidence}
					for _, a := range r.Attributed {
						if a.Horizon == l.Horizon {
							row.parts = &list.parts(a)[i]
						}
					}
					if filter.takesTopic(&row.Topic) && !yield(row, nil) {
						return
					}
				}
			}
		}
	}
}

// moverOn is a topic's change on a horizon; of one that the history is too
// short for nothing is known.
func moverOn(t trends.Trend, h trends.Horizon) trends.Mover {
	for _, m := range t.Movers {
		if m.Horizon == h {
			return m
		}
	}
	return trends.Mover{Horizon: h, Change: trends.Change{Untested: "too few periods", Verdict: trends.NoEvidence}}
}
