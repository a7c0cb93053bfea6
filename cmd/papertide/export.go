package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
	"papertide/reports"
)

// exportFlags are the flags of `papertide export`.
type exportFlags struct {
	format, output, topic, period string
	number                        int
}

func exportCommand(s *shared) *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export papers|topics|shares|movers|events",
		Short: "Write what a run said as CSV, JSON Lines or Parquet, or papers for a reference manager",
		Long: `Write what a run said as CSV, JSON Lines or Parquet, or its papers as BibTeX or
RIS for a reference manager, without the duplicates that the tables list.

Spreadsheets compute cells that begin like a formula (=, +, -, @). CSV has an
apostrophe (') before such texts, and one more before those that have one there
already; reading the file again with papertide takes it away. JSON Lines and
Parquet hold all texts as they are.`,
		Example: `  papertide export papers --topic T017 > papers.csv
  papertide export shares --format parquet --output shares.parquet
  papertide export papers --period 2025-W26 --format jsonl
  papertide export papers --topic T017 --format bibtex > papers.bib
  papertide export movers > movers.csv                        what rises and falls, and how sure that is
  papertide export events > events.csv                        of all runs, newest first; or of one: --run N`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"papers", "topics", "shares", "movers", "events"},
		RunE: func(c *cobra.Command, args []string) error {
			format, err := reports.ParseFormat(f.format, args[0])
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			filter, err := reports.ParseFilter(f.topic, f.period)
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			return withHistory(c.Context(), s, func(db *history.DB) error {
				if args[0] == "events" {
					return exportEvents(c, s, db, f, format, filter)
				}
				r, err := storedRun(c, s, db, f.number)
				if err != nil {
					return err
				}
				if i := restedIndex(r, f.topic); i >= 0 && r.Rested[i].Papers == 0 {
					notice(s.quiet)(fmt.Sprintf("note: %s holds no paper in run %d; papertide topics show %s says what is known of it", f.topic, r.Number, f.topic))
				}
				return toOutput(f.output, c.OutOrStdout(), func(w io.Writer) error {
					switch args[0] {
					case "topics":
						return reports.ExportTopics(w, format, r, filter)
					case "movers":
						return reports.ExportMovers(w, format, r, filter)
					case "shares":
						vintages, err := db.Vintages(c.Context(), r.Number)
						if err != nil {
							return err
						}
						return reports.ExportShares(w, format, r, history.FirstShares(vintages), filter)
					}
					texts, err := db.Texts(c.Context(), r.Number)
					if err != nil {
						return err
					}
					return reports.ExportPapers(w, format, r, texts, filter)
				})
			})
		},
	}
	l := c.Flags()
	l.StringVar(&f.format, "format", "csv", "csv, jsonl or parquet; papers also bibtex or ris")
	l.StringVar(&f.output, "output", "", "`file` to write (default: standard output)")
	l.StringVar(&f.topic, "topic", "", "only this topic (`id`)")
	l.StringVar(&f.period, "period", "", "only this period (2025-W26, 2025-06, 2025-Q2 or 2025)")
	runFlag(c, s, &f.number)
	completeWords(c, "format", "csv", "jsonl", "parquet", "bibtex", "ris")
	completeFlag(c, "topic", topicIDs(s, "THW"))
	completeFlag(c, "period", cobra.NoFileCompletions)
	return c
}

// exportEvents writes the events of all runs, or of one.
func exportEvents(c *cobra.Command, s *shared, db *history.DB, f exportFlags, format reports.Format, filter reports.Filter) error {
	if err := knownRun(c, s, db, f.number); err != nil {
		return err
	}
	events, err := db.Events(c.Context())
	if err != nil {
		return err
	}
	if f.number > 0 {
		events = slices.DeleteFunc(events, func(e history.Event) bool { return e.Run != f.number })
	}
	return toOutput(f.output, c.OutOrStdout(), func(w io.Writer) error {
		return reports.ExportEvents(w, format, events, filter)
	})
}

// toOutput writes to a file, whole or not at all, or to standard output.
func toOutput(name string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if name == "" {
		return buffered(stdout, write)
	}
	defer func() { err = reports.FileError(name, err) }()
	temp, err := os.CreateTemp(filepath.Dir(name), ".papertide-export-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails, as it should, once the file has its name
	err = buffered(temp, write)
	if err == nil {
		err = temp.Chmod(0o644)
	}
	if e := temp.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}

func buffered(to io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(to)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}
