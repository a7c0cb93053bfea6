package reports

import (
	"fmt"
	"io"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// Format is how an export is written.
type Format string

// The formats of an export. All have the same columns in the same order. What
// is not known is an empty field in CSV and null in the others.
//
//   - CSV is RFC 4180 in UTF-8 with a header and lines that end in LF.
//   - JSONL has one object a line.
//   - Parquet is compressed with Zstandard; every column may be null.
//
// Numbers are rounded to six significant digits, so that the last bits, in
// which processors differ, reach no file.
const (
	CSV     Format = "csv"
	JSONL   Format = "jsonl"
	Parquet Format = "parquet"
)

// ParseFormat reads "csv", "jsonl" or "parquet".
func ParseFormat(s string) (Format, error) {
	if f := Format(s); slices.Contains([]Format{CSV, JSONL, Parquet}, f) {
		return f, nil
	}
	return "", fmt.Errorf("format %.20q: want csv, jsonl or parquet", s)
}

// Filter says which papers to export.
type Filter struct {
	Topic  topics.ID       // of this topic or theme; zero: of all
	Period calendar.Period // dated in this period, of any length; zero: of all
}

// ExportPapers writes the papers of a run, by id, each with its topic. A
// duplicate is a row of its own, with the id of the paper that it is a copy of
// and that paper's topic. texts returns title and abstract of the papers from
// up to to, joined by text.Document, and is asked for one short stretch after
// the other: memory does not grow with the number of papers.
func ExportPapers(w io.Writer, f Format, r history.Run, texts func(from, to int) ([]string, error), filter Filter) error {
	if err := filter.check(r); err != nil {
		return fmt.Errorf("export papers: %w", err)
	}
	return export(w, f, "papers", paperColumns, paperRows(r, texts, filter))
}

// ExportTopics writes the topics of a run: living and waiting ones, resting
// and hidden ones, then themes.
func ExportTopics(w io.Writer, f Format, r history.Run) error {
	return export(w, f, "topics", topicColumns, topicRows(r))
}

// ExportShares writes the share of each topic, then of each theme, in each
// period. vintage returns the share that was reported first, and false where
// no run has reported the period yet.
func ExportShares(w io.Writer, f Format, r history.Run, vintage func(topics.ID, calendar.Period) (float64, bool)) error {
	return export(w, f, "shares", shareColumns(vintage), shareRows(r))
}

// check says whether the run knows the topic of the filter, which may be
// resting: then it has no papers.
func (f Filter) check(r history.Run) error {
	if f.Topic.Number == 0 {
		return nil
	}
	for _, list := range [][]topics.Topic{r.Topics, r.Rested, r.Themes} {
		for _, t := range list {
			if t.ID == f.Topic {
				return nil
			}
		}
	}
	return fmt.Errorf("topic %s: not in run %d", f.Topic, r.Number)
}

// takes reports whether a paper of this date and topic (nil for none) passes.
func (f Filter) takes(d calendar.Date, t *topics.Topic) bool {
	if f.Topic.Number != 0 && (t == nil || t.ID != f.Topic && t.Theme != f.Topic) {
		return false
	}
	return f.Period.IsZero() || calendar.Range{First: f.Period, Last: f.Period}.Contains(d)
}
