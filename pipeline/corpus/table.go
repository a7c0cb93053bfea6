package corpus

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// Tables are lines of values with commas, tabs, semicolons or bars between
// them. Their first line, or the first after some words of the export's own
// ("sep=;"), names the columns, and what it names tells the formats apart.

// A table is how a file of delimited values begins.
type table struct {
	comma   byte
	line    int            // of the header, from 1
	columns []string       // as columnName writes them
	index   map[string]int // of columns; the first of equal names
}

// separators are what stands between values, the likelier first.
const separators = ",\t;|"

// mostColumns is how many columns of a table are read.
const mostColumns = 5000

// headerLines is the number of lines among which the header is looked for.
const headerLines = 40

// tableOf finds the header in the first bytes of a file: a line that names a
// title, and abstract, authors or DOI.
func tableOf(head []byte) (*table, bool) {
	if t := bytes.TrimLeft(head, " \t\r\n"); len(t) == 0 || t[0] == '{' || t[0] == '[' || t[0] == '<' || t[0] == '@' {
		return nil, false
	}
	for line := 1; line <= headerLines && len(head) > 0; line++ {
		text, rest, _ := bytes.Cut(head, []byte{'\n'})
		if bytes.IndexByte(text, '\r') >= 0 && len(rest) == 0 { // an old Macintosh ends lines so
			text, rest, _ = bytes.Cut(head, []byte{'\r'})
		}
		head = rest
		for i := range len(separators) {
			t := &table{comma: separators[i], line: line}
			if bytes.IndexByte(text, t.comma) < 0 {
				continue
			}
			t.columns, t.index = nil, map[string]int{}
			for i, cell := range cellsOf(mostColumns, trimEnd(text), t.comma, true) {
				name := columnName(unquoted(cell, true))
				t.columns = append(t.columns, name)
				if _, twice := t.index[name]; !twice {
					t.index[name] = i
				}
			}
			for i, name := range t.columns {
				if english := inEnglish[name]; english != "" && !t.hasAny(english) {
					t.columns[i], t.index[english] = english, i
				}
			}
			if t.hasAny(titleColumns...) && t.hasAny(paperColumns...) {
				return t, true
			}
		}
	}
	return nil, false
}

// titleColumns and paperColumns are what a table of papers has: one of each.
var (
	titleColumns = []string{"title", "papertitle", "articletitle", "documenttitle", "itemtitle", "displayname", "ti"}
	paperColumns = []string{"abstract", "abstracttext", "paperabstract", "summary", "authors", "author", "doi", "itemdoi", "au", "ab"}
)

// inEnglish holds names of columns as programs write them in other languages.
var inEnglish = map[string]string{
	"titel": "title", "titre": "title", "título": "title", "titulo": "title", "titolo": "title",
	"autoren": "authors", "verfasser": "authors", "auteurs": "authors", "autores": "authors", "autori": "authors",
	"zusammenfassung": "abstract", "kurzfassung": "abstract", "résumé": "abstract", "resumen": "abstract", "resumo": "abstract", "riassunto": "abstract",
	"jahr": "year", "erscheinungsjahr": "year", "année": "year", "año": "year", "ano": "year", "anno": "year",
	"datum": "date", "fecha": "date",
	"quellentitel": "sourcetitle", "titredelasource": "sourcetitle", "títulodelafuente": "sourcetitle", "títulodafonte": "sourcetitle",
	"schlüsselwörter": "keywords", "schlagwörter": "keywords", "motsclés": "keywords", "palabrasclave": "keywords", "palavraschave": "keywords",
	"autorenschlüsselwörter": "authorkeywords", "motsclésdelauteur": "authorkeywords", "palabrasclavedelautor": "authorkeywords",
}

// columnName returns a name in small letters and digits alone.
func columnName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func (t *table) hasAny(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { _, ok := t.index[n]; return ok })
}

func (t *table) hasAll(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { _, ok := t.index[n]; return !ok })
}

// fitsTable returns what recognises tables that have all these columns.
func fitsTable(columns ...string) func(head []byte) bool {
	return func(head []byte) bool {
		t, ok := tableOf(head)
		return ok && t.hasAll(columns...)
	}
}

// openTable returns how a table is opened whose rows become papers by read.
func openTable(read func(tableRow) (Paper, *flaw)) func(*stream, Options, *Input) (splitter, parser) {
	return func(s *stream, _ Options, in *Input) (splitter, parser) {
		head, _ := s.text.Peek(headSize)
		t, ok := tableOf(head)
		if !ok { // the user named the format
			return noRecords(in, "no line names the columns of a table of papers"), nil
		}
		return splitTable(openLegacy(s, false), t, in), func(raw []byte) (Paper, *flaw) {
			return read(tableRow{t, cellsOf(len(t.columns), raw[1:], t.comma, raw[0] == withQuotes), raw[0] == withQuotes})
		}
	}
}

// noRecords is the splitter of a file that holds no records for a reason that
// is worth a warning.
func noRecords(in *Input, why string) splitter {
	return func(func(record) bool) error {
		in.Warnings = append(in.Warnings, why)
		return nil
	}
}

// A tableRow is one record of a table.
type tableRow struct {
	table  *table
	cells  [][]byte
	quoted bool // quotation marks around cells are none of theirs
}

// get returns the first value of these columns that says something.
func (r tableRow) get(columns ...string) string {
	for _, name := range columns {
		i, ok := r.table.index[name]
		if !ok || i >= len(r.cells) || len(r.cells[i]) == 0 {
			continue
		}
		v := strings.TrimSpace(unquoted(r.cells[i], r.quoted))
		if v != "" && (len(v) > 12 || !noWord[strings.ToLower(v)]) {
			return v
		}
	}
	return ""
}

// cellsOf cuts one record into its cells, the first most of them, quotation
// marks included. A cell that begins with a quotation mark ends with one before
// a comma or the end; two of them are one; any other is a character. Where
// quotes is false they all are.
func cellsOf(most int, rec []byte, comma byte, quotes bool) [][]byte {
	cells := make([][]byte, 0, min(most, bytes.Count(rec, []byte{comma})+1))
	for len(cells) < most {
		end := 0
		if inner := opening(rec); quotes && inner > 0 {
			end, _ = closing(rec, inner, comma)
		}
		next := bytes.IndexByte(rec[end:], comma)
		if next < 0 {
			return append(cells, rec)
		}
		cells = append(cells, rec[:end+next])
		rec = rec[end+next+1:]
	}
	return cells
}

// opening returns the number of bytes up to the first of a quoted cell that
// begins text: spaces and a quotation mark. It returns 0 if it is not quoted.
func opening(text []byte) int {
	i := 0
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && text[i] == '"' {
		return i + 1
	}
	return 0
}

// closing returns the place after the quotation mark that closes a cell whose
// text begins at from; the length of rec and false if none does.
func closing(rec []byte, from int, comma byte) (end int, ok bool) {
	for {
		q := bytes.IndexByte(rec[from:], '"')
		if q < 0 {
			return len(rec), false
		}
		from += q + 1
		switch {
		case from == len(rec), rec[from] == comma:
			return from, true
		case rec[from] == '"':
			from++
		}
	}
}

// unquoted returns the text of a cell.
func unquoted(cell []byte, quotes bool) string {
	inner := opening(cell)
	if !quotes || inner == 0 {
		return string(cell)
	}
	cell = cell[inner:]
	if n := len(cell); n > 0 && cell[n-1] == '"' {
		cell = cell[:n-1]
	}
	if bytes.IndexByte(cell, '"') < 0 {
		return string(cell)
	}
	return strings.ReplaceAll(string(cell), `""`, `"`)
}
