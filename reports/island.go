package reports

import (
	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
)

// islandBytes is how much of titles, ids and links the page carries, about:
// 77,000 papers take 7 MB. What is left out are the oldest papers; the page
// says so, and `papertide export papers` has them.
const islandBytes = 9 << 20

// island is what the page's script knows: everything that panels, search and
// tooltips print. Papers are listed newest first; lists of papers hold places
// in that order.
type island struct {
	Page    string   `json:"page"` // begins the names of files that are saved
	Unit    string   `json:"unit"`
	Decimal bool     `json:"decimal"` // shares have a decimal
	Periods []period `json:"periods,omitempty"`
	Axis    []string `json:"axis,omitempty"` // names of some periods, "" for the others
	Last    int      `json:"last"`           // the reported period; -1 if there is none
	Topics  []group  `json:"topics"`
	Themes  []group  `json:"themes,omitempty"`
	Total   int      `json:"total"` // papers of the history
	Papers  packed   `json:"papers"`
}

type period struct {
	ID       string `json:"id"`
	Words    string `json:"words"`
	Papers   int    `json:"n"`
	Complete bool   `json:"ok"`
}

// group is a topic or a theme.
type group struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	More      []string `json:"more,omitempty"`
	Theme     string   `json:"theme,omitempty"`
	Colour    string   `json:"colour,omitempty"`
	Terms     []string `json:"terms,omitempty"`
	Papers    int      `json:"n"`
	Share     string   `json:"share,omitempty"`
	Interval  string   `json:"interval,omitempty"`
	Stability string   `json:"stability,omitempty"`
	Unstable  bool     `json:"unstable,omitempty"`
	Waiting   bool     `json:"waiting,omitempty"`
	Born      string   `json:"born,omitempty"`
	Counts    []int    `json:"counts,omitempty"` // by period
	Typical   []int    `json:"typical,omitempty"`
	Nearest   []string `json:"nearest,omitempty"`
}

// packed are the papers, one entry each in every list.
type packed struct {
	ID      []string       `json:"id"`
	Title   []string       `json:"title"`
	Topic   []int32        `json:"topic"`
	Day     []int32        `json:"day"`             // days since 1970 of the first, then the days before
	Exact   string         `json:"exact,omitempty"` // "3" day, "2" month, "1" year, "0" no date; "" if all are days
	Page    string         `json:"page"`            // how to link: see linkKind
	Upvotes []*int         `json:"upvotes,omitempty"`
	Links   map[int][]link `json:"links,omitempty"` // those that Page does not say
}

func (l link) MarshalJSON() ([]byte, error) { return marshal([2]string{l.Name, l.Href}) }

// island packs the page's data and returns it with the rows of its papers.
func (v *view) island() (island, []int) {
	d := island{
		Page: "undated", Unit: v.Unit.String(), Decimal: len(v.Papers) >= 200, Last: v.reported, Total: len(v.Papers),
		Axis: axisLabels(v.Counts.Periods, 10),
	}
	if v.reported >= 0 {
		d.Page = v.Reported.String()
	}
	for _, p := range v.Counts.Periods {
		words := span(p.Period)
		if p.Complete && p.Period.End().Compare(v.AsOf) > 0 { // a selection's last period
			words += ", to " + day(v.AsOf)
		}
		d.Periods = append(d.Periods, period{p.Period.String(), words, p.Papers, p.Complete})
	}
	if v.few() {
		for i, p := range v.Counts.Periods {
			d.Axis[i] = tick(p.Period)
			if p.Period.Unit == calendar.Year {
				d.Axis[i] = p.Period.String()
			}
		}
	}
	rows := v.newestRows()
	var place map[int]int
	d.Papers, place = v.pack(rows)
	for i, t := range v.Topics {
		g := v.islandGroup(t, place)
		g.Counts = v.Counts.Topic[i]
		if s := v.Overall[i]; s.Total > 0 {
			g.Share, g.Interval = percent(s.Value, s.Total), interval(s)
		}
		d.Topics = append(d.Topics, g)
	}
	for i, t := range v.Themes {
		g := v.islandGroup(t, nil)
		for _, s := range v.ThemeShares[i] {
			g.Counts = append(g.Counts, s.Papers)
		}
		d.Themes = append(d.Themes, g)
	}
	return d, rows[:len(d.Papers.ID)]
}

func (v *view) islandGroup(t topics.Topic, place map[int]int) group {
	g := group{
		ID: t.ID.String(), Name: v.names[t.ID], More: v.furtherNames(t), Colour: v.themeClass(t.Theme),
		Terms: shownAll(t.Terms, 10), Papers: t.Papers, Unstable: unstable(t), Waiting: t.State == topics.Waiting,
	}
	if t.ID.Kind == topics.IsTheme {
		g.Colour = v.themeClass(t.ID)
	}
	if t.Theme != (topics.ID{}) {
		g.Theme = v.names[t.Theme]
	}
	if t.Stability >= 0 {
		g.Stability = two(t.Stability)
	}
	if !t.BornAsOf.IsZero() && t.BornRun > 1 {
		g.Born = shortDay(t.BornAsOf)
	}
	for _, row := range t.Typical {
		if i, ok := place[row]; ok {
			g.Typical = append(g.Typical, i)
		}
	}
	for _, id := range t.Nearest {
		if _, ok := v.topicOf[id]; ok {
			g.Nearest = append(g.Nearest, id.String())
		}
	}
	return g
}

// pack lists the papers of rows until the page is full, and where each stands.
func (v *view) pack(rows []int) (packed, map[int]int) {
	p := packed{Links: map[int][]link{}}
	place := make(map[int]int, len(rows))
	exact, page := make([]byte, 0, len(rows)), make([]byte, 0, len(rows))
	allDays, liked, size := true, false, 0
	var before int32
	for i, row := range rows {
		paper := &v.Papers[row]
		title := readable(paper.Title)
		kind, extra := linkKind(paper)
		size += len(title) + len(paper.ID) + 20
		for _, l := range extra {
			size += len(l.Name) + len(l.Href) + 10
		}
		if size > islandBytes {
			break
		}
		place[row] = i
		p.ID = append(p.ID, shown(paper.ID, longestTitle))
		p.Title = append(p.Title, title)
		p.Topic = append(p.Topic, max(-1, v.Of[row]))
		p.Upvotes = append(p.Upvotes, paper.Upvotes)
		liked = liked || paper.Upvotes != nil
		allDays = allDays && paper.Date.Precision == calendar.ToDay
		exact = append(exact, '0'+byte(paper.Date.Precision))
		page = append(page, kind)
		if len(extra) > 0 {
			p.Links[i] = extra
		}
		switch {
		case i == 0:
			p.Day = append(p.Day, paper.Date.Day)
		case paper.Date.IsZero():
			p.Day = append(p.Day, 0)
			continue
		default:
			p.Day = append(p.Day, before-paper.Date.Day)
		}
		before = paper.Date.Day
	}
	if !allDays {
		p.Exact = string(exact)
	}
	if !liked {
		p.Upvotes = nil
	}
	p.Page = string(page)
	return p, place
}

// linkKind says in a letter how the script finds the links of a paper: 'a' by
// its id on arXiv, 'h' on arXiv and Hugging Face, 's' by searching for its
// title, 'o' by none of these. extra are the links that the letter does not say.
func linkKind(p *corpus.Paper) (kind byte, extra []link) {
	if p.URL == arxivPaper+p.ID && p.CodeURL == "" && p.ProjectURL == "" && p.DOI == "" && arxivID.MatchString(p.ID) {
		return 'a', nil // most papers of a large history
	}
	links, search := linksOf(p)
	kind = 'o'
	switch {
	case search:
		return 's', links[2:]
	case arxivID.MatchString(p.ID) && safe(p.URL) == facePaper+p.ID:
		return 'h', links[2:]
	case arxivID.MatchString(p.ID) && best(p, links) == links[0].Href:
		return 'a', links[1:]
	}
	if b := best(p, links); b != links[0].Href { // the title's own link comes first
		for i, l := range links {
			if l.Href == b {
				links[0], links[i] = links[i], links[0]
			}
		}
	}
	return kind, links
}
