package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"papertide/analysis/calendar"
	"papertide/pipeline"
	"papertide/pipeline/fetch"
)

// keyVariable holds the key that OpenAlex gives to those who ask it often. It
// stands in no file that might be shared.
const keyVariable = "OPENALEX_API_KEY"

func fetchCommand(s *shared) *cobra.Command {
	var from, to, inbox string
	var of fetch.Source
	c := &cobra.Command{
		Use:   "fetch SOURCE",
		Short: "Ask a source for its papers and keep its answers in a folder",
		Long: `Ask a source for the papers of some days, and keep its answers as files in the
inbox, which papertide run reads. Sources are hf-daily (Hugging Face Daily
Papers), arxiv with --category, and openalex with --filter; without them, the
sources of this name in papertide.toml are asked.

What is there whole is not asked again: an interrupted fetch goes on where it
stopped. Days whose lists may still grow are asked again. Without --from, what
was listed since the last time is fetched.

arXiv is asked day by day through its search interface for up to 31 days and for
what lies far back, else through OAI-PMH, which gives many papers at once.
OpenAlex wants a key, a free one, in the environment variable ` + keyVariable + `.`,
		Example: `  papertide fetch hf-daily --from 2024-07-01 --to 2025-06-30   a year, then: papertide run inbox/ --by-period
  papertide fetch arxiv --category cs.CL --from 2025-06-23
  papertide fetch openalex --filter primary_topic.id:T10028 --from 2025-01-01`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{fetch.HFDaily, fetch.ArXiv, fetch.OpenAlex},
		RunE: func(c *cobra.Command, args []string) error {
			config, err := pipeline.ReadConfig(s.config)
			if err != nil {
				return err
			}
			of.Name = args[0]
			sources, err := named(of, config.Sources())
			var first, last calendar.Date
			if err == nil {
				first, last, err = span(from, to)
			}
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			o := fetchOptions(config, cmp.Or(inbox, config.InboxOr()))
			bar := newProgress(s.quiet)
			o.Progress, o.Notice = shown(bar), notice(s.quiet)
			err = fetchAll(c.Context(), c.OutOrStdout(), sources, first, last, o)
			bar.done()
			return err
		},
	}
	l := c.Flags()
	l.StringVar(&from, "from", "", "first `day` of papers (default: after the last time)")
	l.StringVar(&to, "to", "", "last `day` of papers (default: today)")
	l.StringVar(&of.Category, "category", "", "arXiv `category`, such as cs.CL, or archive, such as hep-th")
	l.StringVar(&of.Filter, "filter", "", "OpenAlex `filter` of works, such as primary_topic.id:T10028")
	l.StringVar(&inbox, "inbox", "", "`folder` for the answers (default inbox)")
	return c
}

// named returns the sources that are meant: the one that the flags describe,
// else those of this name in the configuration. A mirror that the configuration
// gives for the source serves the flags' too.
func named(of fetch.Source, configured []fetch.Source) ([]fetch.Source, error) {
	var same []fetch.Source
	for _, s := range configured {
		if s.Name == of.Name {
			same = append(same, s)
			of.Base = cmp.Or(of.Base, s.Base)
		}
	}
	if of.Category == "" && of.Filter == "" && len(same) > 0 {
		return same, nil
	}
	return []fetch.Source{of}, of.Validate()
}

// span reads the days; none is what was not said.
func span(from, to string) (first, last calendar.Date, err error) {
	if first, err = dayFlag("--from", from); err != nil {
		return first, last, err
	}
	last, err = dayFlag("--to", to)
	switch {
	case err != nil:
	case first.IsZero() && !last.IsZero():
		err = errors.New("--to needs --from")
	case !last.IsZero() && last.Compare(first) < 0:
		err = fmt.Errorf("--to %s: before --from %s", last, first)
	}
	return first, last, err
}

// shown shows what is asked for.
func shown(p *progress) func(string) {
	return func(doing string) { p.at(doing, 0, 0) }
}

func fetchOptions(config pipeline.Config, inbox string) fetch.Options {
	return fetch.Options{Dir: inbox, Contact: config.Contact, Version: version(), Key: os.Getenv(keyVariable)}
}

// fetchAll asks one source after the other. One that fails keeps none of the
// others from being asked.
func fetchAll(ctx context.Context, w io.Writer, sources []fetch.Source, first, last calendar.Date, o fetch.Options) (err error) {
	inbox, err := fetch.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, inbox.Close()) }()
	for _, s := range sources {
		var r fetch.Result
		var e error
		if first.IsZero() {
			r, e = inbox.Follow(ctx, s)
		} else {
			r, e = inbox.Fetch(ctx, s, first, last)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err = errors.Join(err, e)
		if e == nil {
			_, e = fmt.Fprintln(w, printable(told(r, o.Dir)))
			err = errors.Join(err, e)
		}
	}
	return err
}

// told says what a source brought.
func told(r fetch.Result, dir string) string {
	if r.From.IsZero() {
		return r.Source + ": nothing is due"
	}
	return fmt.Sprintf("%s, %s to %s: %s in %s (%d new) in %s", r.Source, r.From, r.To, counted(r.Papers, "paper"), counted(r.Files, "file"), r.New, dir)
}
