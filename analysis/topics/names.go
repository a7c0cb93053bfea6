package topics

import "slices"

// name gives the topics (or themes) of the papers their labels: the user's
// name first, else the label that they bring along from the run before unless
// another is clearly better, else a new one. Without new papers no label
// changes: the same papers are no second witness.
func name(s Space, of []int32, topics []Topic, names map[ID]string, news bool) {
	held, title := make([]Held, len(topics)), make([]string, len(topics))
	for i, t := range topics {
		title[i] = s.Titles[t.Medoid]
		pinned, renamed := names[t.ID]
		switch {
		case renamed:
			held[i] = Held{Label: withName(pinned, t.Label), Pinned: true}
		case !t.Renamed: // a name that the user took back is no longer held
			held[i].Label = t.Label
			if news {
				held[i].Challenger = t.Challenger
			}
		}
	}
	for i, l := range Labels(s.Phrases, of, len(topics), held, title) {
		if !stillMixed(topics[i].Label, l) {
			topics[i].Label = l.Text()
		}
		topics[i].Renamed = held[i].Pinned
		if held[i].Pinned { // to the letter, whatever form a label has
			topics[i].Label = withName(held[i].Label[0], topics[i].Label)
		}
		topics[i].NameScore, topics[i].Challenger = l.Score, l.Challenger
	}
}

// stillMixed says whether a label is that of a mixture and its new one differs
// in the second phrase at most: which comes second changes with every paper.
func stillMixed(label []string, l Label) bool {
	was := parseLabel(label)
	return was.Mixed && l.Mixed && was.Phrases[0] == l.Phrases[0]
}

// withName is a label with another name.
func withName(name string, label []string) []string {
	if len(label) == 0 {
		return []string{name}
	}
	return append([]string{name}, label[1:]...)
}

// nameRested gives the topics without papers the user's names. One whose name
// the user took back has no words left to be named by but the further ones.
func nameRested(rested []Topic, names map[ID]string) {
	for i := range rested {
		t := &rested[i]
		pinned, renamed := names[t.ID]
		switch {
		case renamed:
			t.Label = withName(pinned, t.Label)
		case t.Renamed && len(t.Label) > 1:
			t.Label = slices.Clone(t.Label[1:])
		case t.Renamed:
			t.Label = slices.Clone(t.Terms[:min(1, len(t.Terms))])
		}
		t.Renamed = renamed
	}
}

// renamings tells of the names that the user gave or took back since the run
// before.
func renamings(past Past, lists ...[]Topic) []Event {
	before := map[ID]*Topic{}
	for _, list := range [][]Topic{past.Topics, past.Themes} {
		for i := range list {
			before[list[i].ID] = &list[i]
		}
	}
	var events []Event
	for _, list := range lists {
		for _, t := range list {
			was := before[t.ID]
			if was != nil && (t.Renamed != was.Renamed || t.Renamed && t.Name() != was.Name()) {
				events = append(events, Event{Kind: Edited, To: []ID{t.ID}, Overlap: 1, Papers: slices.Clone(t.Typical)})
			}
		}
	}
	return events
}
