package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"papertide/pipeline"
	"papertide/pipeline/history"
	"papertide/reports"
)

func reportCommand(s *shared) *cobra.Command {
	var out string
	var number int
	var asText, asMail bool
	c := &cobra.Command{
		Use:   "report",
		Short: "Write the page of any run again, or print it for a terminal or as mail",
		Long: `Write the page of a run again from what the run said; nothing is computed anew.
A run of a period that has a newer one gets its own address (…-runN.html). With
--run, latest.html, the archive and the feed are left alone.

--text prints the first minute of the page in 60 lines, --mail as one message to
the contact of papertide.toml. Both write no page.`,
		Example: `  papertide report            the latest run
  papertide report --run 3
  papertide report --text | less
  papertide report --mail | sendmail -t`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := pipeline.ReadConfig(s.config)
			if err != nil {
				return err
			}
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := storedRun(c, s, db, number)
				if err != nil {
					return err
				}
				switch {
				case asText:
					return reports.WriteText(c.OutOrStdout(), r)
				case asMail:
					return mail(c, r, config.Contact)
				}
				runs, err := db.Runs(c.Context())
				if err != nil {
					return err
				}
				write := reports.Write
				if number != 0 {
					write = reports.Rewrite
				}
				page, err := write(cmp.Or(out, config.OutOr()), r, runs)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(c.OutOrStdout(), fileURL(page))
				return err
			})
		},
	}
	c.Flags().StringVar(&out, "out", "", "`folder` for the pages (default papertide-out)")
	c.Flags().BoolVar(&asText, "text", false, "print the first minute of the page for a terminal")
	c.Flags().BoolVar(&asMail, "mail", false, "print it as one message for sendmail -t")
	c.MarkFlagsMutuallyExclusive("text", "mail")
	c.MarkFlagsMutuallyExclusive("out", "text")
	c.MarkFlagsMutuallyExclusive("out", "mail")
	runFlag(c, s, &number)
	return c
}

// mail prints the message of a run to the user's own address.
func mail(c *cobra.Command, r history.Run, contact string) error {
	if contact == "" {
		return errors.New(`--mail needs your address: contact = "me@example.org" in papertide.toml`)
	}
	return reports.WriteMail(c.OutOrStdout(), r, contact)
}

// runFlag adds --run to the commands that read what a run said.
func runFlag(c *cobra.Command, s *shared, number *int) {
	c.Flags().IntVar(number, "run", 0, "`number` of the run (default: the latest)")
	completeFlag(c, "run", runNumbers(s))
}

// storedRun reads what a run said; number 0 means the latest.
func storedRun(c *cobra.Command, s *shared, db *history.DB, number int) (history.Run, error) {
	if err := knownRun(c, s, db, number); err != nil {
		return history.Run{}, err
	}
	return db.Run(c.Context(), number)
}

// knownRun refuses the number of a run that is not there, and a history without
// one; number 0 stands for any, if it is not the user who said it.
func knownRun(c *cobra.Command, s *shared, db *history.DB, number int) error {
	runs, err := db.Runs(c.Context())
	switch {
	case err != nil:
		return err
	case len(runs) == 0:
		return errNoRun(s)
	case number < 0 || number > len(runs), number == 0 && c.Flags().Changed("run"):
		return usageError{fmt.Errorf("--run %d: %s has %s", number, s.db, upTo(len(runs))), c.CommandPath()}
	}
	return nil
}

func upTo(runs int) string {
	if runs == 1 {
		return "run 1 alone"
	}
	return fmt.Sprintf("runs 1 to %d", runs)
}
