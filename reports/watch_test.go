package reports

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// drawn is the page of a run without scripts.
func drawn(t *testing.T, r history.Run) string {
	t.Helper()
	page, err := renderPage(bare, r, []history.Summary{summaryOf(r)}, everywhere)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// holds reports whether a page holds all of these pieces.
func holds(t *testing.T, page string, pieces ...string) {
	t.Helper()
	for _, p := range pieces {
		if !strings.Contains(page, p) {
			t.Errorf("%q is missing", p)
		}
	}
}

// TestWatchStrip: in streamRun the two newest papers of the reported week are
// watched by W02, one of them by W01 too.
func TestWatchStrip(t *testing.T) {
	page := drawn(t, streamRun(t))
	holds(t, page,
		"3 topics of your own, by phrases and papers.",
		`<a href="#papers-W02">this week: 2</a>`, `<a href="#papers-W01">this week: 1</a>`, "<p>none this week</p>",
		"speculative &lt;decoding&gt;", `mostly in <a class="tl" href="#T017">`, `is <a class="tl" href="#T004">`,
		"your own topics first, then by topic",
	)
	// A paper stands once, under the first that watches it.
	if n := strings.Count(page, `id="papers-W0`); n != 1 {
		t.Errorf("%d groups of watched topics, want that of W02 alone", n)
	}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`<li id="(p\d+)"`).FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("paper %s stands twice", m[1])
		}
		seen[m[1]] = true
	}
}

// TestWatchNothing: without a watched topic the page says how to have one.
func TestWatchNothing(t *testing.T) {
	holds(t, drawn(t, oneWeekRun(t)), "<code>[[watch]]</code>")
}

// TestWatchHeads: the head of a topic counts what stands under watched topics,
// so that it agrees with the week's number of the topic.
func TestWatchHeads(t *testing.T) {
	r := streamRun(t)
	v := newView(&r)
	s := v.paperSection()
	total := 0
	number := regexp.MustCompile(`\d+`)
	for _, g := range s.Groups {
		total += len(g.Papers)
		i := slices.IndexFunc(v.Topics, func(t topics.Topic) bool { return v.names[t.ID] == g.Name })
		if i < 0 {
			continue
		}
		sum := 0
		count, _, _ := strings.Cut(strings.ReplaceAll(g.Count, "under visual autoregressive (VAR)", ""), " of ")
		for _, n := range number.FindAllString(count, -1) {
			k, _ := strconv.Atoi(n)
			sum += k
		}
		if want := v.Counts.Topic[i][v.reported]; sum != want {
			t.Errorf("%s: %q, want %d in all", g.Name, g.Count, want)
		}
	}
	if want := v.Counts.Periods[v.reported].Papers; total != want {
		t.Errorf("%d papers stand on the page, want %d", total, want)
	}
}

// TestHiddenTopics: a hidden topic is in no list of the page, nor are its
// papers, and the totals stay.
func TestHiddenTopics(t *testing.T) {
	r := streamRun(t)
	r.Topics[1].State = topics.Hidden
	before := newView(&r).Counts.Periods
	page := drawn(t, r)
	if strings.Contains(page, `href="#T004"`) || strings.Contains(page, `id="T004"`) || strings.Contains(page, `"id":"T004"`) {
		t.Error("the hidden topic is on the page")
	}
	holds(t, page, "All 2 topics", `"T009"`)
	for row, of := range r.Of {
		if of == 1 && !slices.Contains(r.WatchedRows[0], int32(row)) && strings.Contains(page, `<li id="p`+strconv.Itoa(row)+`">`) {
			t.Errorf("paper %d of the hidden topic is listed", row)
		}
	}
	v := newView(&r)
	if len(v.Shares) != 2 || v.Topics[1].ID.Number != 9 || &v.Shares[1][0] != &r.Shares[2][0] || !slices.Equal(v.Counts.Periods, before) {
		t.Error("the shares are not those of the topics that are left")
	}
	if r.Topics[1].State != topics.Hidden || len(r.Topics) != 3 {
		t.Error("the run was changed")
	}
}

// TestCorrectionsOnPage: what the user did is shown as the user's.
func TestCorrectionsOnPage(t *testing.T) {
	r := streamRun(t)
	id := func(n int) topics.ID { return id(topics.IsTopic, n) }
	r.Corrections = []topics.Correction{
		{Kind: topics.ToMerge, Topics: []topics.ID{id(17), id(34)}},
		{Kind: topics.ToAssign, Topics: []topics.ID{id(4)}, Paper: "<2404.02905>"},
		{Kind: topics.ToNeverMerge, Topics: []topics.ID{id(4), id(9)}},
	}
	edit := func(from, to []topics.ID, papers ...int) topics.Event {
		return topics.Event{Kind: topics.Edited, From: from, To: to, Overlap: 1, Papers: papers}
	}
	r.Events = []topics.Event{
		edit([]topics.ID{id(17), id(2)}, []topics.ID{id(17)}, 1, 2), edit([]topics.ID{id(2)}, nil, 3),
		edit([]topics.ID{id(17)}, []topics.ID{id(4)}, 5), edit([]topics.ID{id(4), id(9)}, []topics.ID{id(4), id(9)}),
		edit(nil, []topics.ID{id(9)}, 1),
	}
	holds(t, drawn(t, r),
		" · merged with T034 by you", " · given a paper by you", " · never merged with T009 by you",
		"<b><bdi>chatbots</bdi></b> merged by you into ", "<b><bdi>chatbots</bdi></b> hidden by you",
		"<b><bdi>Paper 5 on Learning from Feedback</bdi></b> put by you into ", "never to be merged, by you", "renamed by you",
	)
}
