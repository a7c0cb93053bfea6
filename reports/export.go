package reports

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

// Format is how an export is written.
type Format string

// The formats of tables. All have the same columns in the same order. What
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

var tableFormats = []Format{CSV, JSONL, Parquet}

// ParseFormat reads the name of a format in which what ("papers", "topics", …)
// can be written: "csv", "jsonl" or "parquet", for papers also "bibtex" or "ris".
func ParseFormat(s, what string) (Format, error) {
	f := Format(s)
	switch {
	case slices.Contains(tableFormats, f), f.OfReferences() && what == "papers":
		return f, nil
	case f.OfReferences():
		return "", fmt.Errorf("format %s is for papers: %s can be csv, jsonl or parquet", f, what)
	case what == "papers":
		return "", fmt.Errorf("format %.20q: want csv, jsonl, parquet, bibtex or ris", s)
	}
	return "", fmt.Errorf("format %.20q: want csv, jsonl or parquet", s)
}

// ExportPapers writes the papers of a run, by id, each with its topic. A
// duplicate is a row of its own, with the id of the paper that it is a copy of
// and that paper's topic. texts returns title and abstract of the papers from
// up to to, joined by text.Document, and is asked for one short stretch after
// the other: memory does not grow with the number of papers.
func ExportPapers(w io.Writer, f Format, r history.Run, texts func(from, to int) ([]string, error), filter Filter) error {
	wrong, rows := filter.checked(r), paperRows(r, texts, filter)
	if wrong == nil && f.OfReferences() {
		if err := writeReferences(w, f, rows); err != nil {
			return fmt.Errorf("export papers: %w", err)
		}
		return nil
	}
	return export(w, f, "papers", paperColumns, wrong, rows)
}

// ExportTopics writes the topics of a run: living and waiting ones, resting
// and hidden ones, then themes, then watched topics. A filter by period is an
// error: these are figures of the whole history.
func ExportTopics(w io.Writer, f Format, r history.Run, filter Filter) error {
	err := filter.checked(r)
	if !filter.Period.IsZero() {
		err = errors.New("topics are not divided by period; shares are")
	}
	return export(w, f, "topics", topicColumns, err, topicRows(r, filter))
}

// ExportShares writes the share of each topic, then of each theme, then of each
// watched topic, in each period. vintage returns the share that was reported
// first, and false where no run has reported the period yet; nil means that
// nothing is known of it.
func ExportShares(w io.Writer, f Format, r history.Run, vintage func(topics.ID, calendar.Period) (float64, bool), filter Filter) error {
	return export(w, f, "shares", shareColumns(vintage), filter.checked(r), shareRows(r, filter))
}
