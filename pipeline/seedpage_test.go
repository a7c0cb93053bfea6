package pipeline

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"papertide/analysis/calendar"
	"papertide/pipeline/history"
)

// The saved page that the project was made for: its papers on diffusion
// language models, on visual autoregressive models and on speculative decoding
// are three topics, each with most of its papers.
func TestTopicsOfTheSeedPage(t *testing.T) {
	groups := [][]string{
		{"AdaBlock-dLLM", "ParallelBench", "Quantization Meets dLLMs", "Discrete Diffusion in Large"},
		{"Head-Aware KV Cache", "HMAR", "Progressive Supernet", "Collaborative Decoding"},
		{"Speculative Jacobi", "FLASH", "LANTERN"},
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "seed.db")
	o := Options{
		Files: []string{filepath.Join("..", "testdata", "daily-papers.txt")}, DB: db, Out: filepath.Join(dir, "out"),
		Settings: DefaultSettings(), Format: "auto", Language: "auto", Workers: 2, Today: calendar.NewDate(2026, 1, 1),
		Progress: func(string, int64, int64) {}, Notice: func(string) {},
	}
	if _, err := Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	h, err := history.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	r, err := h.Run(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	dated := 0
	for _, p := range r.Papers {
		if !p.Date.IsZero() {
			dated++
		}
	}
	if len(r.Papers) != 56 || dated != 54 || len(r.Topics) < 8 || len(r.Topics) > 14 || r.Selection == nil {
		t.Errorf("%d papers, %d dated, %d topics, selection %v: want 56, 54, 8 to 14, a selection", len(r.Papers), dated, len(r.Topics), r.Selection)
	}
	taken := map[int32]bool{}
	for _, group := range groups {
		count := map[int32]int{}
		best := int32(-1)
		for row, p := range r.Papers {
			for _, title := range group {
				if strings.Contains(p.Title, title) {
					topic := r.Of[row]
					if count[topic]++; best < 0 || count[topic] > count[best] {
						best = topic
					}
				}
			}
		}
		if count[best] < min(3, len(group)-1) || taken[best] {
			t.Errorf("%q: %d in %q", group, count[best], r.Topics[best].Label)
		}
		taken[best] = true
	}
}
