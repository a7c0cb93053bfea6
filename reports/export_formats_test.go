package reports

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"
)

// TestFormatsAgree reads all three formats back: same columns in the same
// order, same values. Each is written twice, to the same bytes.
func TestFormatsAgree(t *testing.T) {
	for name, write := range exports(exportRun()) {
		written := func(f Format) string {
			s := exported(t, func(w io.Writer) error { return write(w, f) })
			if again := exported(t, func(w io.Writer) error { return write(w, f) }); s != again {
				t.Errorf("%s in %s: other bytes the second time", name, f)
			}
			return s
		}
		want := readCSV(t, written(CSV))
		if diff := cmp.Diff(want, readJSONL(t, written(JSONL))); diff != "" {
			t.Errorf("%s (-csv +jsonl):\n%s", name, diff)
		}
		if diff := cmp.Diff(want, readParquet(t, written(Parquet))); diff != "" {
			t.Errorf("%s (-csv +parquet):\n%s", name, diff)
		}
	}
}

func TestParquetTypes(t *testing.T) {
	for name, want := range map[string]map[string]string{
		"papers": {"title": "STRING", "similarity": "DOUBLE", "upvotes": "INT(64,true)"},
		"topics": {"papers": "INT(64,true)", "born_as_of": "STRING", "share": "DOUBLE"},
		"shares": {"complete": "BOOLEAN", "total": "INT(64,true)", "start": "STRING"},
	} {
		s := exported(t, func(w io.Writer) error { return exports(exportRun())[name](w, Parquet) })
		f, err := parquet.OpenFile(strings.NewReader(s), int64(len(s)))
		if err != nil {
			t.Fatal(err)
		}
		for column, kind := range want {
			leaf, ok := f.Schema().Lookup(column)
			if !ok || leaf.Node.Type().String() != kind || !leaf.Node.Optional() {
				t.Errorf("%s: column %s is %v, want an optional %s", name, column, leaf.Node, kind)
			}
		}
	}
}

// TestHostileText: whatever a title holds comes back from every format.
func TestHostileText(t *testing.T) {
	hostile := []string{
		`</script><script>alert(1)</script>`, `__f__alert(1)__f__`, "a,b;c\td", `"`, `""`, `'`, `''`, "'=1", "''@x", "=1+1", "+1", "-1", "@SUM(A1)",
		"＝1", "\t=1", "\x1b[31mred", "\u202egnp.exe", "\u2028", "null", "true", "NaN", "1e5", "\\N", `\"`, `'; DROP TABLE papers; --`, "../../etc/passwd", "é\u0301", "𝔘𝔫𝔦", "line\nbreak",
	}
	agree := func(t testing.TB, title string) {
		r := exportRun()
		r.Papers[2].Title = title
		for f, read := range map[Format]func(testing.TB, string) [][]string{CSV: readCSV, JSONL: readJSONL, Parquet: readParquet} {
			rows := read(t, exported(t, func(w io.Writer) error { return ExportPapers(w, f, r, exportTexts, Filter{}) }))
			if got := rows[4][1]; got != title {
				t.Errorf("%s: %q came back as %q", f, title, got)
			}
		}
		fields, err := csv.NewReader(strings.NewReader(exported(t, func(w io.Writer) error { return ExportPapers(w, CSV, r, exportTexts, Filter{}) }))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if cell := fields[4][1]; cell != "" && strings.ContainsRune(formulaSigns, []rune(cell)[0]) {
			t.Errorf("the cell %q is a formula", cell)
		}
	}
	for _, title := range hostile {
		agree(t, title)
	}
	rapid.Check(t, func(rt *rapid.T) {
		// encoding/csv reads CR LF as LF, so no CR: corpus leaves none.
		title := rapid.StringMatching(`['=+\-@＝\t a-zé"\\,;<]{1,8}`).Draw(rt, "title")
		agree(t, title)
	})
}

// readCSV, readJSONL and readParquet give a table as header and rows of what
// CSV would write, "" for what is not known.
func readCSV(t testing.TB, s string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		for i := range row {
			row[i] = unguard(row[i])
		}
	}
	return rows
}

// unguard is the way back that guardFormula's comment gives.
func unguard(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != s && strings.HasPrefix(s, "'") && rest != "" && strings.ContainsRune(formulaSigns, []rune(rest)[0]) {
		return s[1:]
	}
	return s
}

func readJSONL(t testing.TB, s string) [][]string {
	t.Helper()
	var rows [][]string
	for line := range strings.Lines(s) {
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		if _, err := d.Token(); err != nil {
			t.Fatal(err)
		}
		var names, row []string
		for d.More() {
			name, _ := d.Token()
			value, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, name.(string))
			if value == nil {
				value = ""
			}
			row = append(row, fmt.Sprint(value))
		}
		if rows == nil {
			rows = append(rows, names)
		}
		rows = append(rows, row)
	}
	return rows
}

func readParquet(t testing.TB, s string) [][]string {
	t.Helper()
	f, err := parquet.OpenFile(strings.NewReader(s), int64(len(s)))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	rows = append(rows, names)
	buffer := make([]parquet.Row, 100)
	for _, group := range f.RowGroups() {
		r := group.Rows()
		for {
			n, err := r.ReadRows(buffer)
			for _, values := range buffer[:n] {
				row := make([]string, len(values))
				for i, v := range values {
					switch {
					case v.IsNull():
					case v.Kind() == parquet.Double:
						row[i] = datum{number: v.Double()}.plain(fractionKind)
					default:
						row[i] = v.String()
					}
				}
				rows = append(rows, row)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		r.Close()
	}
	return rows
}
