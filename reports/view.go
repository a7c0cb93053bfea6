package reports

import (
	"slices"

	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// A view is a Run with the answers that every part of its page asks for.
type view struct {
	*history.Run
	kinds    [3]kin               // by topics.Kind
	names    map[topics.ID]string // of topics of every kind
	colour   map[topics.ID]int    // of themes: 0 to 9
	topicOf  map[topics.ID]int    // index into Topics
	placeOf  map[int]int          // of the papers that the page's script has, by row
	reported int                  // index into Counts.Periods; -1 if no paper has a date
	complete int                  // periods that give points
	top      float64              // upper end of the small multiples' common scale
	loose    float32              // a paper below this similarity fits no topic well
}

func newView(r *history.Run) *view {
	v := &view{
		Run: visible(r), names: map[topics.ID]string{}, colour: map[topics.ID]int{}, topicOf: map[topics.ID]int{},
		reported: -1, loose: looseBelow(r.Similarity),
	}
	for _, list := range [][]topics.Topic{r.Topics, r.Themes, r.Rested, r.Watched} {
		for _, t := range list {
			v.names[t.ID] = t.ID.String()
			if len(t.Label) > 0 && shown(t.Label[0], longestLabel) != "" {
				v.names[t.ID] = shown(t.Label[0], longestLabel)
			}
		}
	}
	for i, t := range v.Topics {
		v.topicOf[t.ID] = i
	}
	v.colourThemes()
	for i, p := range r.Counts.Periods {
		if p.Complete {
			v.complete++
		}
		if p.Period == r.Reported {
			v.reported = i
		}
	}
	v.kinds = [3]kin{
		topics.IsTopic:   {v.Topics, v.Shares, v.Shares, v.Overall, v.Trends},
		topics.IsTheme:   {v.Themes, v.ThemeShares, v.ThemeShares, v.OverallThemes, v.ThemeTrends},
		topics.IsWatched: {v.Watched, v.WatchedShares, v.WatchedShares, v.OverallWatched, v.WatchedTrends},
	}
	if v.rolled() > 1 {
		for i := range v.kinds {
			if k := &v.kinds[i]; len(k.Rolling) == len(k.topics) {
				k.lines = k.Rolling
			}
		}
	}
	if v.top = v.scale(v.kinds[topics.IsTopic].lines); v.Selection != nil {
		v.top = 1 // it shows the whole
	}
	return v
}

// colourThemes gives each theme the colour of its number, so that it keeps it
// from week to week; where two numbers ask for one colour the older has it.
func (v *view) colourThemes() {
	ids := make([]topics.ID, len(v.Themes))
	for i, t := range v.Themes {
		ids[i] = t.ID
	}
	slices.SortFunc(ids, func(a, b topics.ID) int { return a.Number - b.Number })
	var taken [10]bool
	for _, id := range ids {
		c := (id.Number - 1) % len(taken)
		for i := 0; taken[c] && i < len(taken); i++ {
			c = (c + 1) % len(taken)
		}
		taken[c] = true
		v.colour[id] = c
	}
}

// trending reports whether shares can be followed over time.
func (v *view) trending() bool { return v.complete >= 2 }

// few reports whether the periods are so few that each is drawn as a dot with
// its whisker instead of a line.
func (v *view) few() bool { return len(v.Counts.Periods) <= 12 }

// unfinished reports whether the periods end with one that gives no point.
func (v *view) unfinished() bool {
	n := len(v.Counts.Periods)
	return n > 0 && !v.Counts.Periods[n-1].Complete
}

// topic is the topic of a paper, or nil if it has none.
func (v *view) topic(row int) *topics.Topic {
	if t := int(v.Of[row]); t >= 0 && t < len(v.Topics) {
		return &v.Topics[t]
	}
	return nil
}

// fits reports whether a paper fits its topic well enough to stand under it.
func (v *view) fits(row int) bool { return v.topic(row) != nil && v.Similarity[row] >= v.loose }

// looseBelow is the similarity that one paper in twenty does not reach.
func looseBelow(similarity []float32) float32 {
	if len(similarity) < 20 {
		return -1
	}
	s := slices.Clone(similarity)
	slices.Sort(s)
	return s[len(s)/20]
}

// newestFirst orders papers by date, those without one last, then by row.
func newestFirst(papers []corpus.Paper) func(a, b int) int {
	return func(a, b int) int {
		if c := papers[b].Date.Compare(papers[a].Date); c != 0 {
			return c
		}
		return a - b
	}
}

// themeClass is the colour of a theme's square, "" if the topic has no theme.
func (v *view) themeClass(id topics.ID) string {
	if c, ok := v.colour[id]; ok {
		return "q" + string(rune('0'+c))
	}
	return ""
}

// unstable reports whether a topic's papers do not stay together when the
// clustering is repeated.
func unstable(t topics.Topic) bool { return t.Stability >= 0 && t.Stability < 0.5 }

func href(id topics.ID) string { return "#" + id.String() }
