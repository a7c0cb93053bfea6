package pipeline

import (
	"maps"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// tellTrends counts the papers of topics, themes and watched topics and says
// what their shares show. resampled are clusterings of resampled papers, as in
// topics.Result.
func tellTrends(papers []corpus.Paper, run *history.Run, resampled [][]int32) {
	dates := make([]calendar.Date, len(papers))
	for row, p := range papers {
		dates[row] = p.Date
	}
	selection := run.Selection != nil
	plain := func(rows [][]int32) trends.Counts {
		return trends.Count(dates, rows, run.Unit, run.AsOf, selection)
	}
	run.Counts = plain(members(run.Of, len(run.Topics)))
	come := sources(papers, plain)
	count := func(rows [][]int32) trends.Counts {
		c := plain(rows)
		c.Selection, c.Sources = selection, come
		return c
	}
	byTopic := count(members(run.Of, len(run.Topics)))
	byTopic.From, byTopic.Draws = starts(run.Topics, run.Unit), trends.CountDraws(byTopic, dates, run.Of, resampled)
	run.Marks = trends.Marks(byTopic)
	run.Trends, run.Shares, run.Overall = tell(byTopic)

	of := themeOf(run, run.Of)
	byTheme := count(members(of, len(run.Themes)))
	drawn := make([][]int32, len(resampled))
	for d := range drawn {
		drawn[d] = themeOf(run, resampled[d])
	}
	byTheme.Draws = trends.CountDraws(byTheme, dates, of, drawn)
	run.ThemeTrends, run.ThemeShares, run.OverallThemes = tell(byTheme)

	if len(run.Watched) > 0 {
		byWatched := count(run.WatchedRows)
		byWatched.Without = func(watched []int) trends.Counts { return without(run.WatchedRows, watched, count) }
		run.WatchedTrends, run.WatchedShares, run.OverallWatched = tell(byWatched)
	}
}

// tell says what the counts of a family of topics show.
func tell(c trends.Counts) (trends.Family, [][]trends.Share, []trends.Share) {
	return trends.Test(c, trends.Default()), trends.Shares(c), trends.Overall(c)
}

// starts tells from when the periods of topics count in tests: of one that was
// found because its papers were recent, from the period after its birth.
func starts(all []topics.Topic, u calendar.Unit) []trends.Start {
	from := make([]trends.Start, len(all))
	for i, t := range all {
		if born, ok := t.BornAsOf.In(u); ok && t.Raised {
			from[i] = trends.Start{Period: born.Add(1), Why: "born in " + born.String()}
		}
	}
	return from
}

// sources counts the papers of each source, in order of their names.
func sources(papers []corpus.Paper, count func(rows [][]int32) trends.Counts) []trends.Source {
	rows := map[string][]int32{}
	for row, p := range papers {
		rows[p.Source] = append(rows[p.Source], int32(row))
	}
	names := slices.Sorted(maps.Keys(rows))
	of := make([][]int32, len(names))
	for i, name := range names {
		of[i] = rows[name]
	}
	all := make([]trends.Source, len(names))
	for i, papers := range count(of).Topic {
		all[i] = trends.Source{Name: names[i], Papers: papers}
	}
	return all
}

// without counts the papers that are in none of some groups.
func without(rows [][]int32, groups []int, count func(rows [][]int32) trends.Counts) trends.Counts {
	in := map[int32]bool{}
	for _, g := range groups {
		for _, row := range rows[g] {
			in[row] = true
		}
	}
	rest := make([][]int32, len(rows), len(rows)+1)
	for g := range rows {
		rest[g] = slices.DeleteFunc(slices.Clone(rows[g]), func(row int32) bool { return in[row] })
	}
	c := count(append(rest, slices.Sorted(maps.Keys(in))))
	for i, papers := range c.Topic[len(rows)] {
		c.Periods[i].Papers -= papers
	}
	c.Topic = c.Topic[:len(rows)]
	return c
}

// remember marks the trends that the page before had confirmed, where a test
// still says the same.
func remember(run *history.Run) {
	was := map[topics.ID]trends.Verdict{}
	for _, m := range run.Before.Movers {
		if m.Confirmed {
			was[m.ID] = m.Verdict
		}
	}
	for _, family := range []struct {
		topics []topics.Topic
		trends []trends.Trend
	}{{run.Topics, run.Trends.Trends}, {run.Themes, run.ThemeTrends.Trends}, {run.Watched, run.WatchedTrends.Trends}} {
		for i := range family.trends {
			t := &family.trends[i]
			v, is := was[family.topics[i].ID]
			t.WasConfirmed = is && !t.Confirmed && t.Verdict() == v
		}
	}
}
