package topics

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/text"
)

// around makes a space of papers that stand at these angles (in degrees) on a
// circle, each linked to the papers listed for it.
func around(angle []float64, near [][]int32) Space {
	s := Space{Dense: newGeneral(len(angle), 2), Graph: graph.Graph{Start: []int64{0}}}
	for row, a := range angle {
		x, y := math.Cos(a*math.Pi/180), math.Sin(a*math.Pi/180)
		copy(vector(s.Dense, row), []float32{float32(x), float32(y)})
		for _, j := range near[row] {
			s.Graph.To = append(s.Graph.To, j)
			s.Graph.Names = append(s.Graph.Names, true)
			s.Graph.Weight = append(s.Graph.Weight, 1)
		}
		s.Graph.Start = append(s.Graph.Start, int64(len(s.Graph.To)))
	}
	return s
}

func asOf(run int) calendar.Date { return calendar.NewDate(2025, time.May, run) }

// watching runs a Watcher on papers whose texts are given.
func watching(s Space, docs []string, w []Watch, past Past, now Result) Watched {
	f := text.NewFinder(WatchedTerms(w), text.Default(), nil)
	o := Default()
	o.Run, o.AsOf = past.Run+1, asOf(past.Run+1)
	return NewWatcher(s, nil, w, f, f.Find(docs, 1)).Tell(past, now, o)
}

// one is a result that has all papers in one topic.
func one(papers int) Result {
	return Result{Of: make([]int32, papers), Topics: []Topic{{ID: ID{IsTopic, 1}, Label: []string{"all"}, Papers: papers}}}
}

// TestWatchedRules: VAR is visual autoregressive in papers 2 and 3 and value at
// risk in 6 and 7.
//
//	0, 1  hold the phrase
//	2     holds VAR, and 2 of its 3 neighbours hold the phrase, which is less
//	      than thrice the 2 of 9 of all papers
//	3     holds VAR and NSP: two of the topic's acronyms
//	4, 5  hold nothing, but their neighbours belong
//	6, 7  hold VAR
//	8     holds nothing
func TestWatchedRules(t *testing.T) {
	docs := []string{
		"T\nvisual autoregressive models", "T\nA visual auto-regressive model", "T\nfaster VAR", "T\nVAR by NSP",
		"A seed\nof the topic", "T\nnothing", "T\nVAR of a bank", "T\nVAR-based hedging", "T\nnothing",
	}
	near := [][]int32{{1, 2, 3}, {0, 2, 3}, {0, 1, 8}, {0, 1, 2}, {0, 1, 3}, {0, 1, 3}, {7, 8, 5}, {6, 8, 5}, {0, 3, 6}}
	angle := []float64{0, 2, 4, 6, 1, .5, 90, 91, 60}
	terms := []string{"visual autoregressive", "VAR", "NSP"}
	for _, c := range []struct {
		what  string
		terms []string
		seeds []int32
		want  string
	}{
		{"phrases and two acronyms", terms, nil, "[0 1 3]"},
		{"a phrase alone", terms[:1], nil, "[0 1]"},
		{"nothing but an acronym", terms[1:2], nil, "[2 3 6 7]"},
		{"one seed: nothing is nearer to it than itself", terms[:1], []int32{4}, "[0 1 4]"},
		// The mean of seeds at 1° and 60° is at 30.5°, 29.5° from both. Paper
		// 2, at 4°, is nearer, and its neighbours 0, 1 and 8 belong; 5, at .5°,
		// is not.
		{"two seeds", terms, []int32{4, 8}, "[0 1 2 3 4 8]"},
		// The mean of 0°, 2° and 6° is at 2.7°. Two of the seeds are 2.7° away
		// or more; 2, 4 and 5 are nearer, and two of three neighbours of each
		// belong.
		{"seeds alone", nil, []int32{0, 1, 3}, "[0 1 2 3 4 5]"},
		{"acronym and seeds", terms[1:2], []int32{0}, "[0]"},
	} {
		w := watching(around(angle, near), docs, []Watch{{c.what, c.terms, c.seeds}}, Past{}, one(9))
		if got := fmt.Sprint(w.Rows[0]); got != c.want {
			t.Errorf("%s: papers %s, want %s", c.what, got, c.want)
		}
	}
}

// TestWatchedAcronym: of 40 papers 2 hold the phrase, 5 in 100. A paper of two
// neighbours with one of them among these (50 in 100) is believed, one with
// neighbours that hold the acronym only is not.
func TestWatchedAcronym(t *testing.T) {
	docs, near := make([]string, 40), make([][]int32, 40)
	for i := range docs {
		docs[i], near[i] = "T\nother", []int32{int32(i+1) % 40, int32(i+2) % 40}
	}
	docs[0], docs[1] = "T\nvalue at risk", "T\nvalue at risk"
	for _, i := range []int{38, 20, 21, 22} {
		docs[i] = "T\nVaR"
	}
	w := watching(around(make([]float64, 40), near), docs, []Watch{{"w", []string{"value at risk", "VaR"}, nil}}, Past{}, one(40))
	if got := fmt.Sprint(w.Rows[0]); got != "[0 1 38]" {
		t.Errorf("papers %s", got)
	}
	if len(w.Warnings) > 0 {
		t.Errorf("%q: fewer than five papers have no home", w.Warnings)
	}
}

// TestWatchedNumbers: a number belongs to a name: it outlasts another order,
// an absence, and is given to nobody else.
func TestWatchedNumbers(t *testing.T) {
	s, docs := around([]float64{0, 0}, [][]int32{{1}, {0}}), []string{"T\na", "T\nb"}
	past := Past{}
	for run, c := range []struct{ names, want, gone string }{
		{"a b", "W01 W02", ""},
		{"c b a", "W03 W02 W01", ""},
		{"b", "W02", "W03 W01"},
		{"d a", "W04 W01", "W02 W03"},
		{"", "", "W04 W01 W02 W03"},
		{"c", "W03", "W04 W01 W02"},
	} {
		var w []Watch
		for _, name := range strings.Fields(c.names) {
			w = append(w, Watch{Name: name, Terms: []string{"b"}})
		}
		got := watching(s, docs, w, past, one(2))
		ids := func(topics []Topic) string {
			var all []string
			for _, t := range topics {
				all = append(all, t.ID.String())
			}
			return strings.Join(all, " ")
		}
		if ids(got.Topics) != c.want || ids(got.Unwatched) != c.gone {
			t.Errorf("run %d, %q: %s and %s, want %s and %s", run+1, c.names, ids(got.Topics), ids(got.Unwatched), c.want, c.gone)
		}
		for _, topic := range got.Topics {
			if topic.Name() == "a" && topic.BornRun != 1 {
				t.Errorf("run %d: a was first watched in run %d", run+1, topic.BornRun)
			}
			if topic.Papers != 1 && topic.State == Living {
				t.Errorf("run %d: %+v", run+1, topic)
			}
		}
		past = Past{Run: run + 1, Watched: slices.Concat(got.Topics, got.Unwatched)}
	}
}

// TestWatchedHome: what a run says of a watched topic and the discovered ones,
// once for each change. Papers 0 to 5 are watched.
func TestWatchedHome(t *testing.T) {
	docs := slices.Concat(slices.Repeat([]string{"T\nwatched phrase"}, 6), slices.Repeat([]string{"T\nother"}, 14))
	s := around(make([]float64, 20), make([][]int32, 20))
	in := func(topic ...int32) Result {
		r := Result{Of: slices.Concat(topic, slices.Repeat([]int32{0}, 20-len(topic)))}
		for i, name := range []string{"first", "second"} {
			r.Topics = append(r.Topics, Topic{ID: ID{IsTopic, i + 1}, Label: []string{name}})
		}
		for _, at := range r.Of {
			r.Topics[at].Papers++
		}
		return r
	}
	split := in(1, 1, 1, 1, 0, 0)
	split.Events = []Event{{Kind: Split, From: []ID{{IsTopic, 1}}, To: []ID{{IsTopic, 1}, {IsTopic, 2}}}}
	past := Past{}
	for _, c := range []struct {
		now   Result
		home  ID
		is    bool
		since int // run
		want  string
	}{
		{in(0, 0, 0, 0, 1, 1), ID{IsTopic, 1}, false, 1, "T001 “first” has taken in the watched topic W01 “w”: 4 of its 6 papers lie there, among 18"},
		{in(0, 0, 0, 0, 0, 1), ID{IsTopic, 1}, false, 1, ""},
		{split, ID{IsTopic, 2}, true, 3, "T001 was split along the watched topic W01 “w”: T002 “second” holds 4 of its 6 papers"},
		{in(1, 1, 1, 1, 1, 1), ID{IsTopic, 2}, true, 3, ""},
		{in(0, 0, 0, 1, 1, 1), ID{}, false, 5, ""},
		{in(0, 1, 1, 1, 1, 1), ID{IsTopic, 2}, true, 6, "the watched topic W01 “w” and T002 “second” have become one: 5 of its 6 papers lie there and are most of the 5"},
	} {
		w := watching(s, docs, []Watch{{Name: "w", Terms: []string{"watched phrases"}}}, past, c.now)
		h := w.Homes[0]
		if got := strings.Join(w.Warnings, "; "); got != c.want || h.News != got || h.Topic != c.home || h.Is != c.is || h.Since != asOf(c.since) {
			t.Errorf("%+v, %q; want %+v", h, got, c)
		}
		past = Past{Run: past.Run + 1, Watched: w.Topics, Homes: map[ID]Home{w.Topics[0].ID: w.Homes[0]}}
	}
}
