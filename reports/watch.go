package reports

import (
	"html/template"
	"slices"
	"strings"

	"papertide/analysis/topics"
)

// watchSection is the strip of watched topics under the head of a page.
type watchSection struct {
	Note     string
	Drawings template.HTML
	Items    []watchItem
}

// watchItem is one watched topic.
type watchItem struct {
	Name, Href      string // Href leads to its papers of the reported period
	ID              string
	Spark           template.HTML
	Few             bool // Spark is one of dots
	Share, Interval string
	Papers          string // "this week: 3"
	Home, HomeHref  string // the topic in which most of its papers lie
	HomeWords       string
	standing
}

func (v *view) watchSection() watchSection {
	var s watchSection
	var drawings strings.Builder
	for i, t := range v.Watched {
		k := &v.kinds[topics.IsWatched]
		w := watchItem{Name: v.names[t.ID], ID: t.ID.String(), Papers: counted(t.Papers, "paper"), Few: v.few(), standing: v.standing(k, i)}
		if t.Papers == 0 {
			w.Papers = "no paper"
		}
		if share := k.share(i); share.Total > 0 {
			w.Share, w.Interval = percent(share.Value, share.Total), interval(share)
		}
		own := v.alone(topics.IsWatched, i) // phrases are far smaller than topics
		if w.Spark = own.spark(topics.IsWatched, i); v.trending() && !v.few() {
			drawings.WriteString(own.lineDrawing("s"+t.ID.String(), k.lines[i], w.Class, false))
		}
		if v.Selection == nil && v.reported >= 0 {
			w.Papers = "none " + in(v.Reported)
			if n := v.WatchedShares[i][v.reported].Papers; n > 0 {
				w.Papers = in(v.Reported) + ": " + thousands(n)
				w.Href = "#papers-" + t.ID.String()
			}
		}
		if at, ok := v.topicOf[v.Homes[i].Topic]; ok {
			w.Home, w.HomeHref, w.HomeWords = v.names[v.Topics[at].ID], href(v.Topics[at].ID), "mostly in"
			if v.Homes[i].Is {
				w.HomeWords = "is"
			}
			if v.Homes[i].News != "" && t.BornRun < v.Number {
				w.HomeWords = "now " + w.HomeWords
			}
		}
		s.Items = append(s.Items, w)
	}
	s.Drawings = template.HTML(drawings.String())
	if len(s.Items) > 0 {
		s.Note = v.watchNote()
	}
	return s
}

func (v *view) watchNote() string {
	note := upper(counted(len(v.Watched), "topic")) + " of your own, by phrases and papers."
	switch {
	case v.reported < 0:
		return note
	case v.Selection != nil:
		note += " Share of this selection"
	case v.kinds[topics.IsWatched].tested():
		note += " A family of tests of their own. Share of all papers, " + v.kinds[topics.IsWatched].window()
	default:
		note += " Share of all dated papers"
	}
	if v.trending() && !v.few() {
		note += "; line: " + v.lineWords() + ", each on its own scale"
	}
	return note + "."
}

// watchedOf gives the papers of watched topics the first that holds them.
func (v *view) watchedOf() map[int]int {
	of := map[int]int{}
	for i, rows := range v.WatchedRows {
		for _, row := range rows {
			if _, taken := of[int(row)]; !taken {
				of[int(row)] = i
			}
		}
	}
	return of
}

// under counts papers of a topic by the watched topic that they stand under.
type under map[int]int

// words writes " + 2 under GRPO" for each, in the order of the watched topics.
func (u under) words(v *view) string {
	out := ""
	for i, t := range v.Watched {
		if n := u[i]; n > 0 {
			out += " + " + thousands(n) + " under " + v.names[t.ID]
		}
	}
	return out
}

// watchedGroups puts papers under the first watched topic that holds them. It
// returns the other rows and, by topic, what stands under watched ones.
func (v *view) watchedGroups(rows []int, order func(a, b int) int) (groups []paperGroup, others []int, topic map[int]under) {
	of := v.watchedOf()
	topic = map[int]under{}
	held := make([][]int, len(v.Watched))
	for _, row := range rows {
		i, ok := of[row]
		if !ok {
			others = append(others, row)
			continue
		}
		held[i] = append(held[i], row)
		if t := int(v.Of[row]); t >= 0 {
			if topic[t] == nil {
				topic[t] = under{}
			}
			topic[t][i]++
		}
	}
	for i, t := range v.Watched {
		if len(held[i]) == 0 {
			continue
		}
		g := paperGroup{
			Anchor: "papers-" + t.ID.String(), Href: href(t.ID), Name: v.names[t.ID], Watched: true, Break: len(held[i]) > 9,
			Count: thousands(len(held[i])),
		}
		g.verdict(v.standing(&v.kinds[topics.IsWatched], i))
		if n := v.WatchedShares[i][v.reported].Papers; n > len(held[i]) { // the others stand under another one
			g.Count += " of " + thousands(n)
		}
		slices.SortFunc(held[i], order)
		for _, row := range held[i] {
			item := v.item(row)
			if t := v.topic(row); t != nil {
				item.Note, item.NoteHref = v.names[t.ID], href(t.ID)
			}
			g.Papers = append(g.Papers, item)
		}
		groups = append(groups, g)
	}
	return groups, others, topic
}
