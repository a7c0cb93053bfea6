package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/pipeline/fetch"
)

// TestExampleConfig: the README prints testdata/papertide.toml as it is, and
// papertide reads it.
func TestExampleConfig(t *testing.T) {
	name := filepath.Join("..", "testdata", "papertide.toml")
	example, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```toml\n"+string(example)+"```\n") {
		t.Error("README.md prints another configuration than testdata/papertide.toml")
	}
	// What the comments show must be right too.
	var active []string
	for line := range strings.Lines(string(example)) {
		if rest, ok := strings.CutPrefix(line, "# "); ok && (strings.HasPrefix(rest, "[") || strings.Contains(rest, " = ")) {
			line = rest
		}
		active = append(active, line)
	}
	config, err := ReadConfig(write(t, "papertide.toml", strings.Join(active, "")))
	if err != nil {
		t.Fatal(err)
	}
	s := DefaultSettings()
	if err := config.Apply(&s); err != nil || len(s.Watch) != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestConfigErrors: what cannot be obeyed is refused, with its place.
func TestConfigErrors(t *testing.T) {
	for content, want := range map[string]string{
		"outt = 'x'":                         `papertide.toml:1: unknown key "outt"`,
		"title = 3":                          `papertide.toml:1:9: title: want "text"`,
		"[text]\nstop_words = 'x'":           `papertide.toml:2:14: text.stop_words: want ["text", "text"]`,
		"[[watch]]\nname = 'a'\nterms = 1":   `papertide.toml:3:9: watch.terms: want ["text", "text"]`,
		"[text]\nsynonyms = [['a']]":         "text.synonyms: group 1 has fewer than two members",
		"[[watch]]\nterms = ['a']":           "watch: number 1 has no name",
		"[[watch]]\nname = 'a'":              `watch: "a" has neither terms nor seeds`,
		"[[watch]]\nname = 'a'\nwords = [1]": `papertide.toml:3: unknown key "watch.words"`,
		"[[watch]]\nname = 'a b'\nterms = ['x']\n[[watch]]\nname = ' a  b '\nterms = ['y']": `watch: "a b" stands twice`,
		"[corrections]\nmerge = [['T1', 'X2']]":                                             `papertide.toml:2:17: "X2" is no topic: want an id such as T017`,
		"[corrections]\n\nhide = ['H03']":                                                   `papertide.toml:3:9: "H03" is no topic`,
		"[corrections]\nassign = { a = '' }":                                                `papertide.toml:2:16: "" is no topic`,
		"[corrections]\nmerge = ['T1', 'T2']":                                               "papertide.toml:2:",
		"[corrections]\nmerge = [['T1', 'T01']]":                                            "corrections.merge: group 1 has fewer than two topics",
		"[corrections]\nnever_merge = [['T1']]":                                             "corrections.never_merge: group 1 has fewer than two topics",
		"[corrections]\nmerge = [['T1', 'T2', 'T3']]\nnever_merge = [['T3', 'T1', 'T9']]":   "corrections: T001 and T003 are to be merged and never to be merged",
		"[corrections]\nassign = { ' ' = 'T1' }":                                            "corrections.assign: a paper without a name",
		"[themes]\n[themes.names]\nT1 = 'fine'\nQ25 = 'x'":                                  `papertide.toml:4: themes.names: "Q25" is no topic`,
		"[themes]\nnames = { T1 = ' ' }":                                                    "papertide.toml:2: themes.names: T1: 0 characters, want 1 to 80",
		"contact = 'me'":                                                                    `papertide.toml:1: contact "me": want a mail address or a web address`,
		"title = 'x'\n[[source]]\nfetch = 'pubmed'":                                         `papertide.toml:3: source: fetch "pubmed": want hf-daily, arxiv or openalex`,
		"[[source]]\nfetch = 'hf-daily'\n\n[[source]]\nfetch = 'arxiv'":                     `papertide.toml:4: source: arxiv needs a category`,
		"[[source]]\nfetch = 'hf-daily'\n\n[[source]]\nfetch = 'arxiv'\ncategory = '../x'":  `papertide.toml:6: source: category "../x": want one of arXiv's`,
		"[[source]]\nfetch = 'openalex'\n[watch]":                                           "papertide.toml:",
		"[[source]]\nfetch = 'hf-daily'\nbase = 'http://example.org'":                       `papertide.toml:3: source: base "http://example.org": want https`,
		"[[source]]\nfetch = 'hf-daily'\nfrom = 'June'":                                     `papertide.toml:3: source: from: `,
		"[[source]]\nfetch = 'hf-daily'\nfrom = 2025":                                       `papertide.toml:3: source: from 2025: want a day`,
		"[[source]]\nfetch = 'hf-daily'\nfrom = '2025-06'":                                  `papertide.toml:3: source: from 2025-06: want a day`,
		"[[source]]\nfetch = 'hf-daily'\n[[source]]\nfetch = 'hf-daily'":                    `papertide.toml:3: source: hf-daily stands twice`,
		"[[source]]\nfetch = 'hf-daily'\nfetches = 1":                                       `papertide.toml:3: unknown key "source.fetches"`,
		"[[watch]]\nname = 'a'\nseeds = ['none.bib']":                                       "papertide.toml: watched topic \"a\": open ",
	} {
		name := write(t, "papertide.toml", content)
		config, err := ReadConfig(name)
		if err == nil {
			err = config.Apply(&Settings{})
		}
		if err == nil || !strings.HasPrefix(err.Error(), name) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", content, err, want)
		}
	}
}

// TestSourceConfig: days stand as dates or as strings, and nothing about
// fetching changes what a run says.
func TestSourceConfig(t *testing.T) {
	config, err := ReadConfig(write(t, "papertide.toml", "contact = 'me@example.org'\ninbox = 'in'\n[[source]]\nfetch = 'hf-daily'\nfrom = 2025-06-02\n[[source]]\nfetch = 'arxiv'\ncategory = 'cs.CL'\nfrom = '2025-06-02'\n[[source]]\nfetch = 'arxiv'\ncategory = 'hep-th'"))
	if err != nil {
		t.Fatal(err)
	}
	from := calendar.NewDate(2025, 6, 2)
	want := []fetch.Source{{Name: "hf-daily", From: from}, {Name: "arxiv", Category: "cs.CL", From: from}, {Name: "arxiv", Category: "hep-th"}}
	if d := cmp.Diff(want, config.Sources()); d != "" || config.InboxOr() != "in" || (Config{}).InboxOr() != "inbox" {
		t.Errorf("%s\n%s", config.InboxOr(), d)
	}
	s, plain := DefaultSettings(), DefaultSettings()
	if err := config.Apply(&s); err != nil || s.canonical() != plain.canonical() {
		t.Errorf("settings %s, %v", s.canonical(), err)
	}
}

// TestWatchConfig: a reference file stands beside the configuration, wherever
// the command is called, and gives its papers, not its name, to the settings.
func TestWatchConfig(t *testing.T) {
	name := write(t, "papertide.toml", "[[watch]]\nname = ' my  topic '\nterms = ['x', ' ']\nseeds = ['lib/own.BIB', ' 2404.02905 ']")
	if err := os.Mkdir(filepath.Join(filepath.Dir(name), "lib"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(name), "lib", "own.BIB"), []byte("@a{k, title={A Title}}"), 0o600); err != nil {
		t.Fatal(err)
	}
	config, err := ReadConfig(name)
	if err != nil {
		t.Fatal(err)
	}
	s := DefaultSettings()
	if err := config.Apply(&s); err != nil {
		t.Fatal(err)
	}
	if want := `"watch":[{"name":"my topic","terms":["x"],"seeds":[["A Title"],["2404.02905"]]}]`; !strings.Contains(s.canonical(), want) {
		t.Errorf("settings %s, want %s in them", s.canonical(), want)
	}
}

// TestCorrectionsConfig: the order in which the user lists corrections is no
// setting.
func TestCorrectionsConfig(t *testing.T) {
	canonical := func(content string) string {
		config, err := ReadConfig(write(t, "papertide.toml", content))
		if err != nil {
			t.Fatal(err)
		}
		s := DefaultSettings()
		if err := config.Apply(&s); err != nil {
			t.Fatal(err)
		}
		return s.canonical()
	}
	a := canonical("[corrections]\nmerge = [['T034', 'T21'], ['T5', 'T6']]\nhide = ['T9', 'T7', 'T9']\nassign = { '2404.02905' = 'T12', 'A  Title' = 'T1' }\nnever_merge = [['T44', 'T12']]\n[themes]\nnames = { T025 = 'Alignment & RL' }")
	b := canonical("[themes.names]\n'T25' = ' Alignment  & RL'\n[corrections]\nnever_merge = [['T12', 'T44']]\nhide = ['T7', 'T9']\nmerge = [['T6', 'T5'], ['T21', 'T34']]\nassign = { 'A Title' = 'T1', '2404.02905' = 'T12' }")
	if a != b {
		t.Errorf("settings differ:\n%s\n%s", a, b)
	}
	want := `"theme_names":{"T025":"Alignment \u0026 RL"},"corrections":{"merge":[["T005","T006"],["T021","T034"]],"hide":["T007","T009"],"assign":{"2404.02905":"T012","A Title":"T001"},"never_merge":[["T012","T044"]]}`
	if !strings.Contains(a, want) {
		t.Errorf("settings %s, want %s in them", a, want)
	}
	if plain := canonical(""); strings.Contains(plain, "corrections") || strings.Contains(plain, "theme_names") {
		t.Errorf("settings without corrections: %s", plain)
	}
}
