package pipeline

import (
	"context"
	"slices"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
	"papertide/reports"
)

// Backtest says what became of the alerts and forecasts of earlier reports: of
// those that runs stored, where there are several, and of those that today's
// memberships would have given. It judges by the memberships of the newest run.
func Backtest(ctx context.Context, db *history.DB) (reports.Backtest, error) {
	run, err := db.Run(ctx, 0)
	if err != nil {
		return reports.Backtest{}, err
	}
	b := reports.Backtest{Run: run.Number, AsOf: run.AsOf, Unit: run.Unit.String(), Notes: []string{}}
	for _, p := range run.Counts.Periods {
		if p.Complete {
			b.Periods++
		}
	}
	if run.Selection != nil {
		b.Notes = append(b.Notes, "a selection of papers, not a stream: it raises no alert")
		return b, nil
	}
	all := familiesOf(&run)
	lived, err := asLived(ctx, db, &run, all)
	if err != nil {
		return b, err
	}
	if len(lived[0]) > 1 {
		b.Reports = append(b.Reports, backtested(true, all, lived))
	}
	replayed := make([][]trends.Report, len(all))
	for i, f := range all {
		if err := ctx.Err(); err != nil {
			return b, err
		}
		replayed[i] = trends.Replay(f.counts, trends.Default())
	}
	b.Reports = append(b.Reports, backtested(false, all, replayed))
	return b, nil
}

// testedFamily is topics that are tested together.
type testedFamily struct {
	name   string
	topics []topics.Topic
	counts trends.Counts
	of     func(*history.Run) ([]topics.Topic, trends.Family) // in any run
}

func familiesOf(run *history.Run) []testedFamily {
	f := count(run, run.Unit, nil)
	all := []testedFamily{
		{"topics", run.Topics, f.topics, func(r *history.Run) ([]topics.Topic, trends.Family) { return r.Topics, r.Trends }},
		{"themes", run.Themes, f.themes, func(r *history.Run) ([]topics.Topic, trends.Family) { return r.Themes, r.ThemeTrends }},
		{"watched topics", run.Watched, f.watched, func(r *history.Run) ([]topics.Topic, trends.Family) { return r.Watched, r.WatchedTrends }},
	}
	return slices.DeleteFunc(all, func(f testedFamily) bool { return len(f.topics) == 0 })
}

// asLived reads the reports that runs gave, by family. Topics that the newest
// run does not know have numbers beyond its own.
func asLived(ctx context.Context, db *history.DB, run *history.Run, all []testedFamily) ([][]trends.Report, error) {
	lived := make([][]trends.Report, len(all))
	at := map[topics.ID]int{}
	for _, f := range all {
		for i, t := range f.topics {
			at[t.ID] = i
		}
	}
	err := db.EachReported(ctx, func(r history.Run) error {
		if r.Unit != run.Unit {
			return nil
		}
		for i, f := range all {
			list, family := f.of(&r)
			report := trends.Report{At: r.Reported, Trends: map[int]trends.Trend{}}
			for j, t := range family.Trends {
				index, known := at[list[j].ID]
				if !known {
					index = len(f.topics) + list[j].ID.Number
				}
				report.Trends[index] = t
			}
			lived[i] = append(lived[i], report)
		}
		return nil
	})
	return lived, err
}

// backtested judges the reports of all families.
func backtested(lived bool, all []testedFamily, reported [][]trends.Report) reports.Backtested {
	b := reports.Backtested{Lived: lived, Reports: len(reported[0])}
	var ahead trends.ForecastErrors
	for i, f := range all {
		ahead.Add(f.counts, reported[i])
		alerts := trends.Alerts(reported[i])
		for _, confirmed := range []bool{false, true} {
			b.Alerts = append(b.Alerts, recorded(f, confirmed, slices.DeleteFunc(slices.Clone(alerts), func(a trends.Alert) bool { return a.Confirmed != confirmed })))
		}
	}
	b.Ahead = reports.NewForecastRecord(ahead)
	return b
}

func recorded(f testedFamily, confirmed bool, alerts []trends.Alert) reports.AlertRecord {
	r := reports.AlertRecord{Family: f.name, Confirmed: confirmed, Alerts: len(alerts)}
	for _, a := range alerts {
		if a.Verdict == trends.Rising {
			r.Rising++
		}
	}
	known := slices.DeleteFunc(alerts, func(a trends.Alert) bool { return a.Topic >= len(f.topics) })
	r.Gone = r.Alerts - len(known)
	var leads []int
	var held, judged [2]int
	for _, j := range trends.Judge(f.counts, known) {
		for i, o := range []trends.Outcome{j.After4, j.After8} {
			if o != trends.Unknown {
				judged[i]++
			}
			if o == trends.Held {
				held[i]++
			}
		}
		if j.Obvious {
			leads = append(leads, j.Lead)
		}
	}
	r.Held4, r.Held8 = reports.NewProportion(held[0], judged[0]), reports.NewProportion(held[1], judged[1])
	if r.Obvious = len(leads); r.Obvious > 0 {
		slices.Sort(leads)
		median := float64(leads[(len(leads)-1)/2]+leads[len(leads)/2]) / 2
		r.Lead = &median
	}
	return r
}
