package reports

import (
	"slices"

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
	Page    string            `json:"page"` // begins the names of files that are saved
	Unit    string            `json:"unit"`
	Decimal bool              `json:"decimal"` // shares have a decimal
	Periods []period          `json:"periods,omitempty"`
	Axis    []string          `json:"axis,omitempty"` // names of some periods, "" for the others
	Last    int               `json:"last"`           // the reported period; -1 if there is none
	Topics  []group           `json:"topics"`
	Themes  []group           `json:"themes,omitempty"`
	Watched []group           `json:"watched,omitempty"`
	Pairs   []pairView        `json:"pairs,omitempty"`
	Marks   map[int]string    `json:"marks,omitempty"` // by period
	Pooled  int               `json:"pooled"`          // periods in one point of a line
	Line    string            `json:"line"`            // what the lines are
	Window  string            `json:"window"`          // that printed shares are over
	Zone    int               `json:"zone"`            // first period under test; -1 if there is no test
	Title   string            `json:"title"`
	AsOf    string            `json:"asOf"`
	Gone    map[string]string `json:"gone,omitempty"` // names of rested topics that the flow shows
	Base    string            `json:"base,omitempty"` // what the flow starts from
	Total   int               `json:"total"`          // papers of the history
	Papers  packed            `json:"papers"`
}

type period struct {
	ID       string `json:"id"`
	Words    string `json:"words"`
	Last     string `json:"last"` // its last day, or the period where days mean little
	Papers   int    `json:"n"`
	Complete bool   `json:"ok"`
}

// group is a topic or a theme.
type group struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	More      []string     `json:"more,omitempty"`
	Theme     string       `json:"theme,omitempty"`
	Of        string       `json:"of,omitempty"` // id of its theme
	Colour    string       `json:"colour,omitempty"`
	Terms     []string     `json:"terms,omitempty"`
	Papers    int          `json:"n"`
	Share     string       `json:"share,omitempty"`
	Interval  string       `json:"interval,omitempty"`
	Stability string       `json:"stability,omitempty"`
	Unstable  bool         `json:"unstable,omitempty"`
	Waiting   bool         `json:"waiting,omitempty"`
	Born      string       `json:"born,omitempty"`
	Counts    []int        `json:"counts,omitempty"` // by period
	In        []int        `json:"in,omitempty"`     // papers of a watched topic
	Stands    string       `json:"stands,omitempty"` // the verdict in words
	Class     string       `json:"class,omitempty"`
	Peak      string       `json:"peak,omitempty"`
	Reasons   []string     `json:"reasons,omitempty"`
	By        string       `json:"by,omitempty"`
	ByRange   string       `json:"byRange,omitempty"`
	Against   string       `json:"against,omitempty"`
	Risk      string       `json:"risk,omitempty"`
	Tests     string       `json:"tests,omitempty"`
	First     string       `json:"first,omitempty"`
	Why       string       `json:"why,omitempty"`
	Shape     []string     `json:"shape,omitempty"`
	Ahead     [][5]float64 `json:"ahead,omitempty"` // value, 80 % and 95 % intervals of the next periods, in per cent
	Events    [][2]string  `json:"events,omitempty"`
	Order     *ordered     `json:"order,omitempty"`
	Typical   []int        `json:"typical,omitempty"`
	Nearest   []string     `json:"nearest,omitempty"`
}

// ordered is what lists of topics can be sorted by.
type ordered struct {
	Change float64 `json:"change"`
	Share  float64 `json:"share"`
	Risk   float64 `json:"risk"`
	Stable float64 `json:"stable"`
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
		Axis: axisLabels(v.Counts.Periods, 10), Pooled: v.rolled(), Line: v.lineWords(), Zone: -1, Title: v.title(), AsOf: v.AsOf.Long(),
	}
	k := &v.kinds[topics.IsTopic]
	d.Window = k.window()
	if k.tested() && v.Selection == nil {
		d.Zone = v.indexOf(k.span().Recent.First)
	}
	if v.trending() && v.compared() {
		d.Pairs = v.pairs()
	}
	for _, m := range v.Marks {
		if d.Marks == nil {
			d.Marks = map[int]string{}
		}
		d.Marks[v.indexOf(m.Period)] = shown(m.Text, longestTitle)
	}
	if !v.Flow.Reported.IsZero() {
		d.Base, d.Gone = v.Flow.Reported.Long(), map[string]string{}
		for _, t := range v.Rested {
			d.Gone[t.ID.String()] = v.names[t.ID]
		}
	}
	if v.reported >= 0 {
		d.Page = v.Reported.String()
	}
	for _, p := range v.Counts.Periods {
		words := p.Period.Long()
		if p.Complete && p.Period.End().Compare(v.AsOf) > 0 { // a selection's last period
			words += ", to " + v.AsOf.Long()
		}
		last := p.Period.Long()
		if p.Period.Unit == calendar.Week {
			last = p.Period.End().Long()
		}
		d.Periods = append(d.Periods, period{p.Period.String(), words, last, p.Papers, p.Complete})
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
	d.Papers, v.placeOf = v.pack(rows)
	place := v.placeOf
	for i := range v.Topics {
		g := v.islandGroup(topics.IsTopic, i, place)
		g.Counts = v.Counts.Topic[i]
		d.Topics = append(d.Topics, g)
	}
	for i := range v.Themes {
		d.Themes = append(d.Themes, v.islandGroup(topics.IsTheme, i, nil))
	}
	for i := range v.Watched {
		g := v.islandGroup(topics.IsWatched, i, place)
		g.In = []int{}
		for _, row := range v.WatchedRows[i] {
			if at, ok := place[int(row)]; ok {
				g.In = append(g.In, at)
			}
		}
		slices.Sort(g.In)
		d.Watched = append(d.Watched, g)
	}
	return d, rows[:len(d.Papers.ID)]
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
