package reports

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

type csvEncoder struct {
	w      *csv.Writer
	heads  []columnHead
	fields []string
}

func newCSV(w io.Writer, heads []columnHead) (encoder, error) {
	e := &csvEncoder{w: csv.NewWriter(w), heads: heads, fields: make([]string, len(heads))}
	for i, h := range heads {
		e.fields[i] = h.name
	}
	return e, e.w.Write(e.fields)
}

func (e *csvEncoder) row(cells []datum) error {
	for i, c := range cells {
		switch k := e.heads[i].kind; {
		case !c.known:
			e.fields[i] = ""
		case k == textKind:
			e.fields[i] = guardFormula(c.text)
		default:
			e.fields[i] = c.plain(k)
		}
	}
	return e.w.Write(e.fields)
}

func (e *csvEncoder) close() error {
	e.w.Flush()
	return e.w.Error()
}

// formulaSigns are what begins a cell that spreadsheets compute instead of
// showing it; the wide ones do so in some languages.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// guardFormula puts an apostrophe before a text that a spreadsheet would take
// for a formula: titles come from anywhere, and =HYPERLINK(…) sends a reader's
// cells away. A text that has apostrophes there already gets one more, so that
// nothing is lost: whoever needs the bytes takes one apostrophe off every text
// that begins with apostrophes and then one of these signs. One title in
// 80,000 is touched; JSON Lines and Parquet hold all texts as they are.
func guardFormula(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	if strings.ContainsRune(formulaSigns, first) {
		return "'" + s
	}
	return s
}
