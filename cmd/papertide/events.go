package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
)

func eventsCommand(s *shared) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "events",
		Short: "List what happened to topics in all runs, newest first",
		Long: `List the events of all runs, newest first: births, deaths, splits, merges,
revivals and regroupings of topics and edits by the user, from which topics to
which, under the names that they had then, with the share of papers that carries
the event and the papers that show it.`,
		Example: `  papertide events
  papertide events --json | jq '.[] | select(.kind == "birth")'`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				if err := knownRun(c, s, db, 0); err != nil {
					return err
				}
				events, err := db.Events(c.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(c.OutOrStdout(), eventList(events))
				}
				return printEvents(c.OutOrStdout(), events)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// eventJSON is an event in the JSON of `papertide events`.
type eventJSON struct {
	Run     int         `json:"run"`
	AsOf    string      `json:"as_of"`
	Kind    string      `json:"kind"`
	From    []namedJSON `json:"from"`
	To      []namedJSON `json:"to"`
	Overlap float64     `json:"overlap"`
	Papers  []string    `json:"papers"`
}

type namedJSON struct {
	Topic string `json:"topic"`
	Name  string `json:"name"`
}

func eventList(events []history.Event) []eventJSON {
	list := func(all []history.Named) []namedJSON {
		out := []namedJSON{}
		for _, n := range all {
			out = append(out, namedJSON{n.ID.String(), n.Name})
		}
		return out
	}
	all := []eventJSON{}
	for _, e := range events {
		all = append(all, eventJSON{e.Run, e.AsOf.String(), string(e.Kind), list(e.From), list(e.To), e.Overlap, append([]string{}, e.Papers...)})
	}
	return all
}

func printEvents(w io.Writer, events []history.Event) error {
	if len(events) == 0 {
		_, err := fmt.Fprintln(w, "no events yet")
		return err
	}
	rows := [][]string{{"run", "as of", "kind", "topics", "overlap", "papers"}}
	for _, e := range events {
		rows = append(rows, []string{
			fmt.Sprint(e.Run), e.AsOf.String(), string(e.Kind), cell(happened(e), 100), fmt.Sprintf("%.0f %%", 100*e.Overlap), somePapers(e.Papers),
		})
	}
	return table(w, rows)
}

// happened says from which topics to which.
func happened(e history.Event) string {
	names := func(all []history.Named) string {
		var out []string
		for _, n := range all {
			out = append(out, strings.TrimSpace(n.ID.String()+" "+n.Name))
		}
		return strings.Join(out, ", ")
	}
	from, to := names(e.From), names(e.To)
	switch {
	case to == "" || from == to:
		return from
	case from == "":
		return to
	}
	return from + " → " + to
}

// somePapers lists the first papers of an event and says how many there are.
func somePapers(ids []string) string {
	const most = 3
	if len(ids) <= most {
		return cell(strings.Join(ids, ", "), 80)
	}
	return cell(fmt.Sprintf("%s … (%d)", strings.Join(ids[:most], ", "), len(ids)), 80)
}
