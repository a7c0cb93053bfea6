package topics

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"papertide/analysis/calendar"
)

// A corrected world is a stream of seven subjects in ten weeks of which later
// runs are told corrections.
type corrected struct {
	*world
	t    *testing.T
	last Result
	runs int
	o    Options
}

func newCorrected(t *testing.T) *corrected {
	c := &corrected{world: newWorld(21), t: t, o: Default()}
	c.week(0, map[int]int{0: 30, 1: 30, 2: 30, 3: 30, 4: 30, 5: 30, 103: 24})
	c.next(Corrections{})
	return c
}

// next makes one more run; w.papers may have grown.
func (c *corrected) next(k Corrections, before ...made) Result {
	c.t.Helper()
	c.runs++
	c.o.Run, c.o.AsOf, c.o.Corrections = c.runs, calendar.Date{Day: monday(c.runs).Day, Precision: calendar.ToDay}, k
	past := Past{}
	if c.runs > 1 {
		if before == nil {
			before = c.papers
		}
		past = c.past(c.last, c.runs-1, before)
	}
	c.last = Follow(c.space(), past, c.o, 1)
	check(c.t, c.last, past, len(c.papers))
	return c.last
}

// more adds a week of papers and makes a run.
func (c *corrected) more(k Corrections, n map[int]int) Result {
	before := slices.Clone(c.papers)
	c.week(c.runs, n)
	return c.next(k, before...)
}

// rows lists the papers of a topic by the keys of the world.
func (c *corrected) rows(r Result, ids ...ID) map[uint64]bool {
	keys := map[uint64]bool{}
	for row, i := range r.Of {
		if slices.Contains(ids, r.Topics[i].ID) {
			keys[c.papers[row].key] = true
		}
	}
	return keys
}

// of returns the topic of a subject.
func (c *corrected) of(subject int) ID {
	c.t.Helper()
	for id, s := range truth(c.papers, c.last) {
		if s == subject {
			return id
		}
	}
	c.t.Fatalf("no topic of subject %d", subject)
	return ID{}
}

// happened writes events without their papers.
func happened(r Result) string {
	text := ""
	for _, e := range r.Events {
		text += fmt.Sprintf("%s %v→%v ", e.Kind, e.From, e.To)
	}
	return text
}

func find(t *testing.T, r Result, id ID) Topic {
	t.Helper()
	for _, topic := range slices.Concat(r.Topics, r.Rested) {
		if topic.ID == id {
			return topic
		}
	}
	t.Fatalf("no topic %v", id)
	return Topic{}
}

// TestMergedByUser: two topics that have nothing in common are one, exactly,
// under the lower number, and told of once. They stay one while papers come,
// though they hardly link, until the correction goes: then they part, and the
// number that rested comes back.
func TestMergedByUser(t *testing.T) {
	c := newCorrected(t)
	a, b := c.of(0), c.of(1)
	if a.Number > b.Number {
		a, b = b, a
	}
	want := c.rows(c.last, a, b)
	merge := Corrections{Merge: [][]ID{{b, a}}}
	r := c.next(merge)
	if d := cmp.Diff(want, c.rows(r, a)); d != "" {
		t.Errorf("%v holds other papers than both did: %s", a, d)
	}
	if got, want := happened(r), fmt.Sprintf("edited [%v %v]→[%v] ", a, b, a); got != want || len(r.Events[0].Papers) != eventRows {
		t.Errorf("events %s, %d papers; want %s", got, len(r.Events[0].Papers), want)
	}
	if gone := find(t, r, b); gone.State != Resting || len(gone.Last) == 0 {
		t.Errorf("%+v, want it to rest with its papers", gone)
	}

	// The same again changes nothing.
	again := c.next(merge)
	if !slices.Equal(again.Of, r.Of) || len(again.Events) > 0 || len(again.Corrections) != 1 {
		t.Errorf("the same run again: %s, corrections %v", happened(again), again.Corrections)
	}
	for range 4 {
		r = c.more(merge, map[int]int{0: 4, 1: 4, 2: 3, 3: 3, 4: 3, 5: 3, 103: 3})
		for key := range want {
			if !c.rows(r, a)[key] {
				t.Fatalf("run %d: a paper left the merged topic", c.runs)
			}
		}
		if len(r.Events) > 0 {
			t.Errorf("run %d: %s", c.runs, happened(r))
		}
	}

	r = c.more(Corrections{}, map[int]int{0: 4, 1: 4, 2: 3})
	if got := truth(c.papers, r); got[a] == got[b] || got[a]+got[b] != 1 {
		t.Errorf("%v and %v did not part: %v", a, b, got)
	}
	if got, want := happened(r), fmt.Sprintf("revival [%v]→[%v] ", a, b); got != want {
		t.Errorf("events %s, want %s", got, want)
	}
}

// TestMergedGroups: groups that share a topic are one, and what is said of a
// merged topic is said of what it is now.
func TestMergedGroups(t *testing.T) {
	c := newCorrected(t)
	id := func(n int) ID { return ID{IsTopic, n} }
	want := c.rows(c.last, id(1), id(2), id(3))
	r := c.next(Corrections{Merge: [][]ID{{id(2), id(3)}, {id(3), id(1)}}, Hide: []ID{id(3)}})
	if d := cmp.Diff(want, c.rows(r, id(1))); d != "" {
		t.Error(d)
	}
	if find(t, r, id(1)).State != Hidden || find(t, r, id(3)).State != Resting {
		t.Errorf("%+v", find(t, r, id(1)))
	}
	if r = c.next(Corrections{}); find(t, r, id(1)).State != Living {
		t.Error("the topic stays hidden without a correction")
	}
}

// TestHidden: a hidden topic keeps its papers, and is neither split (as 3 and
// 103 in one topic would be) nor anything else.
func TestHidden(t *testing.T) {
	c := newCorrected(t)
	r := c.last
	joined := c.of(3)
	one := c.past(r, 1, c.papers)
	for i, id := range one.Of {
		if id == c.of(103) {
			one.Of[i] = joined
		}
	}
	one.Of[0] = ID{} // news
	c.o.Corrections = Corrections{Hide: []ID{joined}}
	r = Follow(c.space(), one, c.o, 1)
	if topic := find(t, r, joined); topic.State != Hidden || topic.Papers != 54 {
		t.Errorf("%v is %s with %d papers, want it hidden with 54", joined, topic.State, topic.Papers)
	}
	if !slices.ContainsFunc(r.Events, func(e Event) bool { return e.Kind == Edited && cmp.Equal(e.From, []ID{joined}) && e.To == nil }) {
		t.Errorf("events %s", happened(r))
	}
}

// TestAssigned: a paper of subject 0 belongs to the topic of subject 1. It goes
// there, stays, also as more papers come, and returns when the user says so.
func TestAssigned(t *testing.T) {
	c := newCorrected(t)
	from, to := c.of(0), c.of(1)
	row := slices.IndexFunc(c.papers, func(p made) bool { return p.subject == 0 })
	key := c.papers[row].key
	assign := func() Corrections {
		row := slices.IndexFunc(c.papers, func(p made) bool { return p.key == key })
		return Corrections{Assign: []Assignment{{int32(row), "paper", to}}}
	}
	was := c.rows(c.last, to)
	r := c.next(assign())
	now := c.rows(r, to)
	if !now[key] || len(now) != len(was)+1 {
		t.Errorf("%d papers, want the assigned one beside %d", len(now), len(was))
	}
	want := []Event{{Kind: Edited, From: []ID{from}, To: []ID{to}, Overlap: 1, Papers: []int{row}}}
	if d := cmp.Diff(want, r.Events); d != "" {
		t.Error(d)
	}
	for range 3 {
		before := slices.Clone(c.papers)
		c.week(c.runs, map[int]int{0: 5, 1: 5, 2: 5})
		r = c.next(assign(), before...)
		if !c.rows(r, to)[key] || len(r.Events) > 0 {
			t.Errorf("run %d: the paper is gone, or %s", c.runs, happened(r))
		}
	}
	if r = c.next(Corrections{}); !c.rows(r, from)[key] || len(r.Events) > 0 {
		t.Errorf("the paper does not return, or %s", happened(r))
	}
}

// TestNeverMerged: halves of subject 5 link like one topic and are merged,
// unless the user says never.
func TestNeverMerged(t *testing.T) {
	c := newCorrected(t)
	two := c.past(c.last, 1, c.papers)
	half := ID{IsTopic, two.NextID}
	for i, p := range c.papers {
		if p.subject == 5 && i%2 == 0 {
			two.Of[i] = half
		}
	}
	two.Topics = append(two.Topics, Topic{ID: half, State: Living, Label: []string{"half"}})
	two.NextID++
	two.Of[0] = ID{}
	if r := Follow(c.space(), two, c.o, 1); r.Events[0].Kind != Merge {
		t.Fatalf("events %s, want the merge", happened(r))
	}
	c.o.Corrections = Corrections{NeverMerge: [][]ID{{half, c.of(5)}}}
	r := Follow(c.space(), two, c.o, 1)
	if find(t, r, half).Papers == 0 || find(t, r, c.of(5)).Papers == 0 || len(r.Events) != 1 || r.Events[0].Kind != Edited {
		t.Errorf("events %s, want the edit alone", happened(r))
	}
}

// TestUnknownCorrections: what a run cannot obey, it names, and changes nothing.
func TestUnknownCorrections(t *testing.T) {
	c := newCorrected(t)
	id := func(n int) ID { return ID{IsTopic, n} }
	plain := Follow(c.space(), c.past(c.last, 1, c.papers), c.o, 1)
	c.o.Corrections = Corrections{
		Merge: [][]ID{{id(1), id(90)}}, Hide: []ID{id(91)}, NeverMerge: [][]ID{{id(92), id(2)}},
		Assign: []Assignment{{0, "2404.02905", id(93)}},
	}
	r := Follow(c.space(), c.past(c.last, 1, c.papers), c.o, 1)
	want := []string{
		"corrections.merge: no topic T090 yet", "corrections.hide: no topic T091 yet",
		"corrections.never_merge: no topic T092 yet", "corrections.assign: no topic T093 yet",
	}
	if d := cmp.Diff(want, r.Warnings); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(plain, r, cmpopts.IgnoreFields(Result{}, "Warnings")); d != "" {
		t.Errorf("they changed the result: %s", d)
	}
}

// TestThemeNames: a pinned name is that of whatever theme holds the topic; the
// lower number wins where two topics name one theme, and a theme's own name
// before both.
func TestThemeNames(t *testing.T) {
	c := newCorrected(t)
	c.o.Themes = 3
	r := c.next(Corrections{})
	theme := func(r Result, id ID) Topic {
		holds := find(t, r, id).Theme
		return r.Themes[slices.IndexFunc(r.Themes, func(t Topic) bool { return t.ID == holds })]
	}
	first, second := ID{}, ID{} // two topics of one theme
	for _, a := range r.Topics {
		for _, b := range r.Topics {
			if a.ID.Number < b.ID.Number && a.Theme == b.Theme {
				first, second = a.ID, b.ID
			}
		}
	}
	plain := theme(r, first)
	c.o.ThemeNames = map[ID]string{second: "Second", first: "First: mine", {IsTopic, 99}: "nobody"}
	for run := range 2 {
		r = c.next(Corrections{})
		if got := theme(r, second); got.Name() != "First: mine" || !got.Renamed || got.ID != plain.ID {
			t.Errorf("%+v", got)
		}
		if want := []string{"edited []→[" + plain.ID.String() + "] ", ""}[run]; happened(r) != want {
			t.Errorf("run %d: events %s, want %s", run, happened(r), want)
		}
	}
	past := c.past(r, c.runs, c.papers)
	past.Names = map[ID]string{plain.ID: "Own"}
	if got := theme(Follow(c.space(), past, c.o, 1), first); got.Name() != "Own" {
		t.Errorf("%q, want the theme's own name", got.Label)
	}
	c.o.ThemeNames = nil
	if got := theme(c.next(Corrections{}), first); got.Renamed || !slices.Equal(got.Label, plain.Label) {
		t.Errorf("%q, want %q again", got.Label, plain.Label)
	}
}

func TestInWords(t *testing.T) {
	id := func(n int) ID { return ID{IsTopic, n} }
	all := []Correction{
		{ToMerge, []ID{id(1), id(2), id(3)}, ""},
		{ToHide, []ID{id(1)}, ""},
		{ToNeverMerge, []ID{id(1), id(9)}, ""},
		{ToAssign, []ID{id(1)}, "a"},
		{ToAssign, []ID{id(9)}, "b"},
		{ToAssign, []ID{id(9)}, "c"},
	}
	for n, want := range map[int]string{
		1: "[merged with T002 and T003 hidden never merged with T009 given a paper]",
		9: "[never merged with T001 given 2 papers]",
		8: "[]",
	} {
		if got := fmt.Sprint(InWords(all, id(n))); got != want {
			t.Errorf("T%03d: %s, want %s", n, got, want)
		}
	}
}
