package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/pipeline/shard"
)

// oneWorker are the options of a worker that reads lines.
var oneWorker = shard.Options{Language: "auto", Workers: 1}

// records writes the papers of a state as JSON, a line each.
func records(t *testing.T, s history.State) []string {
	t.Helper()
	rows := make([]int32, len(s.Papers))
	for i := range rows {
		rows[i] = int32(i)
	}
	docs, err := s.Texts(rows)
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(rows))
	for i, p := range s.Papers {
		_, p.Abstract = text.Split(docs[i])
		line, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(line)
	}
	return lines
}

func joined(lines []string) *strings.Reader {
	return strings.NewReader(strings.Join(lines, "\n") + "\n")
}

// assigned runs the second pass in one process for each part of the lines, and
// returns the lines of A, sorted, and the merged tables.
func assigned(t *testing.T, m *shard.Model, parts ...[]string) (papers []string, tables shard.Tables) {
	t.Helper()
	dir := t.TempDir()
	for i, part := range parts {
		var out bytes.Buffer
		if err := shard.Assign(joined(part), &out, m, true, oneWorker); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(line, "A\t") {
				papers = append(papers, line)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint("part-", i)), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(papers)
	tables, err := shard.ReadTables(dir)
	if err != nil {
		t.Fatal(err)
	}
	return papers, tables
}

// The workers of an engine put each paper where one machine puts it that fits
// on the same sample and lets the others follow.
func TestWorkersAssignAsOneMachine(t *testing.T) {
	all := manyPapers(700)
	for _, space := range []Space{SpaceLSA, SpaceTFIDF} {
		c := small(space)
		run := mustAnalyse(t, all, c, 2)
		part, _ := c.sampled(all, named{})
		if len(part.rest) == 0 {
			t.Fatal("one machine fits on all papers: nothing is compared")
		}
		m := &shard.Model{Head: shard.Head{AsOf: all.AsOf, Unit: c.Unit, Language: "auto"}}
		e := effort{workers: 2, stage: func(string) {}, fitted: learnt(m, part.State, 2)}
		if _, err := analyse(t.Context(), part.State, c, e); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "model")
		if err := m.Write(file); err != nil {
			t.Fatal(err)
		}
		stored, err := shard.Open(file, 1)
		if err != nil {
			t.Fatal(err)
		}
		papers, _ := assigned(t, stored, records(t, all))
		var want []string
		for row, p := range all.Papers {
			period, _ := p.Date.In(c.Unit)
			want = append(want, fmt.Sprintf("A\t%s\t%s\t%s\n", p.ID, run.Topics[run.Of[row]].ID, period))
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, papers); diff != "" {
			t.Errorf("%s: one machine −, workers +\n%s", space, diff)
		}
		if err := stored.Close(); err != nil {
			t.Error(err)
		}
	}
}

// story are the options of fit and commit in a folder of their own.
func story(t *testing.T) Options {
	t.Helper()
	dir := t.TempDir()
	settings := DefaultSettings()
	settings.Seed, settings.K = 2, len(fields)
	return Options{
		DB: filepath.Join(dir, "papertide.db"), Out: filepath.Join(dir, "out"), Settings: settings, Format: "auto", Language: "auto",
		Workers: 2, Today: calendar.NewDate(2026, 1, 1), Version: "test",
		Progress: func(string, int64, int64) {}, Notice: func(string) {},
	}
}

// mustFit runs the first pass on each part and fits on the samples.
func mustFit(t *testing.T, o Options, parts ...[]string) *shard.Model {
	t.Helper()
	dir := t.TempDir()
	for i, part := range parts {
		var out, sample bytes.Buffer
		if err := shard.Count(joined(part), &out, shard.Sampling{Seed: 1, Rate: .4}, oneWorker); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if record, ok := strings.CutPrefix(line, "S\t"); ok {
				sample.WriteString(record)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), sample.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o.Files = []string{dir}
	model := filepath.Join(filepath.Dir(o.DB), "model")
	if _, err := Fit(t.Context(), o, model); err != nil {
		t.Fatal(err)
	}
	m, err := shard.Open(model, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

// split deals lines out to n parts, in an order of its own.
func split(lines []string, n int, seed uint64) [][]string {
	parts := make([][]string, n)
	for i, j := range rand.New(rand.NewPCG(seed, 1)).Perm(len(lines)) {
		parts[i%n] = append(parts[i%n], lines[j])
	}
	return parts
}

// Any split of the records among workers, in any order, gives the same sample,
// the same model, the same assignments and the same tables.
func TestSplitDoesNotMatter(t *testing.T) {
	lines := append(records(t, manyPapers(500)), "no record", "", `{"title": "cut`, `{"id": "x1", "title": "No date here", "abstract": "magnetic spin lattice"}`)
	one := mustFit(t, story(t), lines)
	papers, tables := assigned(t, one, lines)
	if tables.Docs != 501 || tables.Bad != 3 || tables.Inputs != 504 {
		t.Errorf("%d papers, %d others of %d lines, want 501, 3 of 504", tables.Docs, tables.Bad, tables.Inputs)
	}
	for seed, n := range []int{2, 4, 9} {
		parts := split(lines, n, uint64(seed))
		m := mustFit(t, story(t), parts...)
		if m.Hash() != one.Hash() {
			t.Errorf("%d parts: another model", n)
		}
		again, merged := assigned(t, m, parts...)
		if diff := cmp.Diff(papers, again); diff != "" {
			t.Errorf("%d parts: assignments:\n%s", n, diff)
		}
		merged.Workers = tables.Workers
		if diff := cmp.Diff(tables, merged); diff != "" {
			t.Errorf("%d parts: tables:\n%s", n, diff)
		}
	}
}

// The tables become a run with a page whose counts are those of all papers,
// which can be verified, and which the same tables do not make twice.
func TestCommitShards(t *testing.T) {
	lines := records(t, manyPapers(600))
	o := story(t)
	m := mustFit(t, o, lines)
	model, dir := filepath.Join(filepath.Dir(o.DB), "model"), t.TempDir()
	assign := func(m *shard.Model, lines []string) {
		var out bytes.Buffer
		if err := shard.Assign(joined(lines), &out, m, true, oneWorker); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "part-0"), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	assign(m, lines)
	bare := o
	bare.Settings = Settings{} // the model has them
	out, err := CommitShards(t.Context(), bare, model, dir)
	if err != nil {
		t.Fatal(err)
	}
	if out.Run != 1 || out.Runs != 1 || out.PapersRead != 600 {
		t.Errorf("outcome %+v", out)
	}
	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	run, err := db.Run(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	inPeriods, inTopics := 0, 0
	for i, p := range run.Counts.Periods {
		inPeriods += p.Papers
		for _, of := range run.Counts.Topic {
			inTopics += of[i]
		}
	}
	ofTopics := 0
	for _, topic := range run.Topics {
		ofTopics += topic.Papers
	}
	counted := 600 - run.Whole.Later // the newest of the sample is the as-of date
	if inPeriods != counted || inTopics != counted || ofTopics != counted || run.Size() != counted || len(run.Papers) >= 400 {
		t.Errorf("%d papers in periods, %d in topics of them, %d in topics, size %d, want %d; sample %d", inPeriods, inTopics, ofTopics, run.Size(), counted, len(run.Papers))
	}
	if err := Verify(t.Context(), db, VerifyOptions{Workers: 1, Progress: o.Progress}, func(v Verified) error {
		if v.Difference != "" {
			t.Errorf("run %d: %s", v.Run, v.Difference)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	if out, err = CommitShards(t.Context(), bare, model, dir); err != nil || out.Runs != 0 || out.Run != 1 {
		t.Errorf("the same once more: %d runs, newest %d, %v", out.Runs, out.Run, err)
	}
	assign(m, lines[:500])
	if _, err = CommitShards(t.Context(), bare, model, dir); err == nil || !strings.Contains(err.Error(), "fit, assign and commit again") {
		t.Errorf("other tables after the run: %v", err)
	}
	// The next week's fit follows the topics of the run.
	next := mustFit(t, o, lines)
	if !slices.Equal(next.Head.Topics, m.Head.Topics) {
		t.Errorf("topics %v, then %v", m.Head.Topics, next.Head.Topics)
	}
	if _, err = CommitShards(t.Context(), bare, model, dir); err == nil || !strings.Contains(err.Error(), "another model") {
		t.Errorf("tables of the model before: %v", err)
	}
}

// Without a paper of corpus.Drawn twice: the first pass draws what one machine
// draws with the same seed and share.
func TestCountDraws(t *testing.T) {
	all := manyPapers(300)
	var out bytes.Buffer
	if err := shard.Count(joined(records(t, all)), &out, shard.Sampling{Seed: 7, Rate: .25}, oneWorker); err != nil {
		t.Fatal(err)
	}
	drawn := 0
	for _, p := range all.Papers {
		if corpus.Drawn(p.ID, 7, .25) {
			drawn++
		}
	}
	if got := strings.Count("\n"+out.String(), "\nS\t"); got != drawn || drawn == 0 {
		t.Errorf("%d drawn, want %d", got, drawn)
	}
}
