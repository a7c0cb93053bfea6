package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

const (
	manyPapers   = 150 // from here on a period's page lists this many, the best fitting
	listedAll    = 400 // up to here a selection lists all of its papers
	listedEach   = 6   // beyond, so many a topic
	openOnPhones = 15  // papers before the button that shows the others
)

// paperSection lists papers by topic.
type paperSection struct {
	Heading, Question string
	Since             *since
	Groups            []paperGroup
	Later             int // papers that phones show only on request
}

type paperGroup struct {
	Anchor             string
	Name, Href, Square string
	Watched            bool
	Glyph, Class       string // of its verdict
	Count, Interval    string
	Note               string
	Papers             []paperItem
	More               string // link to the others
	Later, Break       bool
}

type paperItem struct {
	Anchor, Title, Href string
	Place               string // in the island's list; "" if it does not carry the paper
	Date                string
	Note, NoteHref      string // the topic, where the group does not say it
	Search              bool
	Links               []link
	Upvotes             string
}

func (v *view) paperSection() paperSection {
	if v.Selection != nil || v.reported < 0 {
		return v.allPapers()
	}
	return v.periodPapers()
}

// periodPapers lists the papers of the reported period.
func (v *view) periodPapers() paperSection {
	s := paperSection{Heading: "Papers of " + v.Reported.Long()}
	if v.Unit == calendar.Week {
		s.Heading = "This week’s papers"
	}
	var rows []int
	liked := false
	for row, p := range v.Papers {
		if at, ok := p.Date.In(v.Unit); ok && at == v.Reported {
			rows = append(rows, row)
			liked = liked || p.Upvotes != nil
		}
	}
	total := len(rows)
	s.Question = "What came in, and where does it belong? " + counted(total, "paper") + ", by topic."
	if v.Unit == calendar.Week {
		s.Question = "What came in, and where does it belong? " + counted(total, "paper") + " of " + shortSpan(v.Reported) + ", by topic."
	}
	if total >= manyPapers {
		watched := v.watchedOf()
		first := func(row int) int {
			if _, is := watched[row]; is {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(rows, func(a, b int) int { return cmp.Or(first(a)-first(b), cmp.Compare(v.Similarity[b], v.Similarity[a])) })
		rows = rows[:manyPapers]
		s.Question = "What came in, and where does it belong? The " + thousands(len(rows)) + " of " + counted(total, "paper") +
			" that fit their topics best; each topic’s name leads to all of its papers."
	}
	if len(v.Watched) > 0 {
		s.Question = strings.Replace(s.Question, ", by topic.", ", your own topics first, then by topic.", 1)
	}
	if liked {
		s.Question += " Most upvoted first (↑)."
	}
	s.Groups = v.grouped(rows, func(a, b int) int {
		return cmp.Or(upvotes(v, b)-upvotes(v, a), newestFirst(v.Papers)(a, b))
	})
	if len(v.Late) > 0 {
		s.Groups = append(s.Groups, v.lateGroup())
	}
	s.fold()
	return s
}

// mostLate is how many late papers stand on a page, the newest.
const mostLate = 30

// lateGroup lists the papers that came since the run before with a date before
// the reported period.
func (v *view) lateGroup() paperGroup {
	var rows []int
	for _, row := range v.Late {
		if v.Of[row] != hidden {
			rows = append(rows, int(row))
		}
	}
	slices.SortFunc(rows, newestFirst(v.Papers))
	g := paperGroup{Name: "Late arrivals", Count: thousands(len(rows)), Note: "Read since the run before, dated before " + v.Reported.Start().Long() + ". They change past periods.", Break: true}
	if n := len(rows) - mostLate; n > 0 {
		g.Note += " The newest " + thousands(mostLate) + "; " + thousands(n) + " more stand under their topics."
		rows = rows[:mostLate]
	}
	for _, row := range rows {
		item := v.item(row)
		item.Date = shortDay(v.Papers[row].Date)
		if t := v.topic(row); t != nil {
			item.Note, item.NoteHref = v.names[t.ID], href(t.ID)
		}
		g.Papers = append(g.Papers, item)
	}
	return g
}

// allPapers lists every paper by topic, or the first of each topic where they
// are too many.
func (v *view) allPapers() paperSection {
	s := paperSection{Heading: "Topics and their papers", Question: "What is in these papers?"}
	if v.Selection != nil {
		s.Question = "What is in this selection?"
	}
	if v.reported >= 0 {
		s.Question += " Newest first in each topic."
	}
	rows := make([]int, len(v.Papers))
	searched := 0
	for row := range rows {
		rows[row] = row
		if _, search := linksOf(&v.Papers[row]); search {
			searched++
		}
	}
	order := newestFirst(v.Papers)
	if len(rows) <= listedAll {
		s.Groups = v.topicGroups(rows, order)
		switch {
		case searched == len(rows):
			s.Question += " The source gave no addresses, so titles and links search for the title; only “code”, “model” and “project” lead where the abstract says."
		case searched > 0:
			s.Question += " “Search” marks papers without an address: their links search for the title."
		}
	} else {
		s.Question += " " + spelt(listedEach) + " of each topic; its name leads to all of them."
		s.Groups = v.topicGroups(v.firstOfEach(rows, order), order)
		for i := range v.Topics {
			g := &s.Groups[i]
			if n := v.Topics[i].Papers - len(g.Papers); n > 0 {
				g.More = "and " + thousands(n) + " more"
			}
		}
	}
	s.fold()
	return s
}

// firstOfEach keeps the most typical papers of each topic, then the newest.
func (v *view) firstOfEach(rows []int, order func(a, b int) int) []int {
	slices.SortFunc(rows, order)
	var keep []int
	has := make([]int, len(v.Topics))
	take := func(row int) {
		if v.fits(row) && has[v.Of[row]] < listedEach && !slices.Contains(keep, row) {
			has[v.Of[row]]++
			keep = append(keep, row)
		}
	}
	for _, t := range v.Topics {
		for _, row := range t.Typical {
			take(row)
		}
	}
	for _, row := range rows {
		take(row)
	}
	return keep
}

// grouped puts the papers of one period under the watched topics, then under
// their topics, those with a verdict first, then the largest; topics with one
// paper share a group, and what fits nowhere comes last.
func (v *view) grouped(rows []int, order func(a, b int) int) []paperGroup {
	cut := len(rows) == manyPapers
	groups, rows, watched := v.watchedGroups(rows, order)
	all := v.split(rows)
	type sized struct{ topic, likes, still int }
	var big, single []sized
	for t, b := range all.topic {
		x := sized{topic: t, still: 1}
		if s := v.standing(&v.kinds[topics.IsTopic], t); s.Verdict != "" && s.Verdict != trends.NoEvidence {
			x.still = 0
		}
		for _, row := range b.rows {
			x.likes += upvotes(v, row)
		}
		switch {
		case len(b.rows) > 1:
			big = append(big, x)
		case len(b.rows) == 1:
			single = append(single, x)
		}
	}
	larger := func(a, b sized) int {
		return cmp.Or(a.still-b.still, len(all.topic[b.topic].rows)-len(all.topic[a.topic].rows), b.likes-a.likes, a.topic-b.topic)
	}
	slices.SortFunc(big, larger)
	slices.SortFunc(single, larger)

	for _, x := range big {
		b := all.topic[x.topic]
		g := v.groupOf(x.topic, b.rows, order)
		g.Count = thousands(len(b.rows))
		if n := v.Counts.Topic[x.topic][v.reported]; cut && n > len(b.rows) {
			g.Count += " of " + thousands(n)
		} else if b.loose > 0 {
			g.Count += " + " + thousands(b.loose) + " at the end"
		}
		g.Count += watched[x.topic].words(v)
		groups = append(groups, g)
	}
	if len(single) > 0 {
		g := paperGroup{Name: "One paper each", Count: thousands(len(single)), Break: true}
		for _, x := range single {
			item := v.item(all.topic[x.topic].rows[0])
			item.Note, item.NoteHref = v.names[v.Topics[x.topic].ID], href(v.Topics[x.topic].ID)
			g.Papers = append(g.Papers, item)
		}
		groups = append(groups, g)
	}
	return v.withLoose(groups, all.loose, order)
}

// topicGroups puts papers under their topics in the order of Topics, each with
// its share of all dated papers.
func (v *view) topicGroups(rows []int, order func(a, b int) int) []paperGroup {
	all := v.split(rows)
	var groups []paperGroup
	for t, b := range all.topic {
		g := v.groupOf(t, b.rows, order)
		g.Count = thousands(v.Topics[t].Papers)
		if b.loose > 0 {
			g.Count = thousands(v.Topics[t].Papers-b.loose) + " + " + thousands(b.loose) + " at the end"
		}
		if s := v.Overall[t]; s.Total > 0 {
			g.Count += " · " + percent(s.Value, s.Total)
			g.Interval = interval(s)
		}
		for i := range g.Papers {
			g.Papers[i].Date = shortDay(v.Papers[b.rows[i]].Date)
		}
		groups = append(groups, g)
	}
	groups = v.withLoose(groups, all.loose, order)
	if last := len(groups) - 1; len(all.loose) > 0 {
		for i, row := range all.loose {
			groups[last].Papers[i].Date = shortDay(v.Papers[row].Date)
		}
	}
	return groups
}

// buckets are rows by topic, and those that fit no topic well.
type buckets struct {
	topic []bucket
	loose []int
}

type bucket struct {
	rows  []int
	loose int // papers of the topic that stand at the end
}

func (v *view) split(rows []int) buckets {
	b := buckets{topic: make([]bucket, len(v.Topics))}
	for _, row := range rows {
		t := v.Of[row]
		if t == hidden {
			continue
		}
		if v.fits(row) {
			b.topic[t].rows = append(b.topic[t].rows, row)
			continue
		}
		b.loose = append(b.loose, row)
		if v.topic(row) != nil {
			b.topic[t].loose++
		}
	}
	return b
}

func (v *view) groupOf(t int, rows []int, order func(a, b int) int) paperGroup {
	topic := v.Topics[t]
	slices.SortFunc(rows, order)
	g := paperGroup{
		Name: v.names[topic.ID], Href: href(topic.ID), Square: v.themeClass(topic.Theme),
		Break: len(rows) > 9,
	}
	g.verdict(v.standing(&v.kinds[topics.IsTopic], t))
	for _, row := range rows {
		g.Papers = append(g.Papers, v.item(row))
	}
	return g
}

// verdict marks a group whose topic moved.
func (g *paperGroup) verdict(s standing) {
	if s.Verdict != "" && s.Verdict != trends.NoEvidence {
		g.Glyph, g.Class = s.Glyph, s.Class
	}
}

func (v *view) withLoose(groups []paperGroup, loose []int, order func(a, b int) int) []paperGroup {
	if len(loose) == 0 {
		return groups
	}
	slices.SortFunc(loose, order)
	g := paperGroup{Name: "Fits no topic well", Count: thousands(len(loose)), Note: "Far from the centre of the topic that counts them.", Break: true}
	for _, row := range loose {
		item := v.item(row)
		if t := v.topic(row); t != nil {
			item.Note, item.NoteHref = "counted in "+v.names[t.ID], href(t.ID)
		}
		g.Papers = append(g.Papers, item)
	}
	return append(groups, g)
}

func (v *view) item(row int) paperItem {
	p := &v.Papers[row]
	links, search := linksOf(p)
	item := paperItem{
		Anchor: "p" + strconv.Itoa(row), Title: readable(p.Title),
		Href: best(p, links), Search: search, Links: links,
	}
	if at, ok := v.placeOf[row]; ok {
		item.Place = strconv.Itoa(at)
	}
	if p.Upvotes != nil && *p.Upvotes > 0 {
		item.Upvotes = "↑" + thin + thousands(*p.Upvotes)
	}
	return item
}

func upvotes(v *view, row int) int {
	if u := v.Papers[row].Upvotes; u != nil {
		return *u
	}
	return 0
}

// fold marks the groups that phones show only on request: whole groups after
// the first papers.
func (s *paperSection) fold() {
	seen := 0
	for i := range s.Groups {
		g := &s.Groups[i]
		if seen >= openOnPhones {
			g.Later = true
			s.Later += len(g.Papers)
		}
		seen += len(g.Papers)
	}
}
