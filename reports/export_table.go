package reports

import (
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
)

// columnKind is what a column of an export holds.
type columnKind uint8

const (
	textKind columnKind = iota
	integerKind
	fractionKind
	truthKind
)

// A datum is one value of an export, of its column's kind. The zero datum
// means "not known".
type datum struct {
	known  bool
	text   string  // of textKind
	number float64 // of the others; 0 or 1 of truthKind
}

// A columnHead names a column and says what it holds.
type columnHead struct {
	name string
	kind columnKind
}

// An exportColumn takes its value from a row of type R.
type exportColumn[R any] struct {
	columnHead
	of func(R) datum
}

// An encoder writes rows in one format.
type encoder interface {
	row([]datum) error
	close() error
}

// export writes a table, unless something is wrong already: the only place
// that knows both columns and formats.
func export[R any](w io.Writer, f Format, name string, columns []exportColumn[R], wrong error, rows iter.Seq2[R, error]) error {
	if wrong == nil {
		wrong = writeTable(w, f, name, columns, rows)
	}
	if wrong != nil {
		return fmt.Errorf("export %s: %w", name, wrong)
	}
	return nil
}

func writeTable[R any](w io.Writer, f Format, name string, columns []exportColumn[R], rows iter.Seq2[R, error]) (err error) {
	heads := make([]columnHead, len(columns))
	for i, c := range columns {
		heads[i] = c.columnHead
	}
	var e encoder
	switch f {
	case CSV:
		e, err = newCSV(w, heads)
	case JSONL:
		e = newJSONL(w, heads)
	case Parquet:
		e = newParquet(w, name, heads)
	default:
		_, err = ParseFormat(string(f), name)
	}
	if err != nil {
		return err
	}
	cells := make([]datum, len(columns))
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range columns {
			cells[i] = c.of(row)
		}
		if err := e.row(cells); err != nil {
			return err
		}
	}
	return e.close()
}

// textDatum is unknown if it is empty.
func textDatum(s string) datum { return datum{known: s != "", text: s} }

// listDatum joins items by ";". A semicolon within an item becomes a comma, so
// that the number of items stays right.
func listDatum(items []string) datum {
	clean := make([]string, len(items))
	for i, s := range items {
		clean[i] = strings.ReplaceAll(s, ";", ",")
	}
	return textDatum(strings.Join(clean, ";"))
}

// countDatum is unknown if n is nil.
func countDatum(n *int) datum {
	if n == nil {
		return datum{}
	}
	return datum{known: true, number: float64(*n)}
}

// positiveDatum is unknown if n is 0, which some fields use for "not known".
func positiveDatum(n int) datum { return datum{known: n != 0, number: float64(n)} }

// fractionDatum is unknown if x is no number.
func fractionDatum(x float64) datum {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return datum{}
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	if rounded == 0 {
		rounded = 0 // not −0
	}
	return datum{known: true, number: rounded}
}

func truthDatum(b bool) datum {
	if b {
		return datum{known: true, number: 1}
	}
	return datum{known: true}
}

// plain returns a known number or truth value as CSV and JSON write it: in
// the shortest form, without an exponent.
func (c datum) plain(k columnKind) string {
	if k == truthKind {
		return strconv.FormatBool(c.number == 1)
	}
	return strconv.FormatFloat(c.number, 'f', -1, 64)
}
