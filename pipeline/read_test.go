package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// reading reads files, by name, from a folder "in".
func reading(t *testing.T, o Options, files map[string]string) (batch, error) {
	t.Helper()
	dir, in := t.TempDir(), "in"
	t.Chdir(dir)
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o.Files, o.DB, o.Progress = []string{in}, "x.db", func(string, int64, int64) {}
	if o.Today.IsZero() {
		o.Today = calendar.NewDate(2026, 1, 1)
	}
	spool := corpus.NewSpool(dir)
	b, err := read(t.Context(), o, spool)
	if err := spool.Close(); err != nil {
		t.Error(err)
	}
	left, err2 := os.ReadDir(dir)
	if err2 != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err2)
	}
	return b, err
}

func TestReadSaysWhatThereIs(t *testing.T) {
	const english = `{"title":"A title of words","abstract":"We study the dynamics of lattices, and the bound is sharp."}`
	const french = `{"title":"Un titre de mots","abstract":"Nous étudions la dynamique des réseaux à deux types de sites et montrons que les bornes sont dans tous les cas atteintes par une suite."}`
	for _, c := range []struct {
		what     string
		files    map[string]string
		papers   int
		warnings string
	}{
		{"languages of all files", map[string]string{"a": english, "b": french, "c": strings.ReplaceAll(french, "titre", "autre titre")}, 3, "2 papers in other languages than English (fr 2): kept; --language en leaves them out"},
		{"no papers at all", map[string]string{"a": "[]"}, 0, "in/a: a list without papers (json)"},
		{"no papers beside papers", map[string]string{"a": "[]", "b": english}, 1, ""},
		{"no known format", map[string]string{"a": "Dear reader", "b": english}, 1, "left out: in/a: not a known format"},
	} {
		b, err := reading(t, Options{}, c.files)
		w := strings.Join(b.warnings, "|")
		if err != nil || len(b.records) != c.papers || w != c.warnings {
			t.Errorf("%s: %d papers, warnings %q, error %v; want %d, %q", c.what, len(b.records), w, err, c.papers, c.warnings)
		}
	}
}

// What no run could obey is refused before anything is read, under the name of
// the flag.
func TestRefusedOptions(t *testing.T) {
	today := calendar.NewDate(2026, 1, 1)
	for want, spoil := range map[string]func(*Options){
		"":                                     func(*Options) {},
		"--as-of 2026-01-02: later than today": func(o *Options) { o.AsOf = calendar.NewDate(2026, 1, 2) },
		"--captured 2026-01-02: later than today":                         func(o *Options) { o.Captured = calendar.NewDate(2026, 1, 2) },
		`--language "EN": want auto or a code of two letters, such as en`: func(o *Options) { o.Language = "EN" },
		`--format "docx": want auto, ` + strings.Join(Formats(), ", "):    func(o *Options) { o.Format = "docx" },
	} {
		o := Options{Today: today, Format: "auto", Language: "auto", Settings: DefaultSettings()}
		spoil(&o)
		said := ""
		if err := o.Validate(); err != nil {
			said = err.Error()
		}
		if said != want {
			t.Errorf("said %q, want %q", said, want)
		}
	}
}

// What was read of a file before it was refused is not used.
func TestRefusedFileLeavesNothing(t *testing.T) {
	const paper = `{"title":"A title of words","abstract":"We study the dynamics of lattices."}` + "\n"
	var bomb bytes.Buffer
	z, err := zstd.NewWriter(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write([]byte(strings.Repeat(paper, 2000))); err != nil {
		t.Fatal(err)
	}
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 300 {
		if _, err := z.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := reading(t, Options{}, map[string]string{"a": bomb.String(), "b": paper + "{}\n"})
	if err != nil || len(b.records) != 1 || b.read != 2 || b.rejected != 1 || len(b.inputs) != 1 || len(b.warnings) != 1 || !strings.Contains(b.warnings[0], "refused: unpacks to more than 200 times") {
		t.Errorf("%d papers of %d records in %d files, warnings %q, error %v", len(b.records), b.read, len(b.inputs), b.warnings, err)
	}
}
