package reports

import (
	"slices"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// hidden stands in Of for the topic of a paper that no list of the page shows.
const hidden = -2

// visible returns what a page shows of a run: no topic that the user hid. Their
// papers still count in the totals.
func visible(r *history.Run) *history.Run {
	if !slices.ContainsFunc(r.Topics, isHidden) {
		return r
	}
	out := *r
	out.Topics, out.Overall, out.Shares, out.Position, out.Counts.Topic = nil, nil, nil, nil, nil
	at := make([]int32, len(r.Topics))
	var kept []int
	for i, t := range r.Topics {
		if at[i] = hidden; isHidden(t) {
			continue
		}
		at[i] = int32(len(out.Topics))
		kept = append(kept, i)
		out.Topics, out.Overall = append(out.Topics, t), append(out.Overall, r.Overall[i])
		out.Shares, out.Counts.Topic = append(out.Shares, r.Shares[i]), append(out.Counts.Topic, r.Counts.Topic[i])
		if i < len(r.Position) {
			out.Position = append(out.Position, r.Position[i])
		}
	}
	out.Of = make([]int32, len(r.Of))
	for row, t := range r.Of {
		if out.Of[row] = t; t >= 0 {
			out.Of[row] = at[t]
		}
	}
	out.Trends.Trends, out.Trends.Rolling = picked(r.Trends.Trends, kept), picked(r.Trends.Rolling, kept)
	out.Trends.Pairs = slices.Clone(r.Trends.Pairs)
	for i := range out.Trends.Pairs {
		out.Trends.Pairs[i].Changes = picked(out.Trends.Pairs[i].Changes, kept)
	}
	out.Attention = picked(r.Attention, kept)
	out.Attributed = slices.Clone(r.Attributed)
	for i := range out.Attributed {
		out.Attributed[i].Topics = picked(out.Attributed[i].Topics, kept)
	}
	return &out
}

// picked are the elements of a list at some places; an empty list stays empty.
func picked[T any](list []T, at []int) []T {
	if len(list) == 0 {
		return list
	}
	out := make([]T, len(at))
	for i, k := range at {
		out[i] = list[k]
	}
	return out
}

func isHidden(t topics.Topic) bool { return t.State == topics.Hidden }
