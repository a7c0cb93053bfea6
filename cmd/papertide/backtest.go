package main

import (
	"github.com/spf13/cobra"

	"papertide/pipeline"
	"papertide/pipeline/history"
	"papertide/reports"
)

func backtestCommand(s *shared) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "backtest",
		Short: "Say how often earlier alerts held, how early they came, and how forecasts went",
		Long: `Say what later papers made of the alerts of earlier reports: how many still held
4 and 8 periods later, and how long before or after the change was obvious in
hindsight they came; and how the forecasts went. A history that was lived week by
week is judged by the verdicts that its runs stored. A back-file is judged by the
verdicts that today's topics would have had: its clusters know later papers.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				if err := knownRun(c, s, db, 0); err != nil {
					return err
				}
				b, err := pipeline.Backtest(c.Context(), db)
				if err != nil {
					return err
				}
				if asJSON {
					return reports.BacktestJSON(c.OutOrStdout(), b)
				}
				return reports.BacktestText(c.OutOrStdout(), b)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}
