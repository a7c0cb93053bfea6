package topics

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
)

// steady is a week of eight subjects with six papers each.
func steady(int) map[int]int {
	n := map[int]int{}
	for s := range 8 {
		n[s] = 6
	}
	return n
}

// truth says of each topic which subject most of its papers belong to.
func truth(papers []made, r Result) map[ID]int {
	votes := map[ID]map[int]int{}
	for row, t := range r.Of {
		id := r.Topics[t].ID
		if votes[id] == nil {
			votes[id] = map[int]int{}
		}
		votes[id][papers[row].subject]++
	}
	most := map[ID]int{}
	for id, v := range votes {
		best := -1
		for subject, n := range v {
			if best < 0 || n > v[best] || n == v[best] && subject < best {
				best = subject
			}
		}
		most[id] = best
	}
	return most
}

// events of a kind, with the run (from 0) that told of them.
func events(runs []Result, kind EventKind) map[int][]Event {
	found := map[int][]Event{}
	for i, r := range runs {
		for _, e := range r.Events {
			if e.Kind == kind {
				found[i] = append(found[i], e)
			}
		}
	}
	return found
}

func TestFirstRun(t *testing.T) {
	w := newWorld(1)
	r := w.live(t, 0, 1, Default(), func(int) map[int]int {
		n := map[int]int{}
		for s := range 10 {
			n[s] = 15 + s
		}
		return n
	})[0]
	if len(r.Topics) != 10 || len(r.Events) != 0 || r.NextID != 11 || r.Topics[0].ID.Number != 1 {
		t.Errorf("%d topics, events %v, next id %d", len(r.Topics), r.Events, r.NextID)
	}
	for i, topic := range r.Topics {
		if topic.Papers != 24-i || topic.BornRun != 1 || topic.State != Living || topic.Stability < .9 {
			t.Errorf("topic %d: %+v, want %d papers", i, topic, 24-i)
		}
	}
	if r.Diversity != 1 || r.Coherence < .1 {
		t.Errorf("diversity %v, coherence %v of subjects that share no word", r.Diversity, r.Coherence)
	}
}

func TestSteadyStream(t *testing.T) {
	w := newWorld(2)
	runs := w.live(t, 0, 12, Default(), steady)
	for i, r := range runs[1:] {
		if len(r.Events) != 0 {
			t.Errorf("run %d: events %v in a stream where nothing happens", i+2, r.Events)
		}
	}
	if got := len(runs[11].Topics); got != 8 {
		t.Errorf("%d topics of 8 subjects", got)
	}
}

// TestSamePapers: a run on the same papers changes nothing.
func TestSamePapers(t *testing.T) {
	w := newWorld(3)
	runs := w.live(t, 0, 6, Default(), func(week int) map[int]int {
		n := steady(week)
		for s := 8; s < 14; s++ {
			n[s] = 2 + week%2
		}
		if week > 3 {
			n[20] = 8
		}
		return n
	})
	last := runs[len(runs)-1]
	o := Default()
	o.AsOf, o.Run = calendar.Date{Day: monday(5).Day + 6, Precision: calendar.ToDay}, 7
	again := Follow(w.space(), w.past(last, 6, w.papers), o, 1)
	if len(again.Events) != 0 {
		t.Errorf("events %v", again.Events)
	}
	// The map goes on settling, and the draws of papers are those of the seed.
	ignore := cmpopts.IgnoreFields(Result{}, "Position", "Spot", "Events")
	if d := cmp.Diff(last, again, ignore); d != "" {
		t.Error(d)
	}
}

func TestBirth(t *testing.T) {
	w := newWorld(4)
	runs := w.live(t, 0, 20, Default(), func(week int) map[int]int {
		n := steady(week)
		if week >= 6 {
			n[30] = 4
		}
		return n
	})
	born := events(runs, Birth)
	if len(born) != 1 {
		t.Fatalf("births %v, want one", born)
	}
	var id ID
	for run, e := range born {
		if id = e[0].To[0]; run < 6 || run > 9 { // four papers a week; five are needed
			t.Errorf("born in week %d, the subject began in week 6", run)
		}
		for _, row := range e[0].Papers {
			if w.seen[run][row].week < 6 {
				t.Errorf("paper %d is from before", row)
			}
		}
	}
	for run, r := range runs {
		for _, topic := range r.Topics {
			if topic.ID != id {
				continue
			}
			want := Living
			if run-topic.BornRun+1 <= Default().Protected {
				want = Waiting
			}
			if topic.State != want {
				t.Errorf("run %d: state %s, want %s (born in run %d)", run+1, topic.State, want, topic.BornRun)
			}
		}
	}
	if got := truth(w.papers, runs[19])[id]; got != 30 {
		t.Errorf("the born topic is about subject %d", got)
	}
}

func TestDeathAndRevival(t *testing.T) {
	w := newWorld(5)
	runs := w.live(t, 0, 22, Default(), func(week int) map[int]int {
		n := steady(week)
		if week >= 6 && week < 16 {
			delete(n, 3)
		}
		return n
	})
	died, woke := events(runs, Death), events(runs, Revival)
	if len(died) != 1 || len(woke) != 1 {
		t.Fatalf("deaths %v, revivals %v, want one each", died, woke)
	}
	for run, e := range died {
		if truth(w.seen[run], runs[run])[e[0].From[0]] != 3 && run < 9 {
			t.Errorf("died in week %d: %v", run, e)
		}
		for back, f := range woke {
			if f[0].To[0] != e[0].From[0] || back != 16 {
				t.Errorf("woke in week %d: %v, died: %v", back, f, e)
			}
		}
	}
}

// TestSplitAndMerge puts two topics together and takes one apart in what the
// past says of the same papers; a new paper makes the run look at them.
func TestSplitAndMerge(t *testing.T) {
	o := Default()
	w := newWorld(6)
	n := map[int]int{103: 24}
	for s := range 6 {
		n[s] = 30
	}
	w.week(0, n)
	s := w.space()
	o.AsOf, o.Run = monday(1), 1
	first := Follow(s, Past{}, o, 1)
	if len(first.Topics) != 7 {
		t.Fatalf("%d topics of 7 subjects", len(first.Topics))
	}
	subject := map[int]ID{}
	for id, s := range truth(w.papers, first) {
		subject[s] = id
	}

	// Subjects 3 and 103 were one topic: they hardly link, so it is split, and
	// the larger part keeps the id.
	one := w.past(first, 1, w.papers)
	one.Topics = slices.DeleteFunc(one.Topics, func(t Topic) bool { return t.ID == subject[103] })
	for i, id := range one.Of {
		if id == subject[103] {
			one.Of[i] = subject[3]
		}
	}
	one.Of[0] = ID{}
	r := Follow(s, one, o, 1)
	if len(r.Events) != 1 || r.Events[0].Kind != Split {
		t.Fatalf("events %v, want the split", r.Events)
	}
	split := r.Events[0]
	if want := []ID{subject[3], {IsTopic, one.NextID}}; !cmp.Equal(split.To, want) || split.Overlap != 1 {
		t.Errorf("split %v, want into %v", split, want)
	}
	if got := truth(w.papers, r); got[split.To[0]] != 3 || got[split.To[1]] != 103 {
		t.Errorf("the larger part does not keep the id: %v", got)
	}

	// Half of subject 5 was a topic of its own: the halves link like one, so
	// they are merged. What was merged is remembered,
	two := w.past(first, 1, w.papers)
	half := ID{IsTopic, two.NextID}
	for i, p := range w.papers {
		if p.subject == 5 && i%2 == 0 {
			two.Of[i] = half
		}
	}
	two.Topics = append(two.Topics, Topic{ID: half, State: Living, Label: []string{"half"}})
	two.NextID++
	two.Of[0] = ID{}
	r = Follow(s, two, o, 1)
	if len(r.Events) != 1 || r.Events[0].Kind != Merge || len(r.Events[0].From) != 2 {
		t.Fatalf("events %v, want the merge", r.Events)
	}
	if len(r.Rested) != 1 || len(r.Rested[0].Last) == 0 || r.Rested[0].State != Resting {
		t.Fatalf("rested %v, want the merged half with its papers", r.Rested)
	}
	gone := r.Rested[0].ID

	// and comes back where its papers part again: here, those of subject 103
	// are said to have been its last.
	back := w.past(r, 2, w.papers)
	for i := range back.Topics {
		if back.Topics[i].ID == gone {
			back.Topics[i].Last = nil
			for row, p := range w.papers {
				if p.subject == 103 {
					back.Topics[i].Last = append(back.Topics[i].Last, row)
				}
			}
		}
	}
	back.Topics = slices.DeleteFunc(back.Topics, func(t Topic) bool { return t.ID == subject[103] })
	for i, id := range back.Of {
		if id == subject[103] {
			back.Of[i] = subject[3]
		}
	}
	back.Of[0] = ID{}
	r = Follow(s, back, o, 1)
	if got := truth(w.papers, r); got[gone] != 103 {
		t.Errorf("%v did not come back: %v", gone, got)
	}
	if len(r.Events) != 1 || r.Events[0].Kind != Revival || !cmp.Equal(r.Events[0].From, []ID{subject[3]}) {
		t.Errorf("events %v, want the return of %v out of %v", r.Events, gone, subject[3])
	}
}

func TestExactNumber(t *testing.T) {
	for _, k := range []int{1, 5, 8, 13} {
		w := newWorld(7)
		o := Default()
		o.K = k
		for i, r := range w.live(t, 0, 6, o, func(week int) map[int]int {
			n := steady(week)
			if week >= 3 {
				n[40], n[41] = 8, 8
			}
			return n
		}) {
			if len(r.Topics) != k {
				t.Errorf("run %d: %d topics, want %d", i+1, len(r.Topics), k)
			}
		}
	}
}

// TestChangedNumber: the user asks for another number in a later run.
func TestChangedNumber(t *testing.T) {
	w := newWorld(8)
	r := w.live(t, 0, 1, Default(), steady)[0]
	for run, k := range []int{12, 4, 20} {
		o := Default()
		o.K, o.Run, o.AsOf = k, run+2, monday(0)
		r = Follow(w.space(), w.past(r, run+1, w.papers), o, 1)
		if len(r.Topics) != k {
			t.Errorf("%d topics, want %d", len(r.Topics), k)
		}
	}
}

func TestThemesStay(t *testing.T) {
	w := newWorld(9)
	many := func(int) map[int]int {
		n := map[int]int{}
		for s := range 16 {
			n[s] = 12
		}
		return n
	}
	runs := w.live(t, 0, 8, Default(), many)
	if k := len(runs[3].Topics); k != 16 || len(runs[7].Topics) != 16 {
		t.Fatalf("%d, then %d topics of 16 subjects", k, len(runs[7].Topics))
	}
	if len(runs[3].Themes) == 0 {
		t.Fatal("no themes of 16 topics")
	}
	was := map[ID]ID{}
	for _, topic := range runs[3].Topics {
		was[topic.ID] = topic.Theme
	}
	for _, topic := range runs[7].Topics {
		if was[topic.ID] != topic.Theme {
			t.Errorf("%v was in %v and is in %v", topic.ID, was[topic.ID], topic.Theme)
		}
	}
	for _, theme := range runs[7].Themes {
		alone := []Topic{}
		for _, topic := range runs[7].Topics {
			if topic.Theme == theme.ID {
				alone = append(alone, topic)
			}
		}
		if len(alone) == 1 && !cmp.Equal(alone[0].Label, theme.Label) {
			t.Errorf("a theme of one topic is called %q, its topic %q", theme.Label, alone[0].Label)
		}
	}
}

// TestRenamed: a name is to the letter what the user wrote, is told of once,
// stays, and can be taken back.
func TestRenamed(t *testing.T) {
	w := newWorld(10)
	o := Default()
	o.AsOf, o.Run, o.Themes = monday(1), 1, 3
	w.week(0, steady(0))
	first := Follow(w.space(), Past{}, o, 1)
	id, theme := first.Topics[2].ID, first.Themes[1].ID
	for _, name := range []string{"My subject", "mixed: one, two, three", "Agents: GUI"} {
		past := w.past(first, 1, w.papers)
		past.Names = map[ID]string{id: name, theme: "My theme"}
		renamed := Follow(w.space(), past, o, 1)
		for _, topic := range append(renamed.Topics, renamed.Themes...) {
			switch mine := topic.ID == id; {
			case topic.ID == theme:
				if !topic.Renamed || topic.Name() != "My theme" {
					t.Errorf("%v: %q, renamed %v", topic.ID, topic.Label, topic.Renamed)
				}
			case topic.Renamed != mine || mine != (topic.Name() == name) && topic.ID.Kind == IsTopic:
				t.Errorf("%v: %q, renamed %v", topic.ID, topic.Label, topic.Renamed)
			}
		}
		told := []Event{{Kind: Edited, To: []ID{id}, Overlap: 1}, {Kind: Edited, To: []ID{theme}, Overlap: 1}}
		if d := cmp.Diff(told, renamed.Events, cmpopts.IgnoreFields(Event{}, "Papers")); d != "" {
			t.Errorf("%s: events: %s", name, d)
		}
		past = w.past(renamed, 2, w.papers)
		past.Names = map[ID]string{id: name, theme: "My theme"}
		if again := Follow(w.space(), past, o, 1); len(again.Events) != 0 {
			t.Errorf("%s: told again: %v", name, again.Events)
		}
		back := Follow(w.space(), w.past(renamed, 2, w.papers), o, 1)
		if d := cmp.Diff(first.Topics, back.Topics, cmpopts.EquateApprox(0, 1e-9)); d != "" {
			t.Errorf("%s: the name was taken back: %s", name, d)
		}
		if d := cmp.Diff(told, back.Events, cmpopts.IgnoreFields(Event{}, "Papers")); d != "" {
			t.Errorf("%s: taken back: events: %s", name, d)
		}
	}
}

// A topic without papers can be renamed too.
func TestRenamedAtRest(t *testing.T) {
	id := func(n int) ID { return ID{Number: n} }
	label := []string{"found", "further"}
	rested := []Topic{
		{ID: id(1), Label: label},
		{ID: id(2), Label: label},
		{ID: id(3), Label: label, Renamed: true},
		{ID: id(4), Label: label[:1], Renamed: true, Terms: []string{"term"}},
		{ID: id(5), Label: label[:1], Renamed: true},
	}
	past := Past{Topics: slices.Clone(rested), Names: map[ID]string{id(1): "Mine"}}
	nameRested(rested, past.Names)
	want := []Topic{
		{ID: id(1), Label: []string{"Mine", "further"}, Renamed: true},
		{ID: id(2), Label: label},
		{ID: id(3), Label: []string{"further"}},
		{ID: id(4), Label: []string{"term"}, Terms: []string{"term"}},
		{ID: id(5)},
	}
	if d := cmp.Diff(want, rested, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	if label[0] != "found" {
		t.Error("the label of the past was changed")
	}
	var told []ID
	for _, e := range renamings(past, rested) {
		told = append(told, e.To...)
	}
	if d := cmp.Diff([]ID{id(1), id(3), id(4), id(5)}, told); d != "" {
		t.Error(d)
	}
}

func TestWorkers(t *testing.T) {
	w := newWorld(11)
	runs := w.live(t, 0, 3, Default(), steady)
	before := append([]made(nil), w.papers...)
	w.week(3, map[int]int{0: 5, 1: 5, 50: 12})
	var want Result
	for workers := 1; workers <= 4; workers++ {
		o := Default()
		o.AsOf, o.Run, o.Workers = monday(4), 4, workers
		got := Follow(w.space(), w.past(runs[2], 3, before), o, 1)
		if workers == 1 {
			want = got
		} else if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%d workers: %s", workers, d)
		}
	}
}

// TestSparse clusters the sparse vectors themselves.
func TestSparse(t *testing.T) {
	w := newWorld(13)
	n := map[int]int{}
	for s := range 8 {
		n[s] = 15
	}
	w.week(0, n)
	s := w.space()
	s.Points = s.Counts
	o := Default()
	o.K, o.Run, o.AsOf = 8, 1, monday(0)
	first := Follow(s, Past{}, o, 1)
	check(t, first, Past{}, len(w.papers))
	for row, topic := range first.Of {
		if subject := truth(w.papers, first)[first.Topics[topic].ID]; subject != w.papers[row].subject {
			t.Errorf("a paper of subject %d lies in the topic of %d", w.papers[row].subject, subject)
		}
	}
	second := Follow(s, w.past(first, 1, w.papers), o, 1)
	if len(second.Events) != 0 || !cmp.Equal(first.Of, second.Of) {
		t.Errorf("the same papers: events %v", second.Events)
	}
}

// TestTiny: nothing is too small.
func TestTiny(t *testing.T) {
	for _, c := range []struct {
		name   string
		papers []made
		k      int
		topics int
	}{
		{"one paper", []made{{0, 0, 1}}, 0, 1},
		{"two papers", []made{{0, 0, 1}, {1, 0, 2}}, 0, 1},
		{"two papers, two topics", []made{{0, 0, 1}, {1, 0, 2}}, 2, 2},
		{"one paper, three topics", []made{{0, 0, 1}}, 3, 1},
		{"all alike", []made{{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}}, 3, 1},
		{"two kinds, five topics", []made{{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {1, 0, 2}, {1, 0, 2}, {1, 0, 2}}, 5, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &world{papers: c.papers}
			s := w.space()
			o := Default()
			o.K, o.Run = c.k, 1
			first := Follow(s, Past{}, o, 1)
			check(t, first, Past{}, len(c.papers))
			if len(first.Topics) != c.topics {
				t.Errorf("%d topics, want %d", len(first.Topics), c.topics)
			}
			for _, p := range first.Spot {
				if math.IsNaN(float64(p[0])) || math.IsNaN(float64(p[1])) {
					t.Errorf("a paper lies nowhere: %v", p)
				}
			}
			past := Past{Run: 1, Of: make([]ID, len(c.papers)), Topics: first.Topics, NextID: first.NextID, NextTheme: first.NextTheme, Position: first.Position}
			for row, topic := range first.Of {
				past.Of[row] = first.Topics[topic].ID
			}
			s.Dates = make([]calendar.Date, len(c.papers)) // and no dates
			second := Follow(s, past, o, 1)
			check(t, second, past, len(c.papers))
			if len(second.Events) != 0 || !cmp.Equal(first.Of, second.Of) {
				t.Errorf("changed: events %v, %v then %v", second.Events, first.Of, second.Of)
			}
		})
	}
}

// TestEmptyPapers: papers of which no word is known have zero vectors.
func TestEmptyPapers(t *testing.T) {
	w := newWorld(12)
	w.week(0, map[int]int{0: 6, 1: 6})
	s := w.space()
	for j := range s.Dense.Cols {
		vector(s.Dense, 3)[j] = 0
	}
	s.Graph = graph.Nearest(s.Dense, 3, graph.Default(), 1)
	s.Points = kmeans.Dense(s.Dense)
	o := Default()
	o.K = 3
	r := Follow(s, Past{}, o, 1)
	check(t, r, Past{}, 12)
	if r.Similarity[3] != 0 {
		t.Errorf("a paper without words has similarity %v", r.Similarity[3])
	}
}

// BenchmarkFollow is a first run on 2,400 papers of 24 subjects, and the run a
// week later.
func BenchmarkFollow(b *testing.B) {
	w := newWorld(14)
	n := map[int]int{}
	for s := range 24 {
		n[s] = 100
	}
	w.week(0, n)
	before := slices.Clone(w.papers)
	s := w.space()
	o := Default()
	o.Run, o.AsOf = 1, monday(1)
	first := Follow(s, Past{}, o, 1)
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Follow(s, Past{}, o, 1)
		}
	})
	w.week(1, steady(1))
	later, past := w.space(), w.past(first, 1, before)
	o.Run, o.AsOf = 2, monday(2)
	b.Run("later", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Follow(later, past, o, 1)
		}
	})
}
