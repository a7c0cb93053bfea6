package reports

import (
	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// since is the bar that says what differs from the page before.
type since struct {
	Lead  string // "Since last Monday"
	Items []sinceItem
	None  string
	Fresh int // topics that newly rise, stable ones
	Past  int // topics that rose and no longer do
}

type sinceItem struct {
	Before []nameCount
	Words  string
	After  []nameCount
}

// shownSince is how many events stand in the bar; the others stand in their
// list.
const shownSince = 4

// sinceBefore compares the verdicts with those of the page before; nil if there
// was none or nothing is tested.
func (v *view) sinceBefore() *since {
	if v.Before.Run == 0 || !v.kinds[topics.IsTopic].tested() {
		return nil
	}
	s := &since{Lead: v.sinceWords()}
	was := map[topics.ID]trends.Verdict{}
	for _, m := range v.Before.Movers {
		was[m.ID] = m.Verdict
	}
	now := map[topics.ID]trends.Verdict{}
	var rising, falling, squeezed, noMore, noLess []nameCount
	for _, kind := range []topics.Kind{topics.IsTopic, topics.IsWatched} {
		k := &v.kinds[kind]
		for i := 0; k.tested() && i < len(k.topics); i++ {
			t := k.topics[i]
			verdict := k.Trends[i].Verdict()
			now[t.ID] = verdict
			if verdict == was[t.ID] {
				continue
			}
			switch name := v.place(t.ID); verdict {
			case trends.Rising:
				rising = append(rising, name)
				if kind == topics.IsTopic && !unstable(t) {
					s.Fresh++
				}
			case trends.Falling:
				falling = append(falling, name)
			case trends.Squeezed:
				if was[t.ID] != trends.Falling {
					squeezed = append(squeezed, name)
				}
			}
		}
	}
	for _, m := range v.Before.Movers {
		if m.ID.Kind == topics.IsTheme || now[m.ID] == m.Verdict {
			continue
		}
		name := nameCount{Name: shown(m.Name, longestLabel)}
		if v.names[m.ID] != "" {
			name = v.place(m.ID)
		}
		switch {
		case m.Verdict == trends.Rising:
			noMore = append(noMore, name)
			if m.ID.Kind == topics.IsTopic {
				s.Past++
			}
		case now[m.ID] != trends.Falling && now[m.ID] != trends.Squeezed:
			noLess = append(noLess, name)
		}
	}
	s.add(rising, " newly rises.", " newly rise.")
	s.add(noMore, " no longer rises.", " no longer rise.")
	s.add(noLess, " no longer falls.", " no longer fall.")
	s.add(falling, " newly falls.", " newly fall.")
	s.add(squeezed, " newly falls, but only beside the growth of others (squeezed).", " newly fall, but only beside the growth of others (squeezed).")
	if len(s.Items) == 0 {
		s.None = "no verdict changed."
	}
	events := v.events()
	for _, e := range events[:min(shownSince, len(events))] {
		item := sinceItem{Before: e.Before, Words: e.Words, After: e.After}
		if len(item.After) == 0 {
			item.Words += "."
		}
		s.Items = append(s.Items, item)
	}
	if len(events) == 0 {
		s.None += " No topic was born, split or merged."
	}
	return s
}

func (s *since) add(names []nameCount, one, several string) {
	if len(names) == 1 {
		several = one
	}
	if len(names) > 0 {
		s.Items = append(s.Items, sinceItem{Before: names, Words: several})
	}
}

// sinceWords names the page before.
func (v *view) sinceWords() string {
	before := v.Before.Reported
	if before.Unit == calendar.Week && before.Add(1) == v.Reported {
		return "Since last Monday"
	}
	return "Since the page of " + before.Long()
}

// place is a topic's name with its address.
func (v *view) place(id topics.ID) nameCount { return v.places([]topics.ID{id})[0] }
