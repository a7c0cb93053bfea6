package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
)

// restedIndex is the place of a topic among those of a run that rest or are
// hidden and hold no paper, or −1.
func restedIndex(r history.Run, id string) int {
	for i := range r.Rested {
		if r.Rested[i].ID.String() == id {
			return i
		}
	}
	return -1
}

// printRested shows what is known of a topic that holds no paper now.
func printRested(c *cobra.Command, db *history.DB, r history.Run, index int) error {
	w, t := c.OutOrStdout(), r.Rested[index]
	rows := [][]string{
		{t.ID.String(), titled(120, t.Label, t.Renamed, r.Corrected(t.ID))},
		{"state", fmt.Sprintf("%s: it holds no paper in run %d", t.State, r.Number)},
		{"key terms", cell(labels(t.Terms), 200)},
		{"born", fmt.Sprintf("run %d, as of %s", t.BornRun, t.BornAsOf)},
	}
	events, err := db.Events(c.Context())
	if err != nil {
		return err
	}
	for _, e := range events {
		of := func(n history.Named) bool { return n.ID == t.ID }
		if e.Run <= r.Number && (slices.ContainsFunc(e.From, of) || slices.ContainsFunc(e.To, of)) {
			rows = append(rows, []string{"last event", fmt.Sprintf("%s in run %d, as of %s: %s", e.Kind, e.Run, e.AsOf, cell(happened(e), 120))})
			break
		}
	}
	if err := table(w, rows); err != nil {
		return err
	}
	if len(t.Last) == 0 {
		return nil
	}
	fmt.Fprintln(w, "\nThe papers that it held last, the most typical first, and where they are now:")
	papers := [][]string{}
	for _, row := range t.Last {
		p, now := r.Papers[row], ""
		if of := r.Of[row]; of >= 0 {
			now = r.Topics[of].ID.String()
		}
		papers = append(papers, []string{p.Date.String(), cell(p.ID, 30), now, cell(p.Title, 120)})
	}
	return table(w, papers)
}
