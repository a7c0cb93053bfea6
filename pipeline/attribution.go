package pipeline

import (
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// attribute parts the changes of topics, themes and watched topics against what
// was published, for each horizon whose whole baseline an earlier run reported.
// Of a selection nothing is said about change.
func attribute(s history.State, run history.Run) ([]history.Attributed, error) {
	if run.Selection != nil {
		return nil, nil
	}
	var all []history.Attributed
	var runs []int
	for _, w := range run.Trends.Windows {
		if n := reportedBy(w.Base, s.Vintages); n > 0 {
			all = append(all, history.Attributed{Window: w, Run: n})
			runs = append(runs, n)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	earlier, err := s.Earlier(runs)
	if err != nil {
		return nil, err
	}
	for i := range all {
		a := &all[i]
		recent, base := dated(run, a.Recent), dated(run, a.Base)
		part := func(list []topics.Topic, now [][]int32) []trends.Attribution {
			then := make([][]int32, len(list))
			for t, topic := range list {
				then[t] = earlier[i].Of[topic.ID]
			}
			return trends.Attribute(recent, base, earlier[i].Held, now, then)
		}
		a.Topics = part(run.Topics, members(run.Of, len(run.Topics)))
		a.Themes = part(run.Themes, members(themeOf(&run, run.Of), len(run.Themes)))
		a.Watched = part(run.Watched, run.WatchedRows)
	}
	return all, nil
}

// reportedBy returns the first run that had reported all periods of a range
// whole, 0 if none had.
func reportedBy(r calendar.Range, vintages []history.Vintage) (run int) {
	for p := r.First; p.Index <= r.Last.Index; p = p.Add(1) {
		i := slices.IndexFunc(vintages, func(v history.Vintage) bool { return v.Period == p })
		if i < 0 {
			return 0
		}
		run = max(run, vintages[i].Run)
	}
	return run
}

// dated lists the rows of the papers of a range of periods.
func dated(run history.Run, r calendar.Range) (rows []int32) {
	for row, p := range run.Papers {
		if in, ok := p.Date.In(r.First.Unit); ok && in.Index >= r.First.Index && in.Index <= r.Last.Index {
			rows = append(rows, int32(row))
		}
	}
	return rows
}
