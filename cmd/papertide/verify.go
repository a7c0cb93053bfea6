package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"papertide/pipeline"
	"papertide/pipeline/history"
)

func verifyCommand(s *shared) *cobra.Command {
	var number int
	c := &cobra.Command{
		Use:   "verify",
		Short: "Make runs again from the stored papers, and say whether they come out the same",
		Long: `Make runs again, from the papers as they are stored, what the run before left and
the settings of the run, and compare digests. Each run is identical, or the first
thing that differs is named and the exit code is 1. Runs of another version of the
program are compared too, and named: a difference may then be the program's.
Nothing is written.`,
		Example: `  papertide verify
  papertide verify --run 3`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				return verify(c, s, db, number)
			})
		},
	}
	c.Flags().IntVar(&number, "run", 0, "`number` of the run (default: all)")
	completeFlag(c, "run", runNumbers(s))
	return c
}

func verify(c *cobra.Command, s *shared, db *history.DB, number int) error {
	if err := knownRun(c, s, db, number); err != nil {
		return err
	}
	bar := newProgress(s.quiet)
	o := pipeline.VerifyOptions{Run: number, Workers: runtime.GOMAXPROCS(0), Progress: bar.at}
	all, differ := 0, 0
	err := pipeline.Verify(c.Context(), db, o, func(v pipeline.Verified) error {
		bar.done()
		all++
		said := "identical"
		if v.Difference != "" {
			differ++
			said = "differs: " + cell(v.Difference, 500)
		}
		if v.Version != version() {
			said += fmt.Sprintf(" (made by version %s, this is %s)", v.Version, version())
		}
		_, err := fmt.Fprintf(c.OutOrStdout(), "run %d: %s\n", v.Run, said)
		return err
	})
	bar.done()
	if err == nil && differ > 0 {
		err = fmt.Errorf("%d of %d runs differ", differ, all)
	}
	return err
}
