package reports

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/trends"
	"papertide/pipeline/history"
)

// T007 was tested on the short horizon, and the history is too short for the
// long one. Of the change since the baseline was first reported, .5 − .25 comes
// from papers and .25 − .5 from re-clustering. The watched topic was not tested; its windows
// hold no paper.
func TestExportMovers(t *testing.T) {
	r := exportRun()
	r.Trends.Trends = make([]trends.Trend, len(r.Topics))
	r.Trends.Trends[0] = trends.Trend{
		Movers: []trends.Mover{{Horizon: trends.Short, Held: 3, Change: trends.Change{
			Before: trends.Share{Papers: 1, Total: 4, Value: .25}, After: trends.Share{Papers: 1, Total: 2, Value: .5},
			Difference: .25, Low: -.125, High: .6, P: .015625, Q: 1. / 3, Verdict: trends.Rising,
		}}},
		Evidence: trends.Evidence{E: 123.4567891, Since: exportPeriod("2025-W20"), Direction: trends.Rising, Confirmed: true},
	}
	r.Attributed = []history.Attributed{{
		Window:  trends.Window{Horizon: trends.Short},
		Topics:  []trends.Attribution{{Recent: 1, RecentAll: 2, Now: 1, Then: 2, Base: 4, Known: true}, {}},
		Watched: []trends.Attribution{{}},
	}}
	r.WatchedTrends.Trends = []trends.Trend{{Movers: []trends.Mover{{Horizon: trends.Short, Change: trends.Change{Untested: "needs 5, has 2", Verdict: trends.NoEvidence}}}}}

	var b bytes.Buffer
	if err := ExportMovers(&b, CSV, r, Filter{Topic: topicID("T007")}); err != nil {
		t.Fatal(err)
	}
	const head = "topic,label,horizon,before,after,change_pp,low_pp,high_pp,p,q,verdict,held,e,since,confirmed,from_papers_pp,from_reclustering_pp\n"
	want := head +
		"T007,diffusion language models · masked denoising,short,0.25,0.5,25,-12.5,60,0.015625,0.333333,rising,3,123.457,2025-W20,true,25,-25\n" +
		"T007,diffusion language models · masked denoising,long,,,,,,,,~,0,123.457,2025-W20,true,,\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := ExportMovers(&b, CSV, r, Filter{Topic: r.Watched[0].ID}); err != nil {
		t.Fatal(err)
	}
	id, name := r.Watched[0].ID.String(), fullLabel(r.Watched[0])
	want = head + id + "," + name + ",short,,,,,,,,~,0,0,,false,,\n" + id + "," + name + ",long,,,,,,,,~,0,0,,false,,\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	if err := ExportMovers(&b, CSV, r, Filter{Period: exportPeriod("2025-W25")}); err == nil {
		t.Error("movers were divided by period")
	}
}
