package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
)

func runsWithdrawCommand(s *shared) *cobra.Command {
	return &cobra.Command{
		Use:   "withdraw RUN",
		Short: "Leave out of all later runs what only one run brought",
		Long: `Withdraw a run, for example one that read a wrong file. Papers, and other records
of papers, that only this run brought take part in no later run; what other runs
read too stays. Nothing is deleted: what all runs said can still be read, made
again and verified. The next papertide run is a new run even if it brings no new
paper. Files of the withdrawn run that are read again bring their papers back.`,
		Example: "  papertide runs withdraw 12",
		Args:    cobra.ExactArgs(1),

		ValidArgsFunction: completeFirst(runNumbers(s)),
		RunE: func(c *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 1 {
				return usageError{fmt.Errorf("run %q: want a number from 1", args[0]), c.CommandPath()}
			}
			return withHistory(c.Context(), s, func(db *history.DB) error {
				w, err := db.Withdraw(c.Context(), n, notice(s.quiet))
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "run %d is withdrawn: no run after run %d takes in what only it brought; papers: %d\n", w.Run, w.After, w.Papers)
				return err
			})
		},
	}
}
