package reports

import (
	"iter"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// topicRow is one topic, theme or watched topic.
type topicRow struct {
	topics.Topic
	theme  string       // fullLabel of the theme
	share  trends.Share // of all dated papers; Total 0: not known
	medoid string       // id of a paper
}

var topicColumns = []exportColumn[topicRow]{
	{columnHead{"topic", textKind}, func(r topicRow) datum { return textDatum(r.ID.String()) }},
	{columnHead{"label", textKind}, func(r topicRow) datum { return textDatum(fullLabel(r.Topic)) }},
	{columnHead{"terms", textKind}, func(r topicRow) datum { return listDatum(r.Terms) }},
	{columnHead{"theme", textKind}, func(r topicRow) datum { return textDatum(r.Theme.String()) }},
	{columnHead{"theme_label", textKind}, func(r topicRow) datum { return textDatum(r.theme) }},
	{columnHead{"papers", integerKind}, func(r topicRow) datum { return countDatum(&r.Papers) }},
	{columnHead{"share", fractionKind}, func(r topicRow) datum { return ofShare(r.share, r.share.Value) }},
	{columnHead{"share_low", fractionKind}, func(r topicRow) datum { return ofShare(r.share, r.share.Low) }},
	{columnHead{"share_high", fractionKind}, func(r topicRow) datum { return ofShare(r.share, r.share.High) }},
	{columnHead{"stability", fractionKind}, func(r topicRow) datum {
		if r.Stability < 0 {
			return datum{} // not measured
		}
		return fractionDatum(r.Stability)
	}},
	{columnHead{"state", textKind}, func(r topicRow) datum { return textDatum(string(r.State)) }},
	{columnHead{"born_run", integerKind}, func(r topicRow) datum { return positiveDatum(r.BornRun) }},
	{columnHead{"born_as_of", textKind}, func(r topicRow) datum { return textDatum(r.BornAsOf.String()) }},
	{columnHead{"medoid", textKind}, func(r topicRow) datum { return textDatum(r.medoid) }},
}

// ofShare is unknown where there is no paper to have a share of.
func ofShare(s trends.Share, value float64) datum {
	if s.Total == 0 {
		return datum{}
	}
	return fractionDatum(value)
}

func topicRows(r history.Run, filter Filter) iter.Seq2[topicRow, error] {
	themes := map[topics.ID]string{}
	for _, t := range r.Themes {
		themes[t.ID] = fullLabel(t)
	}
	return func(yield func(topicRow, error) bool) {
		lists := []struct {
			topics []topics.Topic
			shares []trends.Share
		}{{r.Topics, r.Overall}, {r.Rested, nil}, {r.Themes, r.OverallThemes}, {r.Watched, r.OverallWatched}}
		for _, list := range lists {
			for i, t := range list.topics {
				if !filter.takesTopic(&t) {
					continue
				}
				row := topicRow{Topic: t, theme: themes[t.Theme]}
				if i < len(list.shares) {
					row.share = list.shares[i]
				}
				if t.Papers > 0 { // otherwise it has no medoid
					row.medoid = r.Papers[t.Medoid].ID
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// shareRow is one topic, theme or watched topic in one period.
type shareRow struct {
	id     topics.ID
	period trends.PeriodInfo
	share  trends.Share
}

func shareColumns(vintage func(topics.ID, calendar.Period) (float64, bool)) []exportColumn[shareRow] {
	return []exportColumn[shareRow]{
		{columnHead{"topic", textKind}, func(r shareRow) datum { return textDatum(r.id.String()) }},
		{columnHead{"period", textKind}, func(r shareRow) datum { return textDatum(r.period.Period.String()) }},
		{columnHead{"start", textKind}, func(r shareRow) datum { return textDatum(r.period.Period.Start().String()) }},
		{columnHead{"end", textKind}, func(r shareRow) datum { return textDatum(r.period.Period.End().String()) }},
		{columnHead{"complete", truthKind}, func(r shareRow) datum { return truthDatum(r.period.Complete) }},
		{columnHead{"papers", integerKind}, func(r shareRow) datum { return countDatum(&r.share.Papers) }},
		{columnHead{"total", integerKind}, func(r shareRow) datum { return countDatum(&r.period.Papers) }},
		{columnHead{"share", fractionKind}, func(r shareRow) datum { return ofShare(r.share, r.share.Value) }},
		{columnHead{"low", fractionKind}, func(r shareRow) datum { return ofShare(r.share, r.share.Low) }},
		{columnHead{"high", fractionKind}, func(r shareRow) datum { return ofShare(r.share, r.share.High) }},
		{columnHead{"vintage_share", fractionKind}, func(r shareRow) datum {
			if vintage == nil {
				return datum{}
			}
			v, ok := vintage(r.id, r.period.Period)
			if !ok {
				return datum{}
			}
			return fractionDatum(v)
		}},
	}
}

func shareRows(r history.Run, filter Filter) iter.Seq2[shareRow, error] {
	return func(yield func(shareRow, error) bool) {
		lists := []struct {
			topics []topics.Topic
			shares [][]trends.Share
		}{{r.Topics, r.Shares}, {r.Themes, r.ThemeShares}, {r.Watched, r.WatchedShares}}
		for _, list := range lists {
			for i, t := range list.topics {
				for j, p := range r.Counts.Periods {
					if filter.takesTopic(&t) && filter.takesPeriod(p.Period) && !yield(shareRow{t.ID, p, list.shares[i][j]}, nil) {
						return
					}
				}
			}
		}
	}
}
