package reports

import (
	"strings"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// A minute is what the head of a page says, for terminals and mail.
type minute struct {
	Title    string // "Daily Papers · 23 to 29 June 2025 · as of 30 June 2025 · run 58"
	Headline string
	Since    []string // what differs from the page before
	Changed  string   // what the changes are over
	Movers   []minuteLine
	Watched  []minuteLine
	Heading  string // of the papers
	Groups   []minuteGroup
	Papers   int // in the groups
	Notes    []string
	Run      int
}

// minuteLine is one topic.
type minuteLine struct {
	Name, Share, Change, Verdict string
	News                         string // "this week: 3"
	Spark                        string
}

type minuteGroup struct {
	Name   string
	Papers []minutePaper
}

type minutePaper struct{ Title, Href string }

func newMinute(r *history.Run) minute {
	v := newView(r)
	s := v.sinceBefore()
	h := v.hero(s)
	m := minute{Title: strings.Join(h.Eyebrow, " · "), Headline: strings.TrimSpace(h.Headline + " " + h.Rest), Notes: h.Guards, Run: r.Number}
	if h.Moved != nil {
		m.Headline += " " + h.Moved.Up + h.Moved.Join + h.Moved.Down + h.Moved.End
	}
	if s != nil {
		for _, item := range s.Items {
			m.Since = append(m.Since, strings.TrimSpace(justNames(item.Before)+item.Words+justNames(item.After)))
		}
		if s.None != "" {
			m.Since = append(m.Since, upper(strings.TrimSpace(s.None)))
		}
	}
	m.Movers, m.Changed = v.minuteMovers()
	for i := range v.Watched {
		line := v.minuteLine(topics.IsWatched, i)
		if v.reported >= 0 && v.Selection == nil {
			line.News = in(v.Reported) + ": " + spelt(v.WatchedShares[i][v.reported].Papers)
		}
		m.Watched = append(m.Watched, line)
	}
	papers := v.paperSection()
	m.Heading = papers.Heading
	for _, g := range papers.Groups {
		group := minuteGroup{Name: strings.TrimSpace(g.Name + " (" + thousands(len(g.Papers)) + ")")}
		for _, p := range g.Papers {
			group.Papers = append(group.Papers, minutePaper{p.Title, p.Href})
		}
		m.Papers += len(g.Papers)
		m.Groups = append(m.Groups, group)
	}
	return m
}

// minuteMovers are the topics with a verdict, strongest evidence first; where
// there is none, the largest topics.
func (v *view) minuteMovers() (lines []minuteLine, heading string) {
	k := &v.kinds[topics.IsTopic]
	if k.tested() && v.Selection == nil {
		movers, _ := v.byEvidence(k)
		for _, i := range movers {
			lines = append(lines, v.minuteLine(topics.IsTopic, i))
		}
		if len(lines) > 0 {
			return lines, "What changed, " + against(k.span())
		}
		return nil, "No topic moved beyond what chance explains"
	}
	const largest = 10
	for _, i := range v.byCount(func(t int) int { return v.Topics[t].Papers })[:min(largest, len(v.Topics))] {
		lines = append(lines, v.minuteLine(topics.IsTopic, i))
	}
	return lines, "The largest topics"
}

func (v *view) minuteLine(kind topics.Kind, i int) minuteLine {
	k := &v.kinds[kind]
	line := minuteLine{Name: v.names[k.topics[i].ID]}
	if share := k.share(i); share.Total > 0 {
		line.Share = percent(share.Value, share.Total) + " " + interval(share)
	}
	if s := v.standing(k, i); s.Verdict != "" {
		line.Verdict = s.Text
		if m := k.Trends[i].Movers[s.at]; m.Untested == "" {
			line.Change = points(m.Difference) + " pp " + ppInterval(m.Change)
		}
	}
	if i < len(k.lines) {
		line.Spark = v.blocks(k.lines[i])
	}
	return line
}

// mostBlocks is how many periods a line of blocks shows, the newest.
const mostBlocks = 26

// blocks draws the shares of the complete periods as characters of eight
// heights on a scale of their own; a period without papers is a space.
func (v *view) blocks(shares []trends.Share) string {
	var line []trends.Share
	for i, p := range v.Counts.Periods {
		if p.Complete {
			line = append(line, shares[i])
		}
	}
	line = line[max(0, len(line)-mostBlocks):]
	most := 0.0
	for _, s := range line {
		most = max(most, s.Value)
	}
	if len(line) < 2 || most == 0 {
		return ""
	}
	heights := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, s := range line {
		if s.Total == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(heights[int(s.Value/most*float64(len(heights)-1)+.5)])
	}
	return b.String()
}

// justNames joins names as a sentence does.
func justNames(list []nameCount) string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = n.Name
	}
	return listed(names)
}

// ChangeInWords says in sentences how the topic of an id changed and what that
// rests on; none where nothing is tested.
func ChangeInWords(r history.Run, id topics.ID) []string {
	v := newView(&r)
	k := &v.kinds[id.Kind]
	if !k.tested() {
		return nil
	}
	for i, t := range k.topics {
		if t.ID == id {
			s := v.standing(k, i)
			return append(append([]string{s.Text}, v.reasons(k, i, s)...), v.shape(k.Trends[i].Shape)...)
		}
	}
	return nil
}
