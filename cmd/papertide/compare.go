package main

import (
	"io"

	"github.com/spf13/cobra"

	"papertide/analysis/calendar"
	"papertide/pipeline"
	"papertide/pipeline/history"
	"papertide/reports"
)

// compareFlags are the flags of `papertide compare`.
type compareFlags struct {
	where, html   string
	json, vintage bool
	number        int
}

func compareCommand(s *shared) *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use:   "compare A B",
		Short: "Compare the topics' shares of two periods or ranges of periods",
		Long: `Compare the topics' shares of B with those of A. A and B are periods or ranges of
periods: 2025-W10, 2025-W10..2025-W13, 2025-03, 2025-Q1, 2025. The change is B − A
in percentage points, with a 95 % interval and the false-alarm risk; ~ says that
nothing is shown to have changed. Topics, themes and watched topics are tested
apart, and stand in order of the evidence.

The papers are those of the latest run, in the topics that it gave them. With
--as-first-reported, each period is what the run said that first saw it whole.`,
		Example: `  papertide compare 2025-W10..2025-W13 2025-W23..2025-W26
  papertide compare 2024 2025 --where source=arxiv
  papertide compare 2025-05 2025-06 --html compared.html`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			o, err := f.options(args)
			if err != nil {
				return usageError{err, c.CommandPath()}
			}
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := storedRun(c, s, db, f.number)
				if err != nil {
					return err
				}
				if f.vintage {
					if o.Vintages, err = db.Vintages(c.Context(), r.Number); err != nil {
						return err
					}
				}
				compared, err := pipeline.Compare(r, o)
				if err != nil {
					return err
				}
				return f.write(c, compared)
			})
		},
	}
	l := c.Flags()
	l.StringVar(&f.where, "where", "", "only papers of a source or organisation (`source=arxiv`)")
	l.BoolVar(&f.vintage, "as-first-reported", false, "each period as the run said that first saw it whole")
	l.StringVar(&f.html, "html", "", "write a page to this `file`")
	l.BoolVar(&f.json, "json", false, "print JSON")
	c.MarkFlagsMutuallyExclusive("where", "as-first-reported")
	runFlag(c, s, &f.number)
	return c
}

func (f compareFlags) options(args []string) (o pipeline.CompareOptions, err error) {
	before, err := calendar.ParseRange(args[0])
	if err != nil {
		return o, err
	}
	after, err := calendar.ParseRange(args[1])
	if err != nil {
		return o, err
	}
	where, err := pipeline.ParseWhere(f.where)
	return pipeline.CompareOptions{Before: before, After: after, Where: where}, err
}

// write prints a comparison, and writes its page if one is asked for.
func (f compareFlags) write(c *cobra.Command, compared reports.Comparison) error {
	if f.html != "" {
		page, err := reports.ComparisonHTML(compared)
		if err == nil {
			err = toOutput(f.html, nil, func(w io.Writer) error {
				_, err := w.Write(page)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	if f.json {
		return reports.ComparisonJSON(c.OutOrStdout(), compared)
	}
	return reports.ComparisonText(c.OutOrStdout(), compared, func(s string) string { return cell(s, 100) })
}
