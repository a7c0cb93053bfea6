package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// wholeFrom makes the merged tables of an engine what a run says.
func wholeFrom(m *shard.Model, t shard.Tables) (*history.Whole, error) {
	w := &history.Whole{Model: m.Hash(), Docs: t.Docs, Bad: t.Bad}
	counts := map[topics.ID]map[calendar.Period]int{}
	undated := map[topics.ID]int{}
	var first, last calendar.Period
	for name, periods := range t.Papers {
		id, err := topics.ParseID(name)
		if err == nil && !slices.Contains(m.Head.Topics, name) {
			err = fmt.Errorf("topic %.20q is none of the model", name)
		}
		if err != nil {
			return nil, err
		}
		counts[id] = map[calendar.Period]int{}
		for word, n := range periods {
			switch word {
			case shard.Undated:
				undated[id] += n
				continue
			case shard.Later:
				w.Later += n
				continue
			}
			p, err := calendar.ParsePeriod(word)
			if err == nil && p.Unit != m.Head.Unit {
				err = fmt.Errorf("period %.20q is no %s", word, m.Head.Unit)
			}
			if err != nil {
				return nil, err
			}
			counts[id][p] = n
			if first.IsZero() || p.Index < first.Index {
				first = p
			}
			last = calendar.Period{Unit: p.Unit, Index: max(last.Index, p.Index)}
		}
	}
	if first.IsZero() {
		first, _ = m.Head.AsOf.In(m.Head.Unit)
		last = first
	}
	w.First = first
	for id, of := range counts {
		topic := history.WholeTopic{ID: id, Periods: make([]int, last.Index-first.Index+1), Undated: undated[id]}
		for p, n := range of {
			topic.Periods[p.Index-first.Index] = n
		}
		w.Topics = append(w.Topics, topic)
	}
	slices.SortFunc(w.Topics, func(a, b history.WholeTopic) int { return cmp.Compare(a.ID.Number, b.ID.Number) })
	return w, nil
}

// wholeOf gives the topics of run.Whole as indices of run.Topics.
func wholeOf(run *history.Run) []int32 {
	of := make([]int32, len(run.Whole.Topics))
	for i, t := range run.Whole.Topics {
		of[i] = int32(slices.IndexFunc(run.Topics, func(own topics.Topic) bool { return own.ID == t.ID }))
	}
	return of
}

// putWhole replaces the counts of a sample by those of all papers. group is the
// row of c that each topic of w belongs to, or −1.
func putWhole(c *trends.Counts, w *history.Whole, group []int32) {
	c.Sources = nil // known of the sample alone
	c.Undated = 0
	for i := range c.Periods {
		c.Periods[i].Papers = 0
		for g := range c.Topic {
			c.Topic[g][i] = 0
		}
	}
	for t, topic := range w.Topics {
		c.Undated += topic.Undated
		for k, n := range topic.Periods {
			if len(c.Periods) == 0 {
				break // no date is usable: nor is any of w's
			}
			i := int(w.First.Index) + k - int(c.Periods[0].Period.Index)
			if i >= len(c.Periods) {
				break
			}
			c.Periods[i].Papers += n
			if g := group[t]; g >= 0 {
				c.Topic[g][i] += n
			}
		}
	}
}

// tellWhole gives topics and themes the number of all their papers, and says
// what it means that they were found on a sample.
func tellWhole(run *history.Run) {
	w := run.Whole
	if w == nil {
		return
	}
	run.Topics, run.Themes = slices.Clone(run.Topics), slices.Clone(run.Themes)
	papers := make([]int, len(run.Topics))
	themes := make([]int, len(run.Themes))
	of := wholeOf(run)
	for i, theme := range themeOf(run, of) {
		n := w.Topics[i].Papers()
		if of[i] >= 0 {
			papers[of[i]] += n
		}
		if theme >= 0 {
			themes[theme] += n
		}
	}
	for i := range run.Topics {
		run.Topics[i].Papers = papers[i]
	}
	for i := range run.Themes {
		run.Themes[i].Papers = themes[i]
	}
	run.Warnings = append(run.Warnings,
		fmt.Sprintf("topics were fitted on a sample of %s papers, and %s were assigned to the nearest: shares and counts of topics and themes are about all of these; lists of papers, the map, watched topics, births, splits and merges about the sample",
			thousands(len(run.Papers)), thousands(w.Docs)))
	if w.Bad > 0 {
		run.Warnings = append(run.Warnings, fmt.Sprintf("%s of %s records could not be used", thousands(w.Bad), thousands(w.Docs+w.Bad)))
	}
	if w.Later > 0 {
		run.Warnings = append(run.Warnings, fmt.Sprintf("%s papers dated after %s: assigned, but counted nowhere", thousands(w.Later), run.AsOf))
	}
}
