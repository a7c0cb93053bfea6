package pipeline

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/analysis/tfidf"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// Space names the vectors that k-means clusters.
type Space string

// The spaces. In both, neighbours, births, themes and the map use the LSA
// vectors.
const (
	SpaceLSA   Space = "lsa"   // dense vectors, smoothed over neighbours
	SpaceTFIDF Space = "tfidf" // the sparse vectors themselves
)

// Settings are the part of the configuration that changes results. They enter
// the digest of a run, and a run with other settings is a new run even when no
// paper was added.
type Settings struct {
	Title       string               `json:"title,omitempty"` // of the page
	Unit        calendar.Unit        `json:"period"`          // resolved: what "auto" chose, or an earlier run
	K           int                  `json:"k"`               // topics; 0: as many as the papers show
	Themes      int                  `json:"themes"`          // 0: as many as the topics show
	Space       Space                `json:"space"`
	Weights     tfidf.Weights        `json:"weights"`
	Seed        uint64               `json:"seed"`
	StopWords   []string             `json:"stop_words,omitempty"`
	Synonyms    [][]string           `json:"synonyms,omitempty"`
	Watch       []Watch              `json:"watch,omitempty"`
	ThemeNames  map[topics.ID]string `json:"theme_names,omitempty"` // of the themes that hold these topics
	Corrections Corrections          `json:"corrections,omitzero"`
	PeriodAuto  bool                 `json:"-"` // choose Unit from the papers, unless an earlier run did

	whole              *history.Whole // what an engine counted with a model that these settings give; in the run, not in its settings
	mostFitted, fitted int            // in tests; 0: MostFitted and Fitted
}

// DefaultSettings are those of `papertide run` without flags or configuration.
func DefaultSettings() Settings {
	return Settings{Space: SpaceLSA, Weights: tfidf.Default().Weights, Seed: 1, PeriodAuto: true}
}

// validate refuses what no run could obey.
func (s Settings) validate() error {
	switch {
	case s.K < 0:
		return fmt.Errorf("-k %d: want auto or a number from 1", s.K)
	case s.Themes < 0 || s.Themes > 10:
		return fmt.Errorf("--themes %d: want auto or a number from 1 to 10", s.Themes)
	case s.Space != SpaceLSA && s.Space != SpaceTFIDF:
		return fmt.Errorf("--space %q: want lsa or tfidf", s.Space)
	}
	for _, w := range []tfidf.Weights{tfidf.BM25, tfidf.TFIDF, tfidf.Sublinear} {
		if s.Weights == w {
			return nil
		}
	}
	return fmt.Errorf("--weights %q: want bm25, tfidf or sublinear", s.Weights)
}

// settle resolves the period: the user's word, else what an earlier run chose
// (nil: there was none), else what the papers' dates allow.
func (s Settings) settle(earlier *calendar.Unit, dates []calendar.Date, asOf calendar.Date) Settings {
	switch {
	case !s.PeriodAuto:
	case earlier != nil:
		s.Unit = *earlier
	default:
		s.Unit = calendar.Choose(dates, asOf)
	}
	return s
}

// canonical writes the settings as the history keeps and compares them.
func (s Settings) canonical() string {
	b, err := json.Marshal(s)
	if err != nil { // strings, numbers and slices of them always marshal
		panic(err)
	}
	return string(b)
}

func (s Settings) text() text.Options {
	return text.Options{StopWords: s.StopWords, Synonyms: s.Synonyms}
}

// stream gives each stage its own random stream, so that a stage that draws
// one number more leaves the others as they were.
func (s Settings) stream(stage string) uint64 {
	h := fnv.New64a()
	var seed [8]byte
	binary.LittleEndian.PutUint64(seed[:], s.Seed)
	h.Write(seed[:])
	h.Write([]byte(stage))
	return h.Sum64()
}
