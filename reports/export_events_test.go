package reports

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

func exportEvents() []history.Event {
	named := func(id, name string) history.Named { return history.Named{ID: topicID(id), Name: name} }
	return []history.Event{
		{
			Run: 3, AsOf: exportDate("2025-06-24"), Kind: topics.Split, From: []history.Named{named("T007", "diffusion")},
			To: []history.Named{named("T007", "diffusion"), named("T012", "masked denoising")}, Overlap: 2. / 3, Papers: []string{"2404.02905", "h:0;a"},
		},
		{Run: 3, AsOf: exportDate("2025-06-24"), Kind: topics.Death, From: []history.Named{named("T003", "old matters")}},
		{Run: 1, AsOf: exportDate("2025-05-30"), Kind: topics.Birth, To: []history.Named{named("T007", "")}, Overlap: 1, Papers: []string{"2404.02905"}},
	}
}

func TestExportEvents(t *testing.T) {
	const head = "run,as_of,kind,from,to,overlap,papers\n"
	split := "3,2025-06-24,split,T007,T007;T012,0.666667,\"2404.02905;h:0,a\"\n"
	death := "3,2025-06-24,death,T003,,0,\n"
	birth := "1,2025-05-30,birth,,T007,1,2404.02905\n"
	for _, c := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, head + split + death + birth},
		{Filter{Topic: topicID("T007")}, head + split + birth},
		{Filter{Topic: topicID("T012"), Period: exportPeriod("2025-06")}, head + split},
		{Filter{Period: exportPeriod("2025-05")}, head + birth},
		{Filter{Topic: topicID("T099")}, head},
	} {
		got := exported(t, func(w io.Writer) error { return ExportEvents(w, CSV, exportEvents(), c.filter) })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.filter, diff)
		}
	}
	got := exported(t, func(w io.Writer) error {
		return ExportEvents(w, JSONL, exportEvents(), Filter{Topic: topicID("T003")})
	})
	want := `{"run":3,"as_of":"2025-06-24","kind":"death","from":"T003","to":null,"overlap":0,"papers":null}` + "\n"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
