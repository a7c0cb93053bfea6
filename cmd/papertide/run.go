package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/cli/browser"
	"github.com/spf13/cobra"

	"papertide/analysis/calendar"
	"papertide/pipeline"
)

// runFlags are the flags of `papertide run` as the user wrote them.
type runFlags struct {
	out, asOf, period, k, themes string
	space, weights               string
	seed                         uint64
	workers                      int
	format, captured, language   string
	byPeriod, titles, open, json bool
	fetch                        bool
}

func runCommand(s *shared) *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run [FILE…]",
		Short: "Read papers, find topics, commit one run, write the page",
		Long: `Read files, folders, globs or - (standard input), add the papers that are new,
find topics, commit one run to the history and write its page. The formats are
recognised by their content; .gz, .zst, .xz and .zip are unpacked. Records that
cannot be used are left out, counted by reason and listed.

Running the same files again adds nothing and changes nothing.

With --by-period, papers of a year in one file become a history as if papertide
had run each Monday. Records without a date come with the first period. When
interrupted, the same command goes on where it stopped.

With --fetch, the sources of papertide.toml are first asked for what they have
listed since the last time, and the folder in which their answers are kept is
read like a FILE: the whole week in one command. A source that cannot be reached
is named, and the run goes on with what is there.`,
		Example: `  papertide run daily-papers.txt --captured 2025-12-08
  papertide run papers.jsonl.gz inbox/ --open
  papertide run --fetch                                         the week's papers of the sources in papertide.toml
  papertide run year.jsonl --by-period                          a past year, week by week
  papertide run new.jsonl -k 40 --space tfidf --weights tfidf   plain TF-IDF and k-means
  zcat dump.gz | papertide run - --json`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && !f.fetch {
				return errors.New("want files, or --fetch")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			o, err := f.options(c, s, args)
			if err != nil {
				return err
			}
			return run(c, f, s.quiet, o)
		},
	}
	l := c.Flags()
	l.StringVar(&f.out, "out", "", "`folder` for the pages (default papertide-out)")
	l.StringVar(&f.asOf, "as-of", "", "`date` of the report: later papers wait (default: the newest among the papers; never goes back)")
	l.BoolVar(&f.byPeriod, "by-period", false, "live a back-file period by period, each with its own run, events and page")
	l.StringVar(&f.period, "period", "auto", "auto, week, month, quarter or year; kept by later runs")
	l.StringVarP(&f.k, "topics", "k", "auto", "`number` of topics, or auto")
	l.StringVar(&f.themes, "themes", "auto", "`number` of themes above the topics, or auto")
	l.StringVar(&f.space, "space", "lsa", "vectors that are clustered: lsa, or tfidf for the sparse ones themselves")
	l.StringVar(&f.weights, "weights", "bm25", "term weights: bm25 (TF-IDF with saturated term frequency), tfidf or sublinear")
	l.Uint64Var(&f.seed, "seed", 1, "`number` that all random choices follow from")
	l.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "`number` of threads; results do not depend on it")
	l.StringVar(&f.format, "format", "auto", "`name` of the files' format, or auto")
	l.StringVar(&f.captured, "captured", "", "`date` when a page was saved whose dates have no year")
	l.BoolVar(&f.titles, "titles", false, "let records without an abstract stand on their title")
	l.StringVar(&f.language, "language", "auto", "only papers in this language (ISO 639-1 `code`), or auto for all")
	l.BoolVar(&f.fetch, "fetch", false, "ask the sources of the configuration first")
	l.BoolVar(&f.open, "open", false, "show the page in the browser")
	l.BoolVar(&f.json, "json", false, "print the summary as JSON")
	completeRun(c)
	return c
}

// options turns flags and configuration into what pipeline.Run takes.
func (f runFlags) options(c *cobra.Command, s *shared, args []string) (o pipeline.Options, err error) {
	config, err := pipeline.ReadConfig(s.config)
	if err != nil {
		return o, err
	}
	o = pipeline.Options{
		Files: args, DB: s.db, Out: cmp.Or(f.out, config.OutOr()), Settings: pipeline.DefaultSettings(),
		ByPeriod: f.byPeriod, Format: f.format, Titles: f.titles, Language: f.language, Workers: f.workers, Version: version(),
	}
	if err := config.Apply(&o.Settings); err != nil {
		return o, err
	}
	if f.fetch {
		if len(config.Sources()) == 0 {
			return o, errors.New("--fetch: no [[source]] in the configuration")
		}
		o.Fetch = &pipeline.Fetching{Sources: config.Sources(), Options: fetchOptions(config, config.InboxOr())}
	}
	now := time.Now()
	o.Today = calendar.NewDate(now.Year(), now.Month(), now.Day())

	set := &o.Settings
	set.Space, set.Weights, set.Seed = pipeline.Space(f.space), pipeline.Weights(f.weights), f.seed
	set.K, err = autoNumber("-k", f.k)
	if err == nil {
		set.Themes, err = autoNumber("--themes", f.themes)
	}
	if set.PeriodAuto = f.period == "auto"; err == nil && !set.PeriodAuto {
		set.Unit, err = calendar.ParseUnit(f.period)
	}
	if err == nil {
		o.AsOf, err = dayFlag("--as-of", f.asOf)
	}
	if err == nil {
		o.Captured, err = dayFlag("--captured", f.captured)
	}
	if err == nil && f.workers < 1 {
		err = fmt.Errorf("--workers %d: want a number from 1", f.workers)
	}
	if err == nil {
		err = o.Validate()
	}
	if err != nil {
		err = usageError{err, c.CommandPath()}
	}
	return o, err
}

// autoNumber reads "auto" as 0.
func autoNumber(flag, s string) (int, error) {
	if s == "auto" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s %q: want auto or a number from 1", flag, s)
	}
	return n, nil
}

// dayFlag reads a day; an empty flag is no date.
func dayFlag(flag, s string) (calendar.Date, error) {
	if s == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.ParseDate(s)
	if err != nil || d.Precision != calendar.ToDay {
		return d, fmt.Errorf("%s %.40q: want a day of the calendar, YYYY-MM-DD", flag, s)
	}
	return d, nil
}

// run executes and prints the summary, which is printed as JSON even when
// nothing usable remained.
func run(c *cobra.Command, f runFlags, quiet bool, o pipeline.Options) error {
	bar := newProgress(quiet)
	o.Progress = bar.at
	o.Notice = notice(quiet)
	if o.Fetch != nil {
		o.Fetch.Options.Progress, o.Fetch.Options.Notice = shown(bar), o.Notice
	}
	out, err := pipeline.Run(c.Context(), o)
	bar.done()
	if err != nil && !errors.Is(err, pipeline.ErrNothingUsable) {
		return err
	}
	if !quiet || err != nil {
		printReasons(os.Stderr, out)
	}
	if err != nil {
		printNotes(os.Stderr, out) // they say which file was empty, or of no known format
	}
	if f.json {
		e := json.NewEncoder(c.OutOrStdout())
		e.SetIndent("", "  ")
		if e := e.Encode(out); err == nil {
			err = e
		}
	} else if err == nil {
		err = printOutcome(c.OutOrStdout(), out)
	}
	if err == nil && f.open {
		err = browser.OpenURL(fileURL(out.Report))
	}
	return err
}

// printOutcome writes the summary that a person reads.
func printOutcome(w io.Writer, o pipeline.Outcome) error {
	added := fmt.Sprintf("%d new", o.PapersNew)
	switch {
	case o.Runs == 0:
		added = "nothing new, run " + strconv.Itoa(o.Run) + " stands"
	case o.Runs > 1:
		added += fmt.Sprintf(" in %d runs, %.0f seconds", o.Runs, o.Seconds.Total)
	}
	if o.Duplicates > 0 {
		added += ", " + counted(o.Duplicates, "duplicate")
	}
	asOf := ""
	if !o.AsOf.IsZero() {
		asOf = ", as of " + o.AsOf.String()
	}
	fmt.Fprintf(w, "%s (%s)%s, by %s\n", counted(o.PapersTotal, "paper"), added, asOf, o.Period)
	fmt.Fprint(w, counted(o.Topics, "topic"))
	if o.Themes > 0 {
		fmt.Fprint(w, " in "+counted(o.Themes, "theme"))
	}
	fmt.Fprintln(w)
	if m := o.Movers; m.Rising+m.Falling > 0 {
		fmt.Fprintf(w, "%d rising, %d falling, of which %d confirmed: papertide report --text\n", m.Rising, m.Falling, m.Confirmed)
	}
	const most = 20
	rows := make([][]string, 0, most)
	for i, t := range o.Largest {
		if i == most {
			break
		}
		rows = append(rows, []string{"  " + t.ID, fmt.Sprintf("%5d", t.Papers), cell(t.Label, 60)})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	if more := len(o.Largest) - most; more > 0 {
		fmt.Fprintf(w, "  and %d more: papertide topics\n", more)
	}
	printNotes(w, o)
	_, err := fmt.Fprintln(w, fileURL(o.Report))
	return err
}

func printNotes(w io.Writer, o pipeline.Outcome) {
	for _, text := range o.Warnings {
		fmt.Fprintln(w, "note: "+cell(text, 1000)) // names of files, too, can hold the end of a line
	}
}

// printReasons says which records were left out, and why.
func printReasons(w io.Writer, o pipeline.Outcome) {
	for _, r := range o.Reasons {
		fmt.Fprintf(w, "left out: %s: %d\n", printable(r.Reason), r.Count)
		for _, e := range r.Examples {
			fmt.Fprintln(w, "  "+cell(e, 200))
		}
		if more := r.Count - len(r.Examples); more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
}
