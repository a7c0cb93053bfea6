package pipeline

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
	"papertide/analysis/lsa"
	"papertide/analysis/text"
	"papertide/analysis/tfidf"
	"papertide/analysis/topics"
	"papertide/pipeline/history"
)

var livedCorpus = flag.String("lived", "", "corpus whose past is lived period by period: hf_daily takes two minutes, arxiv_2010_2016 half an hour")

// TestByPeriodOnRealPapers lives the past of a corpus and holds identity to its
// aims: how many papers keep their topic from run to run, how many leave it
// without an event that says so, how many labels change, and how much worse the
// last clustering is than one from scratch. Then every run is made again.
//
//	go test ./pipeline -run ByPeriodOnRealPapers -v -timeout 0 -args -lived hf_daily
func TestByPeriodOnRealPapers(t *testing.T) {
	o := livedOptions(t)
	var began []time.Time // of each step
	last := ""
	o.Progress = func(stage string, _, _ int64) {
		if period, _, is := strings.Cut(stage, ":"); is && period != last {
			last, began = period, append(began, time.Now())
		}
	}
	out := mustLive(t, o)
	began = append(began, time.Now())
	info, err := os.Stat(o.DB)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d runs by %s, %d papers, %d topics: %.1f s in all, %.2f s a run, %.2f s the last; database %.1f MiB, memory %.0f MiB",
		out.Runs, out.Period, out.PapersTotal, out.Topics, out.Seconds.Total, out.Seconds.Total/float64(out.Runs),
		began[len(began)-1].Sub(began[len(began)-2]).Seconds(), float64(info.Size())/(1<<20), out.PeakMiB)

	db, err := history.Open(t.Context(), o.DB)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var kept, unexplained, renamed []float64
	events := map[topics.EventKind]int{}
	before := history.Run{}
	for n := 1; n <= out.Run; n++ {
		now, err := db.Run(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if n > 1 {
			c := compareRuns(before, now)
			kept, unexplained, renamed = append(kept, c.kept), append(unexplained, c.unexplained), append(renamed, c.renamed)
			t.Logf("run %d, as of %s: %d papers, %d topics; kept %.1f %%, unexplained %.1f %%, renamed %.1f %% (%s)",
				n, now.AsOf, len(now.Papers), len(now.Topics), 100*c.kept, 100*c.unexplained, 100*c.renamed, strings.Join(c.names, "; "))
		}
		for _, e := range now.Events {
			events[e.Kind]++
		}
		before = now
	}
	t.Logf("kept: median %.2f %%, mean %.2f %%, least %.1f %%", 100*median(kept), 100*mean(kept), 100*slices.Min(kept))
	t.Logf("moved without an event: median %.2f %%, mean %.2f %%, most %.1f %%", 100*median(unexplained), 100*mean(unexplained), 100*slices.Max(unexplained))
	t.Logf("labels changed: median %.2f %%, mean %.2f %%, most %.1f %%", 100*median(renamed), 100*mean(renamed), 100*slices.Max(renamed))
	t.Logf("events: %v, %.2f a run", events, float64(sum(events))/float64(out.Runs))
	if median(kept) < .98 || mean(unexplained) > .01 || mean(renamed) > .02 {
		t.Error("aims: 98 % kept, 1 % moved without an event, 2 % of labels changed")
	}

	worse, modularity := againstFresh(t, db, before)
	t.Logf("objective against fresh fits %+.2f %%, modularity %+.2f %%", 100*worse, 100*modularity)
	if worse > .01 {
		t.Error("aim: within 1 % of a fresh fit")
	}
	start := time.Now()
	verifyAll(t, o, out.Runs)
	t.Logf("verified in %.1f s", time.Since(start).Seconds())
}

// livedOptions are those of a corpus that lies beside some checkouts.
func livedOptions(t *testing.T) Options {
	t.Helper()
	if *livedCorpus == "" {
		t.Skip("takes minutes; -args -lived hf_daily")
	}
	file := filepath.Join("..", "..", "shared", "corpora", *livedCorpus+".jsonl.gz")
	if _, err := os.Stat(file); err != nil {
		t.Skip("no corpora beside this checkout")
	}
	o := inDir(t.TempDir(), file)
	o.ByPeriod, o.Settings.PeriodAuto = true, true
	return o
}

// TestByPeriodIsAsSeparateRunsOnRealPapers runs the periods of a corpus one by
// one, each from a file of its own, and finds the same digests, pages and
// exports.
func TestByPeriodIsAsSeparateRunsOnRealPapers(t *testing.T) {
	o := livedOptions(t)
	out := mustLive(t, o)
	unit, err := calendar.ParseUnit(out.Period)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(o.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[calendar.Period][]byte{}
	for lines := bufio.NewReader(unzipped); ; {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		var r struct{ Date calendar.Date }
		if err := errors.Join(err, json.Unmarshal(line, &r)); err != nil {
			t.Fatal(err)
		}
		p, _ := r.Date.In(unit)
		parts[p] = append(parts[p], line...)
	}
	one := inDir(t.TempDir())
	one.Settings.Unit = unit
	part := filepath.Join(filepath.Dir(one.DB), "part.jsonl")
	for _, p := range slices.SortedFunc(maps.Keys(parts), func(a, b calendar.Period) int { return int(a.Index - b.Index) }) {
		if err := os.WriteFile(part, parts[p], 0o644); err != nil {
			t.Fatal(err)
		}
		one.Files = []string{part}
		mustLive(t, one)
	}
	want, got := said(t, one), said(t, o)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d pages, digests and exports, want %d", len(got), len(want))
	}
}

// comparison is what changed between two runs, as shares.
type comparison struct {
	kept        float64  // of papers of both, those in the same topic
	unexplained float64  // those in another one that no event brought or ended
	renamed     float64  // of topics of both, those with another name
	names       []string // old and new
}

func compareRuns(before, now history.Run) (c comparison) {
	was := map[string]topics.ID{}
	for row, p := range before.Papers {
		was[p.ID] = before.Topics[before.Of[row]].ID
	}
	brought, ended := map[topics.ID]bool{}, map[topics.ID]bool{}
	for _, e := range now.Events {
		for _, id := range e.To {
			brought[id] = brought[id] || !slices.Contains(e.From, id)
		}
		for _, id := range e.From {
			ended[id] = ended[id] || !slices.Contains(e.To, id)
		}
	}
	both := 0.
	for row, p := range now.Papers {
		from, known := was[p.ID]
		if !known {
			continue
		}
		both++
		switch to := now.Topics[now.Of[row]].ID; {
		case from == to:
			c.kept++
		case !brought[to] && !ended[from]:
			c.unexplained++
		}
	}
	c.kept /= both
	c.unexplained /= both
	name := map[topics.ID]string{}
	for _, topic := range before.Topics {
		name[topic.ID] = topic.Name()
	}
	both = 0
	for _, topic := range now.Topics {
		if old, known := name[topic.ID]; known {
			both++
			if old != topic.Name() {
				c.renamed++
				c.names = append(c.names, topic.ID.String()+" "+old+" → "+topic.Name())
			}
		}
	}
	c.renamed /= both
	return c
}

// againstFresh compares the clustering of the newest run with fits from scratch
// to as many topics (the best of several starts, mean of three): by how much
// the sum of squared distances is larger, and modularity.
func againstFresh(t *testing.T, db *history.DB, r history.Run) (objective, modularity float64) {
	t.Helper()
	state, err := db.Start(t.Context(), r.Number)
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseSettings(r.Settings)
	if err != nil {
		t.Fatal(err)
	}
	docs := text.Docs{Len: len(state.Papers), Read: state.Texts}
	_, counts, err := tfidf.Fit(docs, tfidf.Default())
	if err != nil {
		t.Fatal(err)
	}
	dense := lsa.Fit(counts, lsa.Default(), c.stream("lsa")).Project(counts, 2)
	g := graph.Nearest(dense, neighbours(docs.Len), graph.Default(), c.stream("neighbours"))
	x := g.Smooth(dense, 2)
	const seeds, gamma = 3, 2
	fresh, freshModularity := 0., 0.
	for seed := range uint64(seeds) {
		fit := kmeans.Fit(kmeans.Dense(x), len(r.Topics), kmeans.Default(), seed)
		fresh += squaredDistances(x, fit.Of) / seeds
		freshModularity += g.Modularity(fit.Of, gamma) / seeds
	}
	return squaredDistances(x, r.Of)/fresh - 1, g.Modularity(r.Of, gamma)/freshModularity - 1
}

// squaredDistances of points to the mean of their cluster, summed: of each
// cluster Σ|x|² − |Σx|²/n.
func squaredDistances(x blas32.General, of []int32) float64 {
	k := int(slices.Max(of)) + 1
	total, size, all := make([]float64, k*x.Cols), make([]float64, k), 0.
	for i, c := range of {
		size[c]++
		for j, v := range x.Data[i*x.Stride:][:x.Cols] {
			all += float64(v) * float64(v)
			total[int(c)*x.Cols+j] += float64(v)
		}
	}
	for i, v := range total {
		if n := size[i/x.Cols]; n > 0 {
			all -= v * v / n
		}
	}
	return all
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

func mean(v []float64) float64 {
	total := 0.
	for _, x := range v {
		total += x
	}
	return total / float64(len(v))
}

func sum(events map[topics.EventKind]int) (n int) {
	for _, count := range events {
		n += count
	}
	return n
}
