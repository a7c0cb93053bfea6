package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// fields are six subjects with words of their own.
var fields = []string{
	"speculative decoding draft token verify acceptance language latency parallel",
	"protein folding structure residue energy chain prediction binding backbone",
	"diffusion image denoising sampler guidance pixel latent noise schedule",
	"robot manipulation policy gripper demonstration imitation grasp trajectory arm",
	"galaxy redshift halo stellar survey spectra luminosity dust cluster",
	"lattice phonon superconductor doping magnetic spin transition temperature oxide",
}

// manyPapers is a state of n papers, one a day, of the fields in turn.
func manyPapers(n int) history.State {
	random := rand.New(rand.NewPCG(5, 6))
	s := history.State{AsOf: calendar.NewDate(2020, 1, n), Past: topics.Past{NextID: 1, NextTheme: 1, Of: make([]topics.ID, n)}}
	var texts []string
	for i := range n {
		words := strings.Fields(fields[i%len(fields)])
		abstract := make([]string, 30)
		for j := range abstract {
			abstract[j] = words[random.IntN(len(words))]
		}
		p := corpus.Paper{ID: fmt.Sprintf("p%04d", i), Title: words[i%9] + " and " + words[i%7], Date: calendar.NewDate(2020, 1, 1+i)}
		s.Papers = append(s.Papers, p)
		texts = append(texts, text.Document(p.Title, strings.Join(abstract, " ")))
	}
	s.Texts = text.DocsOf(texts).Read
	s.Called = func(calendar.Period) (history.Called, error) { return history.Called{}, nil }
	return s
}

// small are settings under which 300 papers are many. (Under seed 1, k-means
// on sparse vectors halves one of the fields and leaves two together.)
func small(space Space) Settings {
	c := DefaultSettings()
	c.Unit, c.K, c.Space, c.mostFitted, c.fitted = calendar.Month, len(fields), space, 300, 150
	c.Seed = 2
	return c
}

func mustAnalyse(t *testing.T, s history.State, c Settings, workers int) history.Run {
	t.Helper()
	run, err := analyse(t.Context(), s, c, effort{workers: workers, stage: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// Topics that are fitted on a quarter of the papers hold all papers of their
// subject, those of the quarter and the others, and the numbers are about all.
func TestSampledTopics(t *testing.T) {
	s := manyPapers(600)
	for _, space := range []Space{SpaceLSA, SpaceTFIDF} {
		run := mustAnalyse(t, s, small(space), 2)
		subject := map[int32]int{}
		for _, topic := range run.Topics {
			subject[run.Of[topic.Medoid]] = topic.Medoid % len(fields)
		}
		if len(subject) != len(fields) {
			t.Fatalf("%s: %d topics", space, len(subject))
		}
		papers, astray := make([]int, len(run.Topics)), 0
		for row, of := range run.Of {
			papers[of]++
			if subject[of] != row%len(fields) {
				astray++
			}
			if sim := run.Similarity[row]; sim < .2 || sim > 1.0001 {
				t.Errorf("%s: row %d has similarity %v", space, row, sim)
			}
		}
		if astray > 6 {
			t.Errorf("%s: %d of 600 papers stray", space, astray)
		}
		for i, topic := range run.Topics {
			if topic.Papers != papers[i] || run.Overall[i].Papers != papers[i] || run.Overall[i].Total != 600 {
				t.Errorf("%s: %s has %d papers, its share says %+v, memberships %d", space, topic.ID, topic.Papers, run.Overall[i], papers[i])
			}
			if i > 0 && topic.Papers > run.Topics[i-1].Papers {
				t.Errorf("%s: topic %d is larger than the one before", space, i)
			}
			for _, row := range topic.Typical {
				if int(run.Of[row]) != i {
					t.Errorf("%s: typical paper %d of %s is in topic %d", space, row, topic.ID, run.Of[row])
				}
			}
		}
		if !slices.ContainsFunc(run.Warnings, func(w string) bool { return strings.HasPrefix(w, "topics were fitted on 1") }) {
			t.Errorf("%s: warnings %q", space, run.Warnings)
		}
	}
}

// The same bytes for any number of workers, with watched topics, corrections
// and a past.
func TestSampledSameForAnyWorkers(t *testing.T) {
	for _, space := range []Space{SpaceLSA, SpaceTFIDF} {
		s, c := manyPapers(500), small(space)
		c.Watch = []Watch{{Name: "spin", Terms: []string{"magnetic spin", "spin magnetic"}, Seeds: [][]string{{"p0005"}, {"p0011"}}}}
		first := mustAnalyse(t, s, c, 1)
		s.Past = pastOf(first)
		c.Corrections.Merge = [][]topics.ID{{first.Topics[0].ID, first.Topics[1].ID}}
		c.Corrections.Assign = map[string]topics.ID{"p0007": first.Topics[2].ID}
		want := mustAnalyse(t, s, c, 1)
		for _, workers := range []int{2, 3} {
			got := mustAnalyse(t, s, c, workers)
			if d := cmp.Diff(history.Digest(want), history.Digest(got)); d != "" {
				t.Errorf("%s, %d workers: %s", space, workers, cmp.Diff(want, got))
			}
		}
		// A paper of the subject is one of 83 and holds one of the pairs with the
		// probability 1 − (79/81)^29 = .52.
		if rows := want.WatchedRows[0]; len(rows) < 35 || rows[len(rows)-1] < 450 {
			t.Errorf("%s: the watched topic has %d papers, want more than those that were fitted", space, len(rows))
		}
		if of := want.Topics[want.Of[7]].ID; of != first.Topics[2].ID {
			t.Errorf("%s: the assigned paper is in %s", space, of)
		}
		one := first.Topics[0].ID // of the two that are merged, the lower
		if id := first.Topics[1].ID; id.Number < one.Number {
			one = id
		}
		for row, of := range first.Of {
			if now := want.Topics[want.Of[row]].ID; of < 2 && now != one && row != 7 {
				t.Errorf("%s: row %d of a merged topic is in %s, want %s", space, row, now, one)
			}
		}
	}
}

// pastOf is what a run leaves to the next on the same papers.
func pastOf(r history.Run) topics.Past {
	p := topics.Past{
		Run: 1, Topics: slices.Concat(r.Topics, r.Rested), Themes: r.Themes, NextID: r.NextID, NextTheme: r.NextTheme,
		Position: r.Position, Corrections: r.Corrections, Watched: r.Watched,
	}
	for _, of := range r.Of {
		p.Of = append(p.Of, r.Topics[of].ID)
	}
	return p
}

// Where all papers are drawn, the sampled way is the ordinary one.
func TestSampleOfAll(t *testing.T) {
	s, c := manyPapers(320), small(SpaceLSA)
	c.fitted = 320
	ordinary := c
	ordinary.mostFitted = 320
	if d := cmp.Diff(mustAnalyse(t, s, ordinary, 2), mustAnalyse(t, s, c, 2)); d != "" {
		t.Error(d)
	}
}

// Topics keep their ids and papers their topics while a large history grows,
// as more papers make the drawn share fall.
func TestSampledWeeks(t *testing.T) {
	dir := t.TempDir()
	weeks := weeksOf(44)
	o := Options{
		DB: filepath.Join(dir, "h.db"), Out: filepath.Join(dir, "out"), Settings: small(SpaceLSA),
		Format: "auto", Language: "auto", Workers: 2, Today: calendar.NewDate(2026, 1, 1), Version: "test",
		Progress: func(string, int64, int64) {}, Notice: func(string) {},
	}
	o.Settings.K = 4
	var before history.Run
	for _, until := range []int{36, 38, 40, 44} {
		o.Files = []string{writeRecords(t, filepath.Join(dir, fmt.Sprintf("%d.jsonl", until)), slices.Concat(weeks[:until]...)...)}
		if _, err := Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		run := stored(t, o.DB)
		if len(run.Papers) != 12*until {
			t.Fatalf("%d papers, want %d", len(run.Papers), 12*until)
		}
		was := map[string]topics.ID{}
		for row, p := range before.Papers {
			was[p.ID] = before.Topics[before.Of[row]].ID
		}
		moved := 0
		for row, p := range run.Papers {
			if id, known := was[p.ID]; known && id != run.Topics[run.Of[row]].ID {
				moved++
			}
		}
		if moved > len(before.Papers)/50 || len(run.Topics) != 4 {
			t.Errorf("%d weeks: %d of %d papers moved, %d topics", until, moved, len(before.Papers), len(run.Topics))
		}
		before = run
	}
}

func stored(t *testing.T, db string) history.Run {
	t.Helper()
	d, err := history.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	run, err := d.Run(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// A cancelled context ends the assignment between two portions.
func TestSampledCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := manyPapers(400)
	stage := func(name string) {
		if name == "stability" {
			cancel()
		}
	}
	if _, err := analyse(ctx, s, small(SpaceLSA), effort{workers: 1, stage: stage}); err == nil {
		t.Error("no error")
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 2882100: "2,882,100"} {
		if got := thousands(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
