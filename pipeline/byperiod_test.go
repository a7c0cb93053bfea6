package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/reports"
)

// A record is a line of a made-up file.
type record struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Abstract string `json:"abstract"`
	Date     string `json:"date,omitempty"`
	Upvotes  int    `json:"upvotes"`
}

// weeksOf makes records of n weeks from 2024-01-01, twelve a week, Monday to
// Friday, of four subjects with words of their own.
func weeksOf(n int) [][]record {
	subjects := []string{
		"speculative decoding draft tokens verify acceptance language model latency parallel",
		"protein folding structure residue graph network energy chain prediction alphafold",
		"diffusion image denoising sampler guidance pixel latent noise schedule text",
		"robot manipulation policy gripper demonstration imitation grasp trajectory control arm",
	}
	random := rand.New(rand.NewPCG(1, 2))
	weeks := make([][]record, n)
	for w := range weeks {
		for i := range 12 {
			words := strings.Fields(subjects[(i+w/3)%len(subjects)])
			text := make([]string, 30)
			for j := range text {
				text[j] = words[random.IntN(len(words))]
			}
			day := calendar.NewDate(2024, 1, 1+7*w+i%5)
			weeks[w] = append(weeks[w], record{
				ID: fmt.Sprintf("p%03d-%02d", w, i), Date: day.String(), Upvotes: random.IntN(90),
				Title: fmt.Sprintf("On %s and %s, part %d of %d", words[i%9], words[w%9], i, w), Abstract: strings.Join(text, " "),
			})
		}
	}
	return weeks
}

func writeRecords(t *testing.T, name string, records ...record) string {
	t.Helper()
	var b bytes.Buffer
	for _, r := range records {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// inDir are the options of runs whose history and pages lie in dir.
func inDir(dir string, files ...string) Options {
	s := DefaultSettings()
	s.PeriodAuto, s.Unit = false, calendar.Week
	return Options{
		Files: files, DB: filepath.Join(dir, "h.db"), Out: filepath.Join(dir, "out"), Settings: s, Format: "auto",
		Language: "auto", Workers: 2, Today: calendar.NewDate(2026, 1, 1), Version: "test",
		Progress: func(string, int64, int64) {}, Notice: func(string) {},
	}
}

func mustLive(t *testing.T, o Options) Outcome {
	t.Helper()
	out, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// said is what a history and its folder of pages hold: digests, pages, and the
// exports of every run.
func said(t *testing.T, o Options) map[string]string {
	t.Helper()
	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runs, err := db.Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, s := range runs {
		r, err := db.Run(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := db.Texts(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		vintages, err := db.Vintages(t.Context(), s.Number)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		err = errors.Join(
			reports.ExportPapers(&b, reports.CSV, r, texts, reports.Filter{}),
			reports.ExportTopics(&b, reports.CSV, r, reports.Filter{}),
			reports.ExportShares(&b, reports.CSV, r, history.FirstShares(vintages), reports.Filter{}))
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("run %d", s.Number)
		all[name+" exports"], all[name+" digest"], all[name+" as of"] = b.String(), s.Digest, s.AsOf.String()
	}
	pages, err := os.ReadDir(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		b, err := os.ReadFile(filepath.Join(o.Out, p.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[p.Name()] = string(b)
	}
	return all
}

// verifyAll makes all runs again, with another number of workers.
func verifyAll(t *testing.T, o Options, runs int) {
	t.Helper()
	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := 0
	err = Verify(t.Context(), db, VerifyOptions{Workers: o.Workers + 1, Progress: o.Progress}, func(v Verified) error {
		if n++; v.Run != n || v.Version != o.Version || v.Difference != "" {
			t.Errorf("run %d by %s, the %d.: %s", v.Run, v.Version, n, v.Difference)
		}
		return nil
	})
	if err != nil || n != runs {
		t.Errorf("%d runs verified, want %d: %v", n, runs, err)
	}
}

// A back-file lived by period is what the weekly files are, run one by one, and
// stays so when it is interrupted and called again.
func TestByPeriodIsAsEachMonday(t *testing.T) {
	const weeks = 8
	all := weeksOf(weeks)
	all[5] = append(all[5], all[2][3]) // listed again, with other upvotes
	again := &all[5][len(all[5])-1]
	again.Date, again.Upvotes = all[5][0].Date, 400
	all[0] = append(all[0], record{ID: "undated", Title: "A paper that nobody dated", Abstract: strings.Repeat("protein graph energy ", 9)})

	dir := t.TempDir()
	one := inDir(filepath.Join(dir, "one"))
	var file []record
	for w := range all {
		one.Files = []string{writeRecords(t, filepath.Join(dir, fmt.Sprintf("w%d.jsonl", w)), all[w]...)}
		if w == 0 {
			if err := os.Mkdir(filepath.Join(dir, "one"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		mustLive(t, one)
		file = append(all[w], file...) // newest first, as sources list them
	}
	want := said(t, one)
	name := writeRecords(t, filepath.Join(dir, "all.jsonl"), file...)

	t.Run("undisturbed", func(t *testing.T) {
		o := inDir(t.TempDir(), name)
		o.ByPeriod = true
		out := mustLive(t, o)
		if out.Runs != weeks || out.Run != weeks || out.PapersNew != 12*weeks+1 || out.PapersTotal != 12*weeks+1 {
			t.Errorf("%d runs, the last %d, %d new papers of %d", out.Runs, out.Run, out.PapersNew, out.PapersTotal)
		}
		if diff := cmp.Diff(want, said(t, o)); diff != "" {
			t.Error(diff)
		}
		verifyAll(t, o, weeks)
		if again := mustLive(t, o); again.Runs != 0 || again.PapersNew != 0 {
			t.Errorf("again: %d runs, %d new papers", again.Runs, again.PapersNew)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		o := inDir(t.TempDir(), name)
		o.ByPeriod = true
		for _, at := range []string{"(2 of 8): topics", "(4 of 8): lsa", "(2 of 6): report"} {
			ctx, cancel := context.WithCancel(t.Context())
			o.Progress = func(stage string, _, _ int64) {
				if strings.HasSuffix(stage, at) {
					cancel()
				}
			}
			if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
				t.Fatalf("at %s: %v", at, err)
			}
			cancel()
		}
		o.Progress = func(string, int64, int64) {}
		mustLive(t, o)
		if diff := cmp.Diff(want, said(t, o)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("bounded", func(t *testing.T) {
		o := inDir(t.TempDir(), name)
		o.ByPeriod, o.AsOf = true, calendar.NewDate(2024, 1, 24) // the Wednesday of week 4
		out := mustLive(t, o)
		if out.Runs != 4 || out.AsOf != o.AsOf || !strings.Contains(strings.Join(out.Warnings, "\n"), "49 papers of periods after 2024-01-24") {
			t.Errorf("%d runs, as of %s: %q", out.Runs, out.AsOf, out.Warnings)
		}
		o.AsOf = calendar.Date{}
		if out := mustLive(t, o); out.Runs != weeks-3 { // week 4 whole, then the other four
			t.Errorf("%d runs", out.Runs)
		}
	})
}

// Where records go, by hand. Weeks of 2024 begin on 1, 8, 15 January.
func TestPartByPeriod(t *testing.T) {
	record := func(date string) corpus.Record {
		p := corpus.Record{ID: date}
		if err := p.Date.UnmarshalText([]byte(date)); err != nil {
			t.Fatal(err)
		}
		return p
	}
	var records []corpus.Record
	for _, date := range []string{"2024-01-16", "2024-01-02", "", "2024-01", "2024-01-03", "2024-01-19", "2024-02", "2023"} {
		records = append(records, record(date))
	}
	for _, c := range []struct {
		name, lived, asOf string
		want              []string
		after             int
	}{
		// 2024-01 begins on 1 January, so in W01; 2024-02 after all weeks, so in the
		// last; 2023 before all, so in the first.
		{"new", "", "", []string{"2024-W01: 2024-01-02  2024-01 2024-01-03 2023", "2024-W03: 2024-01-16 2024-01-19 2024-02"}, 0},
		{"bounded", "", "2024-01-12", []string{"2024-W01: 2024-01-02  2024-01 2024-01-03 2023"}, 3},
		{"bounded before all", "", "2020-01-12", []string{"2024-W01: 2024-01-02  2024-01 2024-01-03 2023"}, 3},
		{"partly lived", "2024-01-09", "", []string{"2024-W02: 2024-01-02  2024-01 2024-01-03 2023", "2024-W03: 2024-01-16 2024-01-19 2024-02"}, 0},
		{"lived", "2024-01-25", "", []string{"2024-W04: 2024-01-16 2024-01-02  2024-01 2024-01-03 2024-01-19 2024-02 2023"}, 0},
	} {
		steps, after := part(records, calendar.Week, record(c.lived).Date, record(c.asOf).Date)
		var got []string
		for _, s := range steps {
			var ids []string
			for _, r := range s.records {
				ids = append(ids, r.ID)
			}
			got = append(got, s.period.String()+": "+strings.Join(ids, " "))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || after != c.after {
			t.Errorf("%s: %d left; %s", c.name, after, diff)
		}
	}
	if steps, _ := part(records[2:4], calendar.Week, calendar.Date{}, calendar.Date{}); len(steps) != 1 || len(steps[0].records) != 2 {
		t.Errorf("no record lies in a week: %v", steps)
	}
}
