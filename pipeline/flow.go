package pipeline

import (
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// flow tells where the papers went that the run held which first saw the end of
// the longest horizon's baseline whole: what re-clustering did to the topics
// since the time with which they are compared. Where no run did, the first run
// that saw a period whole takes its place.
func flow(s history.State, run history.Run) (history.Flow, error) {
	if run.Selection != nil || len(s.Vintages) == 0 {
		return history.Flow{}, nil
	}
	base := s.Vintages[0]
	if w := run.Trends.Windows; len(w) > 0 {
		for _, v := range s.Vintages {
			if last := w[len(w)-1].Base.Last; v.Period.Unit == last.Unit && v.Period.Index <= last.Index {
				base = v
			}
		}
	}
	earlier, err := s.Earlier([]int{base.Run})
	if err != nil {
		return history.Flow{}, err
	}
	was, now := make([]topics.ID, len(run.Papers)), make([]topics.ID, len(run.Papers))
	for id, rows := range earlier[0].Of {
		if id.Kind == topics.IsTopic {
			for _, row := range rows {
				was[row] = id
			}
		}
	}
	for row, t := range run.Of {
		now[row] = run.Topics[t].ID
	}
	return history.Flow{Run: base.Run, Reported: base.Period, Flows: topics.Flows(was, now)}, nil
}
