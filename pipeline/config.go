package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"papertide/analysis/topics"
	"papertide/pipeline/fetch"
)

// Config is the configuration file. Flags win over it.
type Config struct {
	Out     string `toml:"out"`
	Title   string `toml:"title"`
	Inbox   string `toml:"inbox"`
	Contact string `toml:"contact"`
	Text    struct {
		StopWords []string   `toml:"stop_words"`
		Synonyms  [][]string `toml:"synonyms"`
	} `toml:"text"`
	Themes struct {
		Names map[string]string `toml:"names"`
	} `toml:"themes"`
	Corrections correctionsConfig `toml:"corrections"`
	Watch       []watchConfig     `toml:"watch"`
	Source      []sourceConfig    `toml:"source"`

	file        string // "" if there is none
	themeNames  map[topics.ID]string
	corrections Corrections
	sources     []fetch.Source
}

// DefaultConfigFile is read where it exists and no other file is named.
const DefaultConfigFile = "papertide.toml"

// ReadConfig reads a configuration file. An empty name means
// DefaultConfigFile, which may be missing. A key that is not known is an error
// that names its line: a misspelt key would otherwise be obeyed by nobody.
func ReadConfig(name string) (Config, error) {
	var c Config
	optional := name == ""
	if optional {
		name = DefaultConfigFile
	}
	b, err := os.ReadFile(name)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.file = name
	d := toml.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, placed(name, err)
	}
	for i, group := range c.Text.Synonyms {
		if len(group) < 2 {
			return c, fmt.Errorf("%s: text.synonyms: group %d has fewer than two members", name, i+1)
		}
	}
	if err := checkWatches(c.Watch); err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	if c.corrections, err = c.Corrections.corrections(); err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	if c.themeNames, err = themeNames(c.Themes.Names, name, string(b)); err != nil {
		return c, err
	}
	c.sources, err = c.readSources(name, string(b))
	return c, err
}

// kinds calls Go's types as users do.
var kinds = map[string]string{
	"string": `"text"`, "[]string": `["text", "text"]`, "[][]string": `[["text", "text"]]`, "map[string]string": `{ "text" = "text" }`,
}

// placed puts the file and the line in front of an error of the decoder.
func placed(name string, err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		first := &unknown.Errors[0]
		line, _ := first.Position()
		return fmt.Errorf("%s:%d: unknown key %q", name, line, strings.Join(first.Key(), "."))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, column := wrong.Position()
		said := strings.TrimPrefix(wrong.Error(), "toml: ")
		if at := strings.LastIndex(said, "of type "); at >= 0 && len(wrong.Key()) > 0 { // in words of Go
			want := cmp.Or(kinds[said[at+len("of type "):]], "a value of another kind")
			said = fmt.Sprintf("%s: want %s", strings.Join(wrong.Key(), "."), want)
		}
		return fmt.Errorf("%s:%d:%d: %s", name, line, column, said)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// Apply takes over what the configuration says about results, and reads the
// files that it names.
func (c Config) Apply(s *Settings) error {
	s.Title = c.Title
	s.StopWords = c.Text.StopWords
	s.Synonyms = c.Text.Synonyms
	s.ThemeNames, s.Corrections = c.themeNames, c.corrections
	for _, w := range c.Watch {
		watch, err := w.watch(filepath.Dir(c.file))
		if err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
		s.Watch = append(s.Watch, watch)
	}
	return nil
}

// OutOr is the folder for the pages: the configured one, or the default.
func (c Config) OutOr() string {
	if c.Out != "" {
		return c.Out
	}
	return "papertide-out"
}
