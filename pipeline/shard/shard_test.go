package shard

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var lines = Options{Language: "auto", Workers: 1}

// count runs the first pass on a text.
func count(in string, o Options) (string, error) {
	var out bytes.Buffer
	err := Count(strings.NewReader(in), &out, Sampling{Seed: 1, Rate: 1}, o)
	return out.String(), err
}

func record(i int) string {
	return fmt.Sprintf(`{"id": "p%d", "title": "Paper %d", "abstract": "Magnetic spin in a lattice of number %d, and spin again.", "date": "2025-06-%02d"}`+"\n", i, i, i, 1+i%28)
}

// Every line that was read is a paper or is not, whatever it holds: an engine
// compares the sum with what it sent.
func TestEveryLineCounts(t *testing.T) {
	for name, c := range map[string]struct {
		in        string
		docs, bad int
	}{
		"nothing":              {"", 0, 0},
		"blank lines":          {"\n \n\n", 0, 3},
		"no end":               {record(1) + strings.TrimSuffix(record(2), "\n"), 2, 0},
		"a null of Spark":      {"\\N\n" + record(1), 1, 1},
		"junk first":           {"junk\n[\n" + record(1) + "]\n\n" + record(2), 2, 4},
		"an object over lines": {"{\n\"title\": \"x\"\n}\n", 0, 3},
		"a wrapped array":      {`{"data": [` + strings.TrimSpace(record(1)) + "]}\n" + record(2), 1, 1},
		"CRLF":                 {strings.ReplaceAll(record(1)+record(2), "\n", "\r\n"), 2, 0},
		"two on a line":        {strings.TrimSuffix(record(1), "\n") + record(2), 0, 1},
	} {
		out, err := count(c.in, lines)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		end := fmt.Sprintf("E\t%d\t%d\t-/%d", c.docs+c.bad, len(rows)-1, Version)
		want := []string{fmt.Sprintf("N\tdocs\t%d", c.docs), fmt.Sprintf("N\tbad\t%d", c.bad), end}
		if got := rows[max(0, len(rows)-3):]; strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: ends in %q, want %q", name, got, want)
		}
		for _, row := range rows {
			if f := strings.Split(row, "\t"); len(f) > 4 || strings.ContainsAny(row, "\r") {
				t.Errorf("%s: line %q", name, row)
			}
		}
	}
}

// By hand: "spin" is in both papers, "lattice" in both, "number" counts once a
// paper though both words of it are there twice.
func TestTermsOnceAPaper(t *testing.T) {
	out, err := count(record(1)+record(2), lines)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"T\tspin\t2\n", "T\tlattic\t2\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no line %q in\n%s", want, out)
		}
	}
}

// A shard that is cut off, or is not there, ends a worker of files with its
// name, so that an engine commits nothing of it.
func TestDamagedShards(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for i := range 2000 {
		if _, err := io.WriteString(z, record(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	whole, cut := filepath.Join(dir, "whole.jsonl.gz"), filepath.Join(dir, "cut.jsonl.gz")
	for name, b := range map[string][]byte{whole: packed.Bytes(), cut: packed.Bytes()[:packed.Len()/2]} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := lines
	files.Paths = true
	out, err := count(whole+"\n", files)
	if err != nil || !strings.Contains(out, "\nN\tdocs\t2000\nN\tbad\t0\nE\t1\t") {
		t.Errorf("a whole shard: %v, ends in %q", err, out[max(0, len(out)-60):])
	}
	for name, want := range map[string]string{cut: "cut.jsonl.gz: damaged or cut off", filepath.Join(dir, "none"): "no such file"} {
		out, err := count(whole+"\n"+name+"\n", files)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", name, err, want)
		}
		if strings.Contains(out, "\nE\t") {
			t.Errorf("%s: a last line in spite of the error", name)
		}
	}
}

func TestSamplingRefuses(t *testing.T) {
	for _, rate := range []float64{0, -1, 1.1} {
		if err := (Sampling{Rate: rate}).Check(); err == nil {
			t.Errorf("rate %g is taken", rate)
		}
	}
}

// Tables that are not whole, or not of one model, are refused.
func TestReadTablesRefuses(t *testing.T) {
	good := "W\tT001|2025-06\t3\nN\tdocs\t3\nN\tbad\t0\nE\t3\t3\tabc/1\n"
	for name, c := range map[string]struct{ text, want string }{
		"no last line":   {"W\tT001|2025-06\t3\nN\tdocs\t3\n", "no last line"},
		"no counts":      {"A\tp1\tT001\t2025-06\nN\tdocs\t1\nE\t1\t2\tabc/1\n", "--counts"},
		"doubled counts": {good + "W\tT001|2025-06\t3\n", "counts of 6 papers, but workers met 3"},
		"another model":  {good + strings.ReplaceAll(good, "abc", "def"), "different models"},
		"another pact":   {strings.ReplaceAll(good, "abc/1", "abc/2"), `contract "2"`},
		"a strange line": {good + "X\t1\n", "part:5: want a line of the contract"},
		"no number":      {"W\tT001|2025-06\tmany\n" + good, "part:1: want"},
	} {
		dir := t.TempDir()
		for file, text := range map[string]string{"part": c.text, "_SUCCESS": "", ".part.crc": "crc"} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := ReadTables(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

// What is no model, or one that is damaged, is refused with the reason.
func TestOpenRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":    {"", "not a model"},
		"text":     {strings.Repeat("some text\n", 20), "not a model"},
		"version":  {"ptmodel\x09" + strings.Repeat("\x00", 100), "version 9: this program reads version 1"},
		"cut head": {magic + "\xff\x00\x00\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 100), "damaged or cut off"},
		"head sum": {magic + "\x04\x00\x00\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 100), "its head is damaged"},
		"huge":     {magic + strings.Repeat("\xff", 200), "damaged or cut off"},
	} {
		file := filepath.Join(t.TempDir(), "m")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(file, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}
