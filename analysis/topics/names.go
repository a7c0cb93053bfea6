package topics

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
			label := []string{pinned}
			if len(t.Label) > 1 {
				label = append(label, t.Label[1:]...)
			}
			held[i] = Held{Label: label, Pinned: true}
		case !t.Renamed: // a name that the user took back is no longer held
			held[i].Label = t.Label
			if news {
				held[i].Challenger = t.Challenger
			}
		}
	}
	for i, l := range Labels(s.Phrases, of, len(topics), held, title) {
		topics[i].Label, topics[i].Renamed = l.Text(), held[i].Pinned
		topics[i].NameScore, topics[i].Challenger = l.Score, l.Challenger
	}
}
