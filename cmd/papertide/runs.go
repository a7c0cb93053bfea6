package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
)

func runsCommand(s *shared) *cobra.Command {
	c := &cobra.Command{
		Use:   "runs",
		Short: "List the runs with their papers, files and digests, or withdraw one",
		Long: `List the runs of the history, newest first: as-of date, papers (new and all that
took part), topics and digest, and under each the files it read with their
SHA-256.`,
		Example: `  papertide runs --db seed.db
  papertide runs withdraw 12`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				runs, err := db.Runs(c.Context())
				if err != nil {
					return err
				}
				if len(runs) == 0 {
					return errNoRun(s)
				}
				return printRuns(c, runs)
			})
		},
	}
	c.AddCommand(runsWithdrawCommand(s))
	return c
}

func printRuns(c *cobra.Command, runs []history.Summary) error {
	for _, r := range runs {
		withdrawn := ""
		if r.Withdrawn {
			withdrawn = "  withdrawn"
		}
		_, err := fmt.Fprintf(c.OutOrStdout(), "run %d  as of %s  %d new, %d papers, %d topics  %s  %s%s\n",
			r.Number, r.AsOf, r.New, r.Papers, r.Topics, r.Version, r.Digest, withdrawn)
		if err != nil {
			return err
		}
		rows := make([][]string, 0, len(r.Inputs))
		for _, in := range r.Inputs {
			rows = append(rows, []string{"  " + cell(in.Name, 60), in.Format, fmt.Sprintf("%d read, %d left out", in.Read, in.Rejected), in.SHA256})
		}
		if err := table(c.OutOrStdout(), rows); err != nil {
			return err
		}
	}
	return nil
}

// withHistory opens the history for reading.
func withHistory(ctx context.Context, s *shared, use func(*history.DB) error) (err error) {
	db, err := history.Open(ctx, s.db)
	if err != nil {
		return err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	return use(db)
}

func errNoRun(s *shared) error {
	return fmt.Errorf("%s: no run yet; begin with: papertide run FILE", s.db)
}

// labels joins the phrases of a label for one line.
func labels(phrases []string) string { return strings.Join(phrases, " · ") }
