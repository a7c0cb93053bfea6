package shard

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"papertide/analysis/text"
	"papertide/pipeline/corpus"
)

// Sampling says which papers Count draws, and what a stem is.
type Sampling struct {
	Seed  uint64
	Rate  float64 // share of all papers, above 0 and up to 1
	Words text.Options
}

// Check refuses a rate that draws nothing.
func (s Sampling) Check() error {
	if s.Rate > 0 && s.Rate <= 1 {
		return nil
	}
	return fmt.Errorf("rate %g: want a share above 0 and up to 1", s.Rate)
}

// noHash stands for the hash of a model where there is none.
const noHash = "-"

// Count is the first pass: the papers that corpus.Drawn draws, in order, and in
// how many papers each stem is.
func Count(in io.Reader, out io.Writer, s Sampling, o Options) error {
	if err := s.Check(); err != nil {
		return err
	}
	t, df := newTable(out), newFrequencies(s.Words)
	m, err := read(in, o, corpus.Options{}, func(p corpus.Paper) error {
		df.add(text.Document(p.Title, p.Abstract))
		if !corpus.Drawn(p.ID, s.Seed, s.Rate) {
			return t.err
		}
		record, err := json.Marshal(p)
		if err != nil {
			return err
		}
		t.line("S", string(record))
		return t.err
	})
	if err != nil {
		return err
	}
	for _, term := range slices.Sorted(maps.Keys(df.papers)) {
		t.line("T", term, strconv.Itoa(df.papers[term]))
	}
	return t.end(m, noHash)
}

// frequencies counts in how many papers each stem is.
type frequencies struct {
	tokeniser *text.Tokeniser
	reader    *text.Reader
	units     []text.Unit
	here      map[string]bool // stems of one paper
	papers    map[string]int  // by stem
}

func newFrequencies(o text.Options) *frequencies {
	return &frequencies{tokeniser: text.NewTokeniser(o), here: map[string]bool{}, papers: map[string]int{}}
}

// mostForms bounds what a reader remembers between papers.
const mostForms = 1 << 20

func (f *frequencies) add(doc string) {
	if f.reader == nil || len(f.reader.Forms) > mostForms {
		f.reader = f.tokeniser.Reader()
	}
	f.units, _ = f.reader.Read(doc, f.units[:0])
	clear(f.here)
	for _, u := range f.units {
		if u != text.Break {
			f.here[f.reader.Forms[u.Form()].Key] = true
		}
	}
	for key := range f.here {
		f.papers[key]++
	}
}
