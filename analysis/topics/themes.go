package topics

import (
	"cmp"
	"maps"
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
	alone := make([]int, len(size)) // topics of each theme
	for i, h := range theme {
		topics[i].Theme = themes[rank[h]].ID
		alone[rank[h]]++
	}
	name(s, wide, themes, themeNames(topics, past.Names, o.ThemeNames), news)
	for i, h := range theme {
		if t := &themes[rank[h]]; alone[rank[h]] == 1 && !t.Renamed {
			t.Label, t.NameScore, t.Challenger = topics[i].Label, topics[i].NameScore, ""
		}
	}
	return themes, w, next
}

// themeNames returns the user's names of themes: those given to a theme itself,
// then those given to the theme that holds a topic, the lower number first.
func themeNames(topics []Topic, own, holding map[ID]string) map[ID]string {
	if len(holding) == 0 {
		return own
	}
	names := maps.Clone(own)
	if names == nil {
		names = map[ID]string{}
	}
	byNumber := func(a, b ID) int { return a.Number - b.Number }
	for _, id := range slices.SortedFunc(maps.Keys(holding), byNumber) {
		for _, t := range topics {
			if _, named := names[t.Theme]; t.ID == id && !named {
				names[t.Theme] = holding[id]
			}
		}
	}
	return names
}
