package reports

import (
	"fmt"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// Filter says what to export.
type Filter struct {
	Topic  topics.ID       // only this topic, this watched topic, or this theme with its topics; zero: all
	Period calendar.Period // only this period, or those within it; zero: all
}

// ParseFilter reads a topic's id and a period, either of which may be empty.
func ParseFilter(topic, period string) (f Filter, err error) {
	if err := f.Topic.UnmarshalText([]byte(topic)); err != nil {
		return Filter{}, err
	}
	if err := f.Period.UnmarshalText([]byte(period)); err != nil {
		return Filter{}, err
	}
	return f, nil
}

// checked returns an error if the run does not know the topic of the filter.
// It may be resting: then it has no papers.
func (f Filter) checked(r history.Run) error {
	if f.Topic == (topics.ID{}) {
		return nil
	}
	for _, list := range [][]topics.Topic{r.Topics, r.Rested, r.Themes, r.Watched} {
		for _, t := range list {
			if t.ID == f.Topic {
				return nil
			}
		}
	}
	return fmt.Errorf("topic %s: not in run %d", f.Topic, r.Number)
}

// takesPaper reports whether the paper of a row, which is in topic t, passes.
func (f Filter) takesPaper(r *history.Run, row int, t *topics.Topic) bool {
	if f.Topic.Kind != topics.IsWatched {
		return f.takesTopic(t)
	}
	i := slices.IndexFunc(r.Watched, func(t topics.Topic) bool { return t.ID == f.Topic })
	_, holds := slices.BinarySearch(r.WatchedRows[i], int32(row))
	return holds
}

// takesTopic reports whether a topic of any kind passes; nil is no topic.
func (f Filter) takesTopic(t *topics.Topic) bool {
	return f.Topic == (topics.ID{}) || t != nil && (t.ID == f.Topic || t.Theme == f.Topic)
}

// takesDate reports whether a paper of this date passes.
func (f Filter) takesDate(d calendar.Date) bool {
	return f.Period.IsZero() || calendar.Range{First: f.Period, Last: f.Period}.Contains(d)
}

// takesPeriod reports whether a period passes as a whole.
func (f Filter) takesPeriod(p calendar.Period) bool {
	return f.Period.IsZero() || calendar.Range{First: f.Period, Last: f.Period}.Holds(p)
}
