package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"papertide/pipeline/history"
	"papertide/reports"
)

func topicsCommand(s *shared) *cobra.Command {
	var number int
	var asJSON bool
	c := &cobra.Command{
		Use:   "topics",
		Short: "List the topics, show one with its papers, or name one",
		Example: `  papertide topics
  papertide topics show T017
  papertide topics rename T017 "GUI agents"
  papertide topics --json | jq '.coherence'`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := storedRun(c, s, db, number)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(c.OutOrStdout(), topicList(r))
				}
				return printTopics(c.OutOrStdout(), r)
			})
		},
	}
	runFlag(c, s, &number)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, with coherence and diversity of the key terms")
	c.AddCommand(topicsShowCommand(s), topicsRenameCommand(s))
	return c
}

func topicsShowCommand(s *shared) *cobra.Command {
	var number int
	c := &cobra.Command{
		Use:   "show TOPIC",
		Short: "Show one topic: label, key terms, share, nearest topics, all its papers",
		Long: `Show one topic: label, key terms, share, nearest topics, all its papers. Of a
topic that rests, which holds no paper now, what is known is shown: what became
of it, and the papers that it held last.`,
		Example: "  papertide topics show T017",
		Args:    cobra.ExactArgs(1),

		ValidArgsFunction: completeFirst(topicIDs(s, "T")),
		RunE: func(c *cobra.Command, args []string) error {
			return withHistory(c.Context(), s, func(db *history.DB) error {
				r, err := storedRun(c, s, db, number)
				if err != nil {
					return err
				}
				for i := range r.Topics {
					if r.Topics[i].ID.String() == args[0] {
						return printTopic(c.OutOrStdout(), r, i)
					}
				}
				if i := restedIndex(r, args[0]); i >= 0 {
					return printRested(c, db, r, i)
				}
				return fmt.Errorf("run %d has no topic %q; papertide topics lists them", r.Number, args[0])
			})
		},
	}
	runFlag(c, s, &number)
	return c
}

// listed is a topic in the JSON of `papertide topics`.
type listed struct {
	Topic     string   `json:"topic"`
	Label     []string `json:"label"`
	Renamed   bool     `json:"renamed"`   // by the user
	Corrected []string `json:"corrected"` // by the user, in words
	Terms     []string `json:"terms"`
	Theme     string   `json:"theme,omitempty"`
	Papers    int      `json:"papers"`
	Share     float64  `json:"share"`
	ShareLow  float64  `json:"share_low"`
	ShareHigh float64  `json:"share_high"`
	Stability *float64 `json:"stability"` // null: not measured
	Coherence float64  `json:"coherence"`
	State     string   `json:"state"`
	BornRun   int      `json:"born_run"`
}

type topicsJSON struct {
	Run       int      `json:"run"`
	AsOf      string   `json:"as_of"`
	Coherence float64  `json:"coherence"`
	Diversity float64  `json:"diversity"`
	Topics    []listed `json:"topics"`
}

func topicList(r history.Run) topicsJSON {
	out := topicsJSON{Run: r.Number, AsOf: r.AsOf.String(), Coherence: r.Coherence, Diversity: r.Diversity, Topics: []listed{}}
	for i, t := range r.Topics {
		l := listed{
			Topic: t.ID.String(), Label: t.Label, Renamed: t.Renamed, Corrected: append([]string{}, r.Corrected(t.ID)...), Terms: t.Terms, Theme: t.Theme.String(), Papers: t.Papers,
			Share: r.Overall[i].Value, ShareLow: r.Overall[i].Low, ShareHigh: r.Overall[i].High,
			Coherence: t.Coherence, State: string(t.State), BornRun: t.BornRun,
		}
		if t.Stability >= 0 {
			l.Stability = &t.Stability
		}
		out.Topics = append(out.Topics, l)
	}
	return out
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func printTopics(w io.Writer, r history.Run) error {
	rows := [][]string{{"topic", "papers", "share", "95 % interval", "label", "key terms"}}
	for i, t := range r.Topics {
		o := r.Overall[i]
		rows = append(rows, []string{
			t.ID.String(), strconv.Itoa(t.Papers), percentOf(o.Value, o.Total), "[" + percentOf(o.Low, o.Total) + ", " + percentOf(o.High, o.Total) + "]",
			titled(60, t.Label, t.Renamed, r.Corrected(t.ID)), cell(labels(t.Terms), 60),
		})
	}
	return table(w, rows)
}

// titled is a topic's label in so many characters, or the name that the user
// gave it, and what else the user made of it.
func titled(width int, label []string, renamed bool, corrected []string) string {
	title := cell(labels(label), width)
	if renamed && len(label) > 0 {
		title = cell(label[0], width)
		corrected = append([]string{"named"}, corrected...)
	}
	if len(corrected) > 0 {
		title += " (" + strings.Join(corrected, ", ") + " by you)"
	}
	return title
}

// percentOf is a share of total papers, or a dash where there are none.
func percentOf(f float64, total int) string {
	if total == 0 {
		return "–"
	}
	return percent(f)
}

func percent(f float64) string { return fmt.Sprintf("%.1f %%", 100*f) }

func printTopic(w io.Writer, r history.Run, index int) error {
	t, o := r.Topics[index], r.Overall[index]
	name := map[string]string{}
	for _, other := range r.Topics {
		name[other.ID.String()] = other.Name()
	}
	for _, theme := range r.Themes {
		name[theme.ID.String()] = theme.Name()
	}
	rows := [][]string{
		{t.ID.String(), titled(120, t.Label, t.Renamed, r.Corrected(t.ID))},
		{"papers", fmt.Sprintf("%d of %d", t.Papers, len(r.Papers))},
		{"share", fmt.Sprintf("%s [%s, %s], of %d dated papers", percent(o.Value), percent(o.Low), percent(o.High), o.Total)},
		{"key terms", cell(labels(t.Terms), 200)},
	}
	if t.Stability >= 0 {
		rows = append(rows, []string{"stability", fmt.Sprintf("%.2f", t.Stability)})
	}
	if id := t.Theme.String(); id != "" {
		rows = append(rows, []string{"theme", id + " " + cell(name[id], 80)})
	}
	for i, said := range reports.ChangeInWords(r, t.ID) {
		rows = append(rows, []string{[]string{"change", ""}[min(i, 1)], said})
	}
	rows = append(rows, attributed(r, index)...)
	for _, near := range t.Nearest {
		rows = append(rows, []string{"near", near.String() + " " + cell(name[near.String()], 80)})
	}
	if err := table(w, rows); err != nil {
		return err
	}
	fmt.Fprintln(w)
	papers := [][]string{}
	for row, of := range r.Of {
		if int(of) == index {
			p := r.Papers[row]
			papers = append(papers, []string{p.Date.String(), cell(p.ID, 30), cell(p.Title, 120)})
		}
	}
	return table(w, papers)
}
