package reports

import (
	"cmp"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"papertide/analysis/topics"
)

// heatMap is the chart of topics by period, each cell coloured by the topic's
// share against its own average; cells without a paper have a mark of their
// own. The rows stand in the order of the middle of a topic's papers, the
// newest on top.
func (v *view) heatMap() (map[string]any, error) {
	k := &v.kinds[topics.IsTopic]
	rows := make([]int, len(k.topics))
	middle := make([]float64, len(k.topics))
	for t := range rows {
		rows[t] = t
		sum, weight := 0.0, 0.0
		for i, s := range k.shares[t] {
			if v.drawn(i, s) {
				sum += float64(float64(i) * s.Value)
				weight += s.Value
			}
		}
		if weight > 0 {
			middle[t] = sum / weight
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(middle[b], middle[a]) })

	first := v.firstDrawn()
	for first < v.reported && !v.drawn(first, k.lines[0][first]) {
		first++
	}
	var names []string
	var cells, empty []any
	for y, t := range rows {
		names = append(names, k.topics[t].ID.String())
		for i := first; i <= v.reported; i++ {
			s := k.lines[t][i]
			switch {
			case !v.drawn(i, s):
			case s.Papers == 0:
				empty = append(empty, [3]int{i - first, y, 0})
			default:
				cells = append(cells, [3]any{i - first, y, math.Round(100*s.Value/max(k.overall[t].Value, 1e-9)) / 100})
			}
		}
	}
	c := charts.NewHeatMap()
	c.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{ChartID: "heat"}),
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item", Formatter: "@heat"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: v.addresses()[first : v.reported+1], AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Formatter: "@period", HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: names, AxisLabel: &opts.AxisLabel{Formatter: "@topic"}}),
		charts.WithVisualMapOpts(opts.VisualMap{Type: "piecewise", Pieces: []opts.Piece{
			{Lt: 0.5, Color: "--h0"}, {Gte: 0.5, Lt: 0.8, Color: "--h1"}, {Gte: 0.8, Lt: 1.25, Color: "--h2"}, {Gte: 1.25, Lt: 2, Color: "--h3"}, {Gte: 2, Color: "--h4"},
		}}),
	)
	c.MultiSeries = append(c.MultiSeries,
		charts.SingleSeries{Id: "cells", Type: types.ChartHeatMap, Data: cells},
		charts.SingleSeries{Id: "empty", Type: types.ChartScatter, Data: empty})
	return option(c)
}

// heated reports whether the topics' shares fill a heat map.
func (v *view) heated() bool {
	return v.Selection == nil && v.trending() && !v.few() && len(v.Topics) > 1
}
