package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"papertide/analysis/calendar"
	"papertide/pipeline/fetch"
)

// Fetching is what `papertide run --fetch` asks for before it reads.
type Fetching struct {
	Sources []fetch.Source
	Options fetch.Options
}

// follow fetches what the sources have listed since the last time, and lets the
// inbox be read with the other files. A source that fails is a warning and part
// of the error missed, and the others go on; err ends the run.
func follow(ctx context.Context, o *Options, clock *stopwatch, out *Outcome) (missed, err error) {
	if o.Fetch == nil {
		return nil, nil
	}
	clock.at("fetch")
	inbox, err := fetch.Open(ctx, o.Fetch.Options)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, inbox.Close()) }()
	for _, s := range o.Fetch.Sources {
		_, e := inbox.Follow(ctx, s)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if e != nil {
			e = fmt.Errorf("not fetched: %w", e)
			out.Warnings = append(out.Warnings, e.Error())
			missed = errors.Join(missed, e)
		}
	}
	o.Files = append(slices.Clone(o.Files), o.Fetch.Options.Dir)
	return missed, nil
}

// sourceConfig is a [[source]] of the configuration.
type sourceConfig struct {
	Fetch    string `toml:"fetch"`
	Category string `toml:"category"`
	Filter   string `toml:"filter"`
	Base     string `toml:"base"`
	From     any    `toml:"from"` // a date of TOML, or a string
}

func (c sourceConfig) source() (fetch.Source, error) {
	s := fetch.Source{Name: c.Fetch, Category: c.Category, Filter: c.Filter, Base: c.Base}
	switch from := c.From.(type) {
	case nil:
	case toml.LocalDate:
		s.From = calendar.NewDate(from.Year, time.Month(from.Month), from.Day)
	case string:
		var err error
		if s.From, err = calendar.ParseDate(from); err != nil {
			return s, fmt.Errorf("from: %w", err)
		}
	default:
		return s, fmt.Errorf("from %v: want a day, such as 2025-06-30", from)
	}
	return s, s.Validate()
}

// readSources checks what the configuration says about fetching. The text is the
// file's, in which an error has its line.
func (c Config) readSources(name, text string) ([]fetch.Source, error) {
	if err := fetch.ValidContact(c.Contact); err != nil {
		return nil, fmt.Errorf("%s: %w", place(name, text, 0, "contact"), err)
	}
	var all []fetch.Source
	seen := map[string]bool{}
	for i, of := range c.Source {
		s, err := of.source()
		if err == nil && seen[s.String()] {
			err = fmt.Errorf("%s stands twice", s)
		}
		if err != nil {
			key, _, _ := strings.Cut(err.Error(), " ")
			return nil, fmt.Errorf("%s: source: %w", place(name, text, i+1, strings.TrimSuffix(key, ":")), err)
		}
		seen[s.String()] = true
		all = append(all, s)
	}
	return all, nil
}

var sourceHead = regexp.MustCompile(`^\s*\[\[\s*source\s*\]\]`)

// place is the file and the line of a key in the nth [[source]], or of that
// [[source]] itself; n is 0 for keys above all tables.
func place(name, text string, nth int, key string) string {
	line, head, tables := 0, 0, 0
	for l := range strings.Lines(text) {
		line++
		switch before, _, set := strings.Cut(l, "="); {
		case sourceHead.MatchString(l):
			if tables++; tables == nth {
				head = line
			}
		case set && tables == nth && strings.TrimSpace(before) == key:
			return fmt.Sprintf("%s:%d", name, line)
		}
	}
	if head == 0 {
		return name
	}
	return fmt.Sprintf("%s:%d", name, head)
}

// Sources are those of the configuration.
func (c Config) Sources() []fetch.Source { return c.sources }

// InboxOr is the folder of what is fetched: the configured one, or the default.
func (c Config) InboxOr() string { return cmp.Or(c.Inbox, "inbox") }
