package history

import (
	"papertide/analysis/calendar"
	"papertide/analysis/topics"
)

// A Whole is what an engine counted of more papers than a history holds. The
// papers of such a run are the sample that its topics were fitted on.
type Whole struct {
	Model  string          // hash of the model file that the papers were assigned with
	First  calendar.Period // of the counts
	Topics []WholeTopic    // by id
	Docs   int             // papers, those after the as-of date included
	Bad    int             // records that were none
	Later  int             // papers dated after the as-of date: counted nowhere
}

// A WholeTopic is the papers of one topic.
type WholeTopic struct {
	ID      topics.ID
	Periods []int // papers by period, from Whole.First on
	Undated int   // papers whose date is missing or coarser than the period
}

// Papers is how many papers the topic has.
func (t WholeTopic) Papers() int {
	n := t.Undated
	for _, p := range t.Periods {
		n += p
	}
	return n
}

// Size is the number of papers that the run's shares are about.
func (r *Run) Size() int {
	if r.Whole == nil {
		return len(r.Papers)
	}
	return r.Whole.Docs - r.Whole.Later
}
