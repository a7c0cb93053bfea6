package topics

import (
	"cmp"
	"slices"
)

// group puts the topics into themes, gives these the ids of the themes that
// they carry on, and names them like topics; a theme of one topic takes its
// label. It writes Topic.Theme, and returns the themes, largest first, what
// they look like, and the first number that no theme has.
func group(s Space, of []int32, topics []Topic, v view, past Past, news bool, o Options) ([]Topic, view, int) {
	old := make(map[ID]int, len(past.Themes))
	for i, t := range past.Themes {
		old[t.ID] = i
	}
	was := make([]int, len(topics))
	for i, t := range topics {
		was[i] = -1
		if h, ok := old[t.Theme]; ok {
			was[i] = h
		}
		topics[i].Theme = ID{}
	}
	next := max(1, past.NextTheme)
	theme := grouped(v.centre, was, o.Themes, themeMargin)
	if theme == nil {
		return nil, view{}, next
	}

	size := make([]int, slices.Max(theme)+1)
	for i, h := range theme {
		size[h] += topics[i].Papers
	}
	order := make([]int, len(size))
	for h := range order {
		order[h] = h
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	rank := make([]int, len(size))
	for i, h := range order {
		rank[h] = i
	}
	wide, before := make([]int32, len(of)), make([]int32, len(of))
	for row, t := range of {
		wide[row], before[row] = int32(rank[theme[t]]), int32(was[t])
	}

	themes := make([]Topic, len(size))
	for i, a := range cross(before, wide, len(past.Themes), len(size)).heirs(o.Survival) {
		if a >= 0 {
			themes[i] = past.Themes[a]
			continue
		}
		themes[i] = Topic{ID: ID{IsTheme, next}, State: Living, BornRun: o.Run, BornAsOf: o.AsOf, Stability: -1}
		next++
	}
	w := look(s, members(wide, len(size)), o.Workers)
	w.describe(s, themes)
	name(s, wide, themes, past.Names, news)
	alone := make([]int, len(size)) // topics of each theme
	for i, h := range theme {
		topics[i].Theme = themes[rank[h]].ID
		alone[rank[h]]++
	}
	for i, h := range theme {
		if t := &themes[rank[h]]; alone[rank[h]] == 1 && !t.Renamed {
			t.Label, t.NameScore, t.Challenger = topics[i].Label, topics[i].NameScore, ""
		}
	}
	return themes, w, next
}
