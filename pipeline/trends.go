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

// tellTrends says what the shares of topics, themes and watched topics show.
func tellTrends(run *history.Run) {
	f := count(run, run.Unit, nil)
	f.topics.From = besideBirths(f.topics.From, run.Topics, run.Unit)
	run.Counts = trends.Counts{Unit: f.topics.Unit, Periods: f.topics.Periods, Topic: f.topics.Topic, Undated: f.topics.Undated}
	run.Marks = trends.Marks(f.topics)
	run.Trends, run.Shares, run.Overall = tell(f.topics)
	run.ThemeTrends, run.ThemeShares, run.OverallThemes = tell(f.themes)
	if len(run.Watched) > 0 {
		run.WatchedTrends, run.WatchedShares, run.OverallWatched = tell(f.watched)
	}
}

// tell says what the counts of a family of topics show.
func tell(c trends.Counts) (trends.Family, [][]trends.Share, []trends.Share) {
	f := trends.Test(c, trends.Default())
	trends.Describe(c, &f)
	return f, trends.Shares(c), trends.Overall(c)
}

// families are the counts of topics, themes and watched topics, which are
// tested apart.
type families struct{ topics, themes, watched trends.Counts }

// count counts the papers of a run by period, with what is known beside the
// counts; takes says which papers, nil: all of them.
func count(run *history.Run, u calendar.Unit, takes func(corpus.Paper) bool) families {
	dates := make([]calendar.Date, len(run.Papers))
	for row, p := range run.Papers {
		if takes == nil || takes(p) {
			dates[row] = p.Date
		}
	}
	sampled := run.Whole != nil && takes == nil && u == run.Unit
	seen := dates
	if sampled {
		seen = append(slices.Clip(dates), run.Whole.First.Start()) // the counts of an engine may begin earlier
	}
	plain := func(rows [][]int32) trends.Counts {
		return trends.Count(seen, rows, u, run.AsOf, run.Selection != nil)
	}
	come := sources(run.Papers, plain)
	count := func(rows [][]int32) trends.Counts {
		c := plain(rows)
		c.Selection, c.Sources = run.Selection != nil, come
		return c
	}
	ofTopic := func(of []int32) []int32 { return of }
	ofTheme := func(of []int32) []int32 { return themeOf(run, of) }
	parted := func(groups int, of func([]int32) []int32) trends.Counts {
		now := of(run.Of)
		c := count(members(now, groups))
		drawn := make([][]int32, len(run.Resampled.Of))
		for d := range drawn {
			drawn[d] = of(spread(run.Resampled, d, len(dates)))
		}
		c.Draws = trends.CountDraws(c, dates, now, drawn)
		if sampled {
			putWhole(&c, run.Whole, of(wholeOf(run)))
		}
		return c
	}
	f := families{topics: parted(len(run.Topics), ofTopic), themes: parted(len(run.Themes), ofTheme), watched: count(run.WatchedRows)}
	f.topics.From = starts(run.Topics, u)
	f.watched.Without = func(watched []int) trends.Counts { return without(run.WatchedRows, watched, count) }
	return f
}

// drawnAtAll keeps of clusterings of resampled papers the papers that any of
// them drew.
func drawnAtAll(resampled [][]int32) (r history.Resampled) {
	if len(resampled) == 0 {
		return r
	}
	r.Of = make([][]int32, len(resampled))
	for row := range resampled[0] {
		if slices.ContainsFunc(resampled, func(of []int32) bool { return of[row] >= 0 }) {
			r.Rows = append(r.Rows, int32(row))
			for d, of := range resampled {
				r.Of[d] = append(r.Of[d], of[row])
			}
		}
	}
	return r
}

// spread returns one clustering of resampled papers by paper, −1 for those not
// drawn.
func spread(r history.Resampled, draw, papers int) []int32 {
	of := slices.Repeat([]int32{-1}, papers)
	for i, row := range r.Rows {
		of[row] = r.Of[draw][i]
	}
	return of
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

// besideBirths lets the topic that is nearest to a waiting one start with it. A
// young topic takes no papers from before its birth: those that are like it stay
// with the older topic while new ones go to the young, which would make the
// older topic fall without a paper less on its subject.
func besideBirths(from []trends.Start, all []topics.Topic, u calendar.Unit) []trends.Start {
	at := make(map[topics.ID]int, len(all))
	for i, t := range all {
		at[t.ID] = i
	}
	from = slices.Clone(from)
	for _, t := range all {
		born, ok := t.BornAsOf.In(u)
		if t.State != topics.Waiting || !ok {
			continue
		}
		for _, id := range t.Nearest {
			i, living := at[id]
			if !living || all[i].State == topics.Waiting {
				continue
			}
			if start := born.Add(1); start.Index > from[i].Period.Index || from[i].Period.IsZero() {
				from[i] = trends.Start{Period: start, Why: t.ID.String() + " was born beside it in " + born.String()}
			}
			break
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
