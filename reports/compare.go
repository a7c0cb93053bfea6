package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// A Comparison is how the shares of topics, themes and watched topics, which
// are tested apart, differ between two ranges of periods. Each list is in order
// of the evidence.
type Comparison struct {
	Title                       string // of the history
	Run                         int    // whose memberships are compared
	AsOf                        calendar.Date
	Before, After               calendar.Range
	PapersBefore, PapersAfter   int    // of all topics
	Where                       string // which papers, as the user wrote it; "" for all
	FirstReported               bool   // shares as the runs said that first saw the periods whole
	Topics, Themes, WatchedOnes []Compared
	Notes                       []string
}

// Compared is one topic of a comparison.
type Compared struct {
	ID   topics.ID
	Name string
	trends.Change
}

// family is one list of a comparison with its heading.
type family struct {
	Heading string
	All     []Compared
}

// families lists what is not empty.
func (c Comparison) families() (all []family) {
	for _, f := range []family{{"topic", c.Topics}, {"theme", c.Themes}, {"watched topic", c.WatchedOnes}} {
		if len(f.All) > 0 {
			all = append(all, f)
		}
	}
	return all
}

// head says in one line what is compared.
func (c Comparison) head() string {
	s := fmt.Sprintf("%s (%s) against %s (%s), run %d as of %s", c.After, counted(c.PapersAfter, "paper"), c.Before, counted(c.PapersBefore, "paper"), c.Run, c.AsOf)
	if c.Where != "" {
		s += ", " + c.Where
	}
	if c.FirstReported {
		s += ", as first reported"
	}
	return s
}

// comparedCells are a topic's cells: both shares, the change in percentage
// points, each with its 95 % interval, the false-alarm risk and the verdict.
func (x Compared) comparedCells() [5]string {
	change := points(x.Difference) + " pp [" + points(x.Low) + ", " + points(x.High) + "]"
	before, after := shareCell(x.Before), shareCell(x.After)
	if x.Before.Total == 0 || x.After.Total == 0 {
		change = "–"
	}
	if x.Untested != "" {
		return [5]string{before, after, change, "–", x.Untested}
	}
	return [5]string{before, after, change, risk(x.Q), string(x.Verdict)}
}

func shareCell(s trends.Share) string {
	if s.Total == 0 {
		return "–"
	}
	return percent(s.Value, s.Total) + " " + interval(s)
}

// points writes a fraction as percentage points with a sign.
func points(f float64) string {
	s := fmt.Sprintf("%+.1f", 100*f)
	if s == "+0.0" || s == "-0.0" {
		return "±0.0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// risk writes a false-alarm risk: three decimals below .1, else two.
func risk(q float64) string {
	switch {
	case q < .001:
		return "< 0.001"
	case q < .1:
		return fmt.Sprintf("%.3f", q)
	}
	return fmt.Sprintf("%.2f", q)
}

// ComparisonText writes a comparison as aligned tables for a terminal. clean
// makes a name safe to print.
func ComparisonText(w io.Writer, c Comparison, clean func(string) string) error {
	fmt.Fprintln(w, clean(c.head()))
	for _, f := range c.families() {
		fmt.Fprintln(w)
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(t, "%s\t\t%s\t%s\tchange\trisk\t\n", f.Heading, c.Before, c.After)
		for _, x := range f.All {
			cells := x.comparedCells()
			fmt.Fprintf(t, "%s\t%s\t%s\n", x.ID, clean(x.Name), strings.Join(cells[:], "\t"))
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	fmt.Fprintln(w, "\nshares and changes with 95 % intervals; risk: false-alarm risk (q); ~: nothing is shown to have changed")
	for _, note := range c.Notes {
		fmt.Fprintln(w, "note: "+clean(note))
	}
	return nil
}

// comparisonJSON is what ComparisonJSON writes.
type comparisonJSON struct {
	Run           int            `json:"run"`
	AsOf          calendar.Date  `json:"as_of"`
	Before        string         `json:"before"`
	After         string         `json:"after"`
	PapersBefore  int            `json:"papers_before"`
	PapersAfter   int            `json:"papers_after"`
	Where         string         `json:"where,omitempty"`
	FirstReported bool           `json:"as_first_reported"`
	Topics        []comparedJSON `json:"topics"`
	Themes        []comparedJSON `json:"themes"`
	Watched       []comparedJSON `json:"watched"`
	Notes         []string       `json:"notes"`
}

type comparedJSON struct {
	Topic    topics.ID      `json:"topic"`
	Label    string         `json:"label"`
	Before   shareJSON      `json:"before"`
	After    shareJSON      `json:"after"`
	ChangePP float64        `json:"change_pp"`
	LowPP    float64        `json:"low_pp"`
	HighPP   float64        `json:"high_pp"`
	P        *float64       `json:"p"` // null: not tested
	Q        *float64       `json:"q"`
	Verdict  trends.Verdict `json:"verdict"`
	Untested string         `json:"untested,omitempty"`
}

type shareJSON struct {
	Papers int     `json:"papers"`
	Total  int     `json:"total"`
	Share  float64 `json:"share"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// ComparisonJSON writes a comparison as one JSON object. Shares are fractions
// of 1, changes percentage points.
func ComparisonJSON(w io.Writer, c Comparison) error {
	list := func(all []Compared) []comparedJSON {
		out := make([]comparedJSON, len(all))
		for i, x := range all {
			out[i] = comparedJSON{
				Topic: x.ID, Label: x.Name, Before: sharedJSON(x.Before), After: sharedJSON(x.After),
				ChangePP: six(100 * x.Difference), LowPP: six(100 * x.Low), HighPP: six(100 * x.High),
				Verdict: x.Verdict, Untested: x.Untested,
			}
			if x.Untested == "" {
				p, q := six(x.P), six(x.Q)
				out[i].P, out[i].Q = &p, &q
			}
		}
		return out
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(comparisonJSON{
		Run: c.Run, AsOf: c.AsOf, Before: c.Before.String(), After: c.After.String(), PapersBefore: c.PapersBefore, PapersAfter: c.PapersAfter,
		Where: c.Where, FirstReported: c.FirstReported, Topics: list(c.Topics), Themes: list(c.Themes), Watched: list(c.WatchedOnes),
		Notes: append([]string{}, c.Notes...),
	})
}

func sharedJSON(s trends.Share) shareJSON {
	return shareJSON{s.Papers, s.Total, six(s.Value), six(s.Low), six(s.High)}
}

// six rounds to six significant digits, as exports do.
func six(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return fractionDatum(x).number
}

// comparisonPage is the HTML form.
type comparisonPage struct {
	shell
	Eyebrow, Headline, Rest string
	Families                []comparisonTable
	Notes                   []string
}

type comparisonTable struct {
	Heading, Before, After string
	Rows                   []comparisonRow
}

type comparisonRow struct {
	ID, Name string
	Cells    [5]string
	Class    string // of the verdict
}

// ComparisonHTML returns a comparison as a page of its own.
func ComparisonHTML(c Comparison) ([]byte, error) {
	title := cmp.Or(c.Title, "papertide")
	p := comparisonPage{
		shell:   shipped.shell(fmt.Sprintf("%s against %s · %s", c.After, c.Before, title), shipped.archive),
		Eyebrow: shown(title, longestLabel), Headline: fmt.Sprintf("%s against %s.", c.After, c.Before), Rest: c.head(), Notes: c.Notes,
	}
	for _, f := range c.families() {
		t := comparisonTable{Heading: f.Heading, Before: c.Before.String(), After: c.After.String()}
		for _, x := range f.All {
			class := map[trends.Verdict]string{trends.Rising: "up", trends.Falling: "dn"}[x.Verdict]
			t.Rows = append(t.Rows, comparisonRow{x.ID.String(), shown(x.Name, longestLabel), x.comparedCells(), class})
		}
		p.Families = append(p.Families, t)
	}
	return execute("comparison", p)
}
