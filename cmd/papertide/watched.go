package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
	"papertide/reports"
)

func watchedCommand(s *shared) *cobra.Command {
	var number int
	var asJSON bool
	c := &cobra.Command{
		Use:   "watched",
		Short: "Show the watched topics: shares, change, this period's papers, where they lie",
		Long: `Show the topics that [[watch]] of the configuration defined when the run was
made: their shares, their papers of the reported period, and in which of the
discovered topics most of their papers lie.`,
		Example: `  papertide watched
  papertide export papers --topic W01`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := storedRun(c, s, db, number)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(c.OutOrStdout(), watchedList(r))
				}
				return printWatched(c.OutOrStdout(), r)
			})
		},
	}
	runFlag(c, s, &number)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// watchedTopic is a watched topic in the JSON of `papertide watched`.
type watchedTopic struct {
	Watched   string    `json:"watched"`
	Name      string    `json:"name"`
	Terms     []string  `json:"terms"`
	Papers    int       `json:"papers"`
	Share     float64   `json:"share"`
	ShareLow  float64   `json:"share_low"`
	ShareHigh float64   `json:"share_high"`
	Recent    []string  `json:"papers_of_period"` // ids
	Home      *homeJSON `json:"lies_in"`          // null: most papers lie in no one topic
	Change    []string  `json:"change"`           // in words; empty where nothing is tested
	Happened  []string  `json:"happened"`
}

// homeJSON is the discovered topic in which most papers of a watched one lie.
type homeJSON struct {
	Topic  string `json:"topic"`
	Name   string `json:"name"`
	Papers int    `json:"papers"` // of the watched topic
	Of     int    `json:"of"`     // papers of the topic
	Is     bool   `json:"is"`     // they are most of it
	Since  string `json:"since"`
}

type watchedJSON struct {
	Run     int            `json:"run"`
	AsOf    string         `json:"as_of"`
	Period  string         `json:"period"`
	Watched []watchedTopic `json:"watched"`
}

func watchedList(r history.Run) watchedJSON {
	out := watchedJSON{Run: r.Number, AsOf: r.AsOf.String(), Period: r.Reported.String(), Watched: []watchedTopic{}}
	for i, t := range r.Watched {
		share, home := r.OverallWatched[i], r.Homes[i]
		w := watchedTopic{
			Watched: t.ID.String(), Name: t.Name(), Terms: append([]string{}, t.Terms...), Papers: t.Papers,
			Share: share.Value, ShareLow: share.Low, ShareHigh: share.High, Recent: []string{}, Happened: happenedTo(r, i),
			Change: append([]string{}, reports.ChangeInWords(r, t.ID)...),
		}
		for _, row := range reportedRows(r, i) {
			w.Recent = append(w.Recent, r.Papers[row].ID)
		}
		for _, d := range r.Topics {
			if d.ID == home.Topic {
				w.Home = &homeJSON{d.ID.String(), d.Name(), home.Papers, d.Papers, home.Is, home.Since.String()}
			}
		}
		out.Watched = append(out.Watched, w)
	}
	return out
}

// reportedRows lists the papers of the reported period that a watched topic has.
func reportedRows(r history.Run, watched int) (rows []int32) {
	for _, row := range r.WatchedRows[watched] {
		if p, ok := r.Papers[row].Date.In(r.Unit); ok && p == r.Reported {
			rows = append(rows, row)
		}
	}
	return rows
}

// happenedTo tells what happened in this run to the topic in which a watched
// one lies.
func happenedTo(r history.Run, watched int) []string {
	home, happened := r.Homes[watched], []string{}
	if home.News != "" {
		happened = append(happened, home.News)
	}
	for _, e := range r.Events {
		if slices.Contains(e.From, home.Topic) || slices.Contains(e.To, home.Topic) {
			happened = append(happened, fmt.Sprintf("%s of %s", e.Kind, home.Topic))
		}
	}
	return happened
}

func printWatched(w io.Writer, r history.Run) error {
	if len(r.Watched) == 0 {
		_, err := fmt.Fprintln(w, "no watched topics; [[watch]] in papertide.toml defines them")
		return err
	}
	list := watchedList(r)
	rows := [][]string{{"topic", "name", "papers", "share", "95 % interval", cmp.Or(list.Period, "period"), "lies in"}}
	for _, t := range list.Watched {
		home := "–"
		if h := t.Home; h != nil {
			home = fmt.Sprintf("%s %s: %d of its %d papers, since %s", h.Topic, h.Name, h.Papers, h.Of, h.Since)
		}
		rows = append(rows, []string{
			t.Watched, cell(t.Name, 40), strconv.Itoa(t.Papers), percent(t.Share), "[" + percent(t.ShareLow) + ", " + percent(t.ShareHigh) + "]",
			strconv.Itoa(len(t.Recent)), cell(home, 100),
		})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	for i, t := range list.Watched {
		if len(t.Recent)+len(t.Happened)+len(t.Change) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s %s\n", t.Watched, cell(t.Name, 100))
		for _, text := range slices.Concat(t.Change, t.Happened) {
			fmt.Fprintln(w, "  "+cell(text, 300))
		}
		papers := [][]string{}
		for _, row := range reportedRows(r, i) {
			p := r.Papers[row]
			papers = append(papers, []string{"  " + p.Date.String(), cell(p.ID, 30), cell(p.Title, 120)})
		}
		if err := table(w, papers); err != nil {
			return err
		}
	}
	return nil
}
