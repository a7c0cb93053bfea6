package topics

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
	"papertide/analysis/text"
)

// A made paper belongs to one of the true subjects. Its row is not its place
// in time: rows go by a key drawn at random, as paper ids do.
type made struct {
	subject int
	week    int
	key     uint64
}

// world makes streams of papers whose truth is known: each subject is a
// direction in space and a vocabulary of made-up words.
type world struct {
	draw   *rand.Rand
	papers []made   // by key
	seen   [][]made // by run of live
}

func newWorld(seed uint64) *world { return &world{draw: rand.New(rand.NewPCG(seed, 7))} }

// week adds n papers of each subject to one week.
func (w *world) week(week int, n map[int]int) {
	subjects := []int{}
	for s := range n {
		subjects = append(subjects, s)
	}
	slices.Sort(subjects)
	for _, s := range subjects {
		for range n[s] {
			w.papers = append(w.papers, made{s, week, w.draw.Uint64()})
		}
	}
	slices.SortFunc(w.papers, func(a, b made) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
}

const width = 24

// direction of a subject. Subjects 100 and 101 and so on are near variants of
// each other: 100+s lies beside s.
func direction(subject int) []float64 {
	r := rand.New(rand.NewPCG(uint64(subject%100), 99))
	v := make([]float64, width)
	for j := range v {
		v[j] = r.NormFloat64()
	}
	for variant := subject / 100; variant > 0; variant-- {
		for j := range v {
			v[j] += .9 * r.NormFloat64()
		}
	}
	norm := 0.0
	for _, x := range v {
		norm += x * x
	}
	for j := range v {
		v[j] /= math.Sqrt(norm)
	}
	return v
}

func monday(week int) calendar.Date {
	return calendar.NewDate(2024, time.January, 1+7*week)
}

// space is what a run of all papers so far starts from.
func (w *world) space() Space {
	n := len(w.papers)
	x := newGeneral(n, width)
	s := Space{Titles: make([]string, n), Docs: make([]string, n), Dates: make([]calendar.Date, n)}
	var vocabulary []string
	terms := map[string]int32{}
	held := make([][]int32, n)
	for row, p := range w.papers {
		r := rand.New(rand.NewPCG(p.key, 3))
		norm := 0.0
		d := direction(p.subject)
		for j := range d {
			d[j] += .75 * r.NormFloat64() / math.Sqrt(width)
			norm += d[j] * d[j]
		}
		for j := range d {
			vector(x, row)[j] = float32(d[j] / math.Sqrt(norm))
		}
		var words []string
		for i := range 6 {
			if r.IntN(3) > 0 {
				words = append(words, fmt.Sprintf("%s%s", madeUp(p.subject), madeUp(i)))
			}
		}
		s.Titles[row] = strings.Join(words, " of the ")
		s.Docs[row] = text.Document(s.Titles[row], "We have "+strings.Join(words, " with ")+".")
		s.Dates[row] = monday(p.week)
		for _, word := range words {
			if _, ok := terms[word]; !ok {
				terms[word] = int32(len(vocabulary))
				vocabulary = append(vocabulary, word)
			}
			held[row] = append(held[row], terms[word])
		}
		slices.Sort(held[row])
	}
	s.Counts = matrixOf(vocabulary, held)
	s.Phrases = phrasesOf(s.Docs)
	s.Graph = graph.Nearest(x, min(20, max(3, n/10)), graph.Default(), 1)
	s.Dense = s.Graph.Smooth(x, 1)
	s.Points = kmeans.Dense(s.Dense)
	return s
}

func phrasesOf(docs []string) *text.Phrases {
	p, err := text.FindPhrases(text.DocsOf(docs), nil, text.Default(), 2)
	if err != nil { // there is none in memory
		panic(err)
	}
	return p
}

// madeUp is a word that no list of words holds.
func madeUp(i int) string {
	const consonants, vowels = "bdfgklmnprtvz", "aeiou"
	w := ""
	for i = 7*i + 11; ; i /= len(consonants) * len(vowels) {
		w += string(consonants[i%len(consonants)]) + string(vowels[i/len(consonants)%len(vowels)])
		if i < len(consonants)*len(vowels) {
			return w + "k"
		}
	}
}

// past is what the next run inherits from r, which saw the papers before.
func (w *world) past(r Result, run int, before []made) Past {
	row := make([]int, len(before))
	for i, p := range before {
		row[i] = slices.IndexFunc(w.papers, func(q made) bool { return q.key == p.key })
	}
	of := make([]ID, len(before))
	for i, t := range r.Of {
		of[i] = r.Topics[t].ID
	}
	return Past{
		Run: run, Of: of, Topics: slices.Concat(r.Topics, r.Rested), Themes: r.Themes,
		NextID: r.NextID, NextTheme: r.NextTheme, Position: r.Position, Corrections: r.Corrections,
	}.Renumber(row, len(w.papers))
}

// live runs the stream week by week from the first to the last, with the
// papers that weekly gives, and returns what each run said.
func (w *world) live(t *testing.T, from, to int, o Options, weekly func(week int) map[int]int) []Result {
	t.Helper()
	var runs []Result
	var past Past
	for week := from; week < to; week++ {
		before := slices.Clone(w.papers)
		w.week(week, weekly(week))
		if len(runs) > 0 {
			past = w.past(runs[len(runs)-1], len(runs), before)
		}
		o.AsOf, o.Run = calendar.Date{Day: monday(week).Day + 6, Precision: calendar.ToDay}, len(runs)+1
		r := Follow(w.space(), past, o, 1)
		check(t, r, past, len(w.papers))
		runs, w.seen = append(runs, r), append(w.seen, slices.Clone(w.papers))
	}
	return runs
}

// check holds what is true of every run.
func check(t *testing.T, r Result, past Past, papers int) {
	t.Helper()
	if len(r.Of) != papers || len(r.Similarity) != papers || len(r.Spot) != papers || len(r.Position) != len(r.Topics) {
		t.Fatalf("%d papers, but %d memberships, %d similarities, %d spots; %d topics, but %d positions",
			papers, len(r.Of), len(r.Similarity), len(r.Spot), len(r.Topics), len(r.Position))
	}
	size := make([]int, len(r.Topics))
	for row, topic := range r.Of {
		if topic < 0 || int(topic) >= len(r.Topics) {
			t.Fatalf("paper %d is in topic %d of %d", row, topic, len(r.Topics))
		}
		size[topic]++
	}
	old, given := map[ID]bool{}, map[ID]bool{}
	for _, topic := range past.Topics {
		old[topic.ID] = true
	}
	for i, topic := range slices.Concat(r.Topics, r.Rested) {
		if given[topic.ID] {
			t.Errorf("%v is given twice", topic.ID)
		}
		given[topic.ID] = true
		if !old[topic.ID] && topic.ID.Number < past.NextID || topic.ID.Number >= r.NextID {
			t.Errorf("%v is new, but numbers from %d to %d are free", topic.ID, past.NextID, r.NextID-1)
		}
		if i >= len(size) {
			if topic.Papers != 0 {
				t.Errorf("%v has rested and holds %d papers", topic.ID, topic.Papers)
			}
			continue
		}
		if topic.Papers != size[i] || size[i] == 0 || i > 0 && size[i] > size[i-1] {
			t.Errorf("topic %d has %d papers and says %d", i, size[i], topic.Papers)
		}
		if int(r.Of[topic.Medoid]) != i || len(topic.Label) == 0 || topic.Stability < -1 || topic.Stability > 1 {
			t.Errorf("%v: medoid %d in topic %d, label %q, stability %v", topic.ID, topic.Medoid, r.Of[topic.Medoid], topic.Label, topic.Stability)
		}
	}
	for id := range old {
		if !given[id] {
			t.Errorf("%v is forgotten", id)
		}
	}
	checkThemes(t, r)
}

func checkThemes(t *testing.T, r Result) {
	t.Helper()
	papers := map[ID]int{}
	for _, topic := range r.Topics {
		papers[topic.Theme] += topic.Papers
	}
	if len(r.Themes) == 0 && len(papers) == 1 && papers[ID{}] > 0 {
		return
	}
	if len(r.Themes) > mostThemes || len(papers) != len(r.Themes) {
		t.Errorf("%d themes, but topics name %d", len(r.Themes), len(papers))
	}
	for i, theme := range r.Themes {
		if theme.Papers == 0 || papers[theme.ID] != theme.Papers || i > 0 && theme.Papers > r.Themes[i-1].Papers {
			t.Errorf("%v says %d papers, its topics hold %d", theme.ID, theme.Papers, papers[theme.ID])
		}
	}
}

func dense(rows ...[]float32) blas32.General {
	x := newGeneral(len(rows), len(rows[0]))
	for i, row := range rows {
		copy(vector(x, i), row)
	}
	return x
}
