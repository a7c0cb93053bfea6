package reports

import (
	"encoding/json"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"papertide/analysis/topics"
	"papertide/analysis/trends"
)

// The interactive charts are built here, with go-echarts, and leave as JSON
// for ECharts' setOption: never through go-echarts' own Render, which prints
// option strings as live script. What go-echarts cannot say (labels at the ends
// of lines, colours that follow light and dark) the page's script adds;
// formatters stand in the options by name ("@shares") and are looked up there.

// mapLimit is the number of papers on the interactive map, the newest.
const mapLimit = 8000

// option turns a chart into plain values, ready for encoding/json.
func option(c interface {
	Validate()
	JSON() map[string]any
},
) (map[string]any, error) {
	c.Validate()
	o := c.JSON()
	delete(o, "color") // the tokens of the page, not go-echarts' palette
	delete(o, "title")
	delete(o, "toolbox")
	b, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	var plain map[string]any
	return plain, json.Unmarshal(b, &plain)
}

// compareChart holds the line of every topic, theme and watched topic. Each is
// three series: the lower end of its interval, what lies between the ends
// (stacked upon it: the band), and the share itself, all in per cent. The
// script shows the chosen ones.
func (v *view) compareChart() (map[string]any, error) {
	c := charts.NewLine()
	v.timeOptions(&c.RectChart, "compare", upper(v.lineWords()))
	c.SetXAxis(v.addresses())
	c.MultiSeries = append(c.MultiSeries, v.guardSeries())
	for _, k := range v.kinds {
		for i, t := range k.topics {
			id, name := t.ID.String(), v.names[t.ID]
			part := func(suffix, stack string, value func(trends.Share) float64) charts.SingleSeries {
				return charts.SingleSeries{
					Id: id + suffix, Name: name, Type: types.ChartLine, Stack: stack, Symbol: "none",
					ConnectNulls: opts.Bool(false), Data: v.points(k.lines[i], value),
				}
			}
			line := part("", "", func(s trends.Share) float64 { return s.Value })
			line.Symbol, line.SymbolSize = "circle", 6
			line.ShowSymbol = opts.Bool(v.few())
			if unstable(t) {
				line.LineStyle = &opts.LineStyle{Type: "dotted"}
			}
			c.MultiSeries = append(c.MultiSeries,
				part(" low", id, func(s trends.Share) float64 { return s.Low }),
				part(" band", id, func(s trends.Share) float64 { return s.High - s.Low }),
				line)
		}
	}
	return option(c)
}

// themesChart stacks the shares of the themes to the whole.
func (v *view) themesChart() (map[string]any, error) {
	c := charts.NewLine()
	v.timeOptions(&c.RectChart, "themes", "")
	c.SetXAxis(v.addresses()[:v.reported+1])
	c.YAxisList[0].Max, c.YAxisList[0].MaxInterval = 100, 25
	if len(v.Counts.Periods) <= mostDrawn {
		c.DataZoomList = nil
	}
	for i := len(v.Themes) - 1; i >= 0; i-- { // the largest on top
		t := v.Themes[i]
		c.MultiSeries = append(c.MultiSeries, charts.SingleSeries{
			Id: t.ID.String(), Name: v.names[t.ID], Type: types.ChartLine, Stack: "themes", Symbol: "none",
			AreaStyle: &opts.AreaStyle{}, Emphasis: &opts.Emphasis{Focus: "series"},
			Data: v.points(v.kinds[topics.IsTheme].lines[i], func(s trends.Share) float64 { return s.Value })[:v.reported+1],
		})
	}
	return option(c)
}

// mapChart places the papers, one series a theme (or one for all), each point
// x, y and its place in the page's list of papers.
func (v *view) mapChart(order []int) (map[string]any, error) {
	c := charts.NewScatter()
	c.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{ChartID: "map"}),
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item", Formatter: "@paper"}),
		charts.WithXAxisOpts(opts.XAxis{Show: opts.Bool(false), Type: "value", Min: -60, Max: 1060}),
		charts.WithYAxisOpts(opts.YAxis{Show: opts.Bool(false), Type: "value", Min: -30, Max: 1030}),
		charts.WithGridOpts(opts.Grid{Left: "6", Right: "6", Top: "6", Bottom: "6"}),
		charts.WithDataZoomOpts(
			opts.DataZoom{Type: "inside", XAxisIndex: 0, FilterMode: "none"},
			opts.DataZoom{Type: "inside", YAxisIndex: 0, FilterMode: "none"}),
	)
	spot := v.placed(0, 1000, 0, 1000)
	points := make([][][3]int, len(v.Themes)+1)
	for i, row := range order {
		theme := len(v.Themes)
		if t := v.topic(row); t != nil {
			for k := range v.Themes {
				if v.Themes[k].ID == t.Theme {
					theme = k
				}
			}
		}
		points[theme] = append(points[theme], [3]int{int(math.Round(spot[row][0])), int(math.Round(spot[row][1])), i})
	}
	for k, data := range points {
		if len(data) == 0 {
			continue
		}
		s := charts.SingleSeries{Id: "papers", Name: "papers", Type: types.ChartScatter, Data: data}
		if k < len(v.Themes) {
			s.Id, s.Name = v.Themes[k].ID.String(), v.names[v.Themes[k].ID]
		}
		c.MultiSeries = append(c.MultiSeries, s)
	}
	return option(c)
}

// timeOptions are what the charts over time have in common.
func (v *view) timeOptions(c *charts.RectChart, id, axis string) {
	c.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{ChartID: id}),
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis", Formatter: types.FuncStr("@" + id)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: &opts.AxisTick{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Formatter: "@period", HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Name: axis, Min: 0, AxisLabel: &opts.AxisLabel{Formatter: "@percent"}}),
	)
	if n := len(v.Counts.Periods); n > 26 {
		zoom := opts.DataZoom{Type: "slider", XAxisIndex: 0, FilterMode: "none"}
		if n > mostDrawn { // longer histories open on their newest part
			zoom.Start, zoom.End = float32(100*(n-mostDrawn)/n), 100
		}
		c.SetGlobalOptions(charts.WithDataZoomOpts(zoom))
	}
}

// guardSeries is empty and carries the strips that mark low and unfinished
// periods, and lines where a source begins or ends.
func (v *view) guardSeries() charts.SingleSeries {
	s := charts.SingleSeries{Id: "guard", Type: types.ChartLine, Symbol: "none", Data: make([]any, len(v.Counts.Periods))}
	strip := func(name string, from, to int) {
		pair := []opts.MarkAreaData{
			{Name: name, XAxis: v.Counts.Periods[from].Period.String()},
			{XAxis: v.Counts.Periods[to].Period.String()},
		}
		charts.WithMarkAreaData(pair)(&s)
	}
	low := v.marked(trends.LowVolume)
	for _, m := range v.Marks {
		if m.Kind != trends.LowVolume {
			charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: shown(m.Text, longestLabel), XAxis: m.Period.String()})(&s)
		}
	}
	for i := 0; i < len(v.Counts.Periods); i++ {
		if !low[i] {
			continue
		}
		from := i
		for low[i+1] {
			i++
		}
		if i > from { // a strip from one point to itself has no width
			strip("low volume", from, i)
		}
	}
	if n := len(v.Counts.Periods); v.unfinished() {
		strip(counted(v.Counts.Periods[n-1].Papers, "paper")+" so far", max(0, n-2), n-1)
	}
	return s
}

func (v *view) addresses() []string {
	out := make([]string, len(v.Counts.Periods))
	for i, p := range v.Counts.Periods {
		out[i] = p.Period.String()
	}
	return out
}

// points are percentages with two decimals, null where there is no point.
func (v *view) points(shares []trends.Share, value func(trends.Share) float64) []any {
	out := make([]any, len(shares))
	for i, s := range shares {
		if v.drawn(i, s) {
			out[i] = math.Round(10000*value(s)) / 100
		}
	}
	return out
}
