package reports

import (
	"cmp"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// periodsChart compares two periods: per topic the share before and after,
// each with its interval. The script fills it with the chosen topics.
func (v *view) periodsChart() (map[string]any, error) {
	c := charts.NewCustom()
	c.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{ChartID: "periods"}),
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item", Formatter: "@periods"}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Position: "top", AxisLabel: &opts.AxisLabel{Formatter: "@percent"}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category"}),
	)
	c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
		Id: "periods", Type: types.ChartCustom, RenderItem: "@dumbbell",
		Encode: &opts.Encode{X: []int{2, 3, 5, 6}, Y: 1},
	})
	return option(c)
}

// pairView is a comparison of two periods that the page offers. Shares and
// differences are fractions of 1, with six digits.
type pairView struct {
	Name    string       `json:"name"`
	Before  string       `json:"before"` // as the command line takes it
	After   string       `json:"after"`
	Was     string       `json:"was"` // in words
	Now     string       `json:"now"`
	Changes []changeView `json:"changes"` // topics, themes, watched topics in the island's order
}

type changeView struct {
	Before  [5]float64 `json:"b"` // papers, total, share, low, high
	After   [5]float64 `json:"a"`
	Change  [3]float64 `json:"d"` // difference, low, high
	Risk    string     `json:"q"`
	Verdict string     `json:"v"` // glyph; the reason where nothing was tested
}

func (v *view) pairs() []pairView {
	var out []pairView
	for n, p := range v.Trends.Pairs {
		view := pairView{
			Name: shown(p.Name, longestTitle), Before: p.Before.String(), After: p.After.String(),
			Was: rangeWords(p.Before), Now: rangeWords(p.After),
		}
		for _, k := range v.kinds {
			for i := range k.topics {
				var c trends.Change
				if n < len(k.Pairs) && k.Pairs[n].Before == p.Before && k.Pairs[n].After == p.After && i < len(k.Pairs[n].Changes) {
					c = k.Pairs[n].Changes[i]
				}
				view.Changes = append(view.Changes, newChangeView(c))
			}
		}
		out = append(out, view)
	}
	return out
}

func newChangeView(c trends.Change) changeView {
	share := func(s trends.Share) [5]float64 {
		return [5]float64{float64(s.Papers), float64(s.Total), six(s.Value), six(s.Low), six(s.High)}
	}
	verdict := glyphs[c.Verdict][0] + " " + string(c.Verdict)
	if c.Verdict == trends.NoEvidence {
		verdict = "~"
	}
	if c.Untested != "" {
		verdict = shown(c.Untested, longestLabel)
	}
	return changeView{
		share(c.Before), share(c.After),
		[3]float64{six(c.Difference), six(c.Low), six(c.High)},
		riskOf(c), cmp.Or(verdict, "–"),
	}
}

// rangeWords writes a range by its dates: "7 October 2024 to 5 January 2025".
func rangeWords(r calendar.Range) string {
	switch {
	case r.First == r.Last:
		return r.First.Long()
	case r.First.Unit == calendar.Week:
		return r.First.Start().Long() + " to " + r.Last.End().Long()
	}
	return r.First.Long() + " to " + r.Last.Long()
}

// compared reports whether the page offers two periods to compare.
func (v *view) compared() bool {
	return len(v.Trends.Pairs) > 0 && len(v.Trends.Pairs[0].Changes) == len(v.Topics) && v.kinds[topics.IsTopic].tested()
}
