package pipeline

import (
	"math"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// revisions compares what a run says of past periods with what the runs said
// that first saw them whole. Topics that only one of two runs knows are not
// compared: what became of them is told by events.
func revisions(run history.Run, vintages []history.Vintage) []history.Revision {
	at := make(map[calendar.Period]int, len(run.Counts.Periods))
	for i, p := range run.Counts.Periods {
		at[p.Period] = i
	}
	var all []history.Revision
	for _, v := range vintages {
		i, still := at[v.Period]
		if !still || !run.Counts.Periods[i].Complete {
			continue // of another unit, or its papers are withdrawn
		}
		r := history.Revision{Period: v.Period, Run: v.Run, Then: v.Papers, Now: run.Counts.Periods[i].Papers}
		for t, topic := range run.Topics {
			then, known := v.Share(topic.ID)
			known = known && topic.State != topics.Hidden
			if now := run.Shares[t][i].Value; known && math.Abs(now-then) > math.Abs(r.To-r.From) {
				r.Topic, r.From, r.To = topic.ID, then, now
			}
		}
		if r.Then != r.Now || r.Topic.Number != 0 {
			all = append(all, r)
		}
	}
	return all
}
