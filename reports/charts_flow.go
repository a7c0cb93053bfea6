package reports

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"papertide/analysis/topics"
)

// leastFlow is the number of papers from which a flow is drawn.
const leastFlow = 5

// changedFlows are the flows of the topics that gave papers to another one or
// took some, those that stayed included; the others would be straight bands
// that hide what changed.
func (v *view) changedFlows() []topics.Flow {
	known := func(id topics.ID) bool { return id.Number == 0 || v.names[id] != "" }
	changed := map[topics.ID]bool{}
	for _, f := range v.Flow.Flows {
		if f.From != f.To && f.From.Number > 0 && f.To.Number > 0 && f.Papers >= leastFlow {
			changed[f.From], changed[f.To] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(v.Flow.Flows), func(f topics.Flow) bool {
		return f.Papers < leastFlow || f.To.Number == 0 || !changed[f.To] || !known(f.From) || !known(f.To) ||
			f.From.Number > 0 && !changed[f.From]
	})
}

// flowChart shows where the papers of changed topics went since an earlier run.
// Nodes are named "then T017" and "now T017", and "since" for later papers.
func (v *view) flowChart(flows []topics.Flow) (map[string]any, error) {
	c := charts.NewSankey()
	c.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{ChartID: "flow"}),
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item", Formatter: "@flow"}),
	)
	var nodes []opts.SankeyNode
	var links []opts.SankeyLink
	seen := map[string]bool{}
	node := func(name string, depth int) string {
		if !seen[name] {
			seen[name] = true
			nodes = append(nodes, opts.SankeyNode{Name: name, Depth: &depth})
		}
		return name
	}
	for _, f := range flows {
		from := "since"
		if f.From.Number > 0 {
			from = "then " + f.From.String()
		}
		links = append(links, opts.SankeyLink{Source: node(from, 0), Target: node("now "+f.To.String(), 1), Value: float32(f.Papers)})
	}
	c.AddSeries("flow", nodes, links)
	return option(c)
}

// flowSection frames the flow of papers.
type flowSection struct{ Summary, Note string }

// flow is the frame of the flow chart; nil where no topic changed.
func (v *view) flow(flows []topics.Flow) *flowSection {
	if len(flows) == 0 || v.Flow.Reported.IsZero() {
		return nil
	}
	since := monthOf(v.Flow.Reported)
	return &flowSection{
		Summary: "Where the papers went since " + since + " (diagram)",
		Note: "Only topics that gave papers to another one or took some since the run of " + v.Flow.Reported.Long() +
			"; flows of " + spelt(leastFlow) + " papers or more. Teal: papers that changed topic. Grey: papers that stayed, or came later.",
	}
}
