package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
)

func topicsRenameCommand(s *shared) *cobra.Command {
	return &cobra.Command{
		Use:   "rename TOPIC NAME",
		Short: "Give a topic or theme a name of your own",
		Long: `Give a topic or theme a name of your own. From the next run on it is shown as
yours and stays, whatever the papers say; what earlier runs said stays as it was.
The next papertide run is a new run even if it brings no new paper. An empty name
takes yours back.`,
		Example: `  papertide topics rename T017 "GUI agents"
  papertide topics rename H03 "Alignment & RL"
  papertide topics rename T017 ""                the name that the papers give`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeFirst(topicIDs(s, "TH")),
		RunE: func(c *cobra.Command, args []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := db.Rename(c.Context(), args[0], args[1], notice(s.quiet))
				if err != nil {
					return err
				}
				now := "named by its papers again"
				if r.Now != "" {
					now = fmt.Sprintf("%q", r.Now)
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %s in run %d, %s from the next run on\n", r.ID, cell(fmt.Sprintf("%q", r.Was), 100), r.After, now)
				return err
			})
		},
	}
}
