package topics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
	"papertide/analysis/text"
)

func topicID(n int) ID { return ID{IsTopic, n} }

// Papers 1, 3, 5, 6 of eight were fitted: 1, 3 and 5 stand at 0° (T001), 6 at
// 90° (T002). The others, with the topics they had:
//
//	0  at 80°, new              → T002
//	2  at 46°, had T001         → stays: squared distances 2 − 2·cos of 46° and
//	                              44° are .6107 and .5613, nearer by .0494 only
//	4  at 60°, had T001         → T002: 1 and .2679
//	7  at 5°, had T003, which the user made one with T002 → T002
//
// so both have four papers.
func TestExtendByHand(t *testing.T) {
	s := around([]float64{0, 0, 0, 90}, [][]int32{{1}, {0}, {0}, {}})
	s.Points = kmeans.Dense(s.Dense)
	r := Result{
		Of: []int32{0, 0, 0, 1},
		Topics: []Topic{
			{ID: topicID(1), Theme: ID{IsTheme, 1}, Papers: 3, Typical: []int{0, 1}, Medoid: 0},
			{ID: topicID(2), Theme: ID{IsTheme, 2}, Papers: 1, Typical: []int{3}, Medoid: 3},
		},
		Themes:      []Topic{{ID: ID{IsTheme, 1}, Papers: 3, Typical: []int{2}, Medoid: 2}, {ID: ID{IsTheme, 2}, Papers: 1, Typical: []int{3}, Medoid: 3}},
		Rested:      []Topic{{ID: topicID(3), Last: []int{1}}, {ID: topicID(4)}},
		Events:      []Event{{Kind: Merge, Papers: []int{2, 0}}},
		Corrections: []Correction{{Kind: ToMerge, Topics: []ID{topicID(2), topicID(3)}}},
		Similarity:  []float32{1, 1, 1, 1}, Position: [][2]float32{{-1, 0}, {1, 0}}, Spot: make([][2]float32, 4),
		Resampled: [][]int32{{0, -1, 1, -1}},
	}
	past := Past{
		Of: []ID{{}, topicID(1), topicID(1), topicID(1), topicID(1), topicID(2), topicID(2), topicID(3)},
		Topics: []Topic{
			{ID: topicID(1)},
			{ID: topicID(2)},
			{ID: topicID(3), Medoid: 7, Typical: []int{7}},
			{ID: topicID(4), Medoid: 4, Typical: []int{4, 2}, Last: []int{4, 2}},
		},
	}
	o := Default()
	o.Hysteresis = .05
	e := Extend(s, r, []int32{1, 3, 5, 6}, past, o)
	rest := around([]float64{80, 46, 60, 5}, make([][]int32, 4))
	rest.Graph = graph.Graph{
		Start: []int64{0, 1, 1, 3, 3}, To: []int32{3, 0, 3}, Weight: []float32{1, .5, 1}, Names: []bool{true, true, true},
	}
	e.Add(Others{Rows: []int32{0, 2, 4, 7}, Points: kmeans.Dense(rest.Dense), Dense: rest.Dense, Near: rest.Graph})
	got := e.Result()

	cos := func(degrees float64) float32 { return float32(math.Cos(degrees * math.Pi / 180)) }
	same := func(what string, want, got any) {
		t.Helper()
		if d := cmp.Diff(want, got, cmp.Comparer(func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-6 })); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	same("of", []int32{1, 0, 0, 0, 1, 0, 1, 1}, got.Of)
	same("similarity", []float32{cos(10), 1, cos(46), 1, cos(30), 1, 1, cos(85)}, got.Similarity)
	same("topics", []Topic{
		{ID: topicID(1), Theme: ID{IsTheme, 1}, Papers: 4, Typical: []int{1, 3, 5}, Medoid: 1},
		{ID: topicID(2), Theme: ID{IsTheme, 2}, Papers: 4, Typical: []int{6, 0, 4}, Medoid: 6},
	}, got.Topics)
	same("themes", []Topic{
		{ID: ID{IsTheme, 1}, Papers: 4, Typical: []int{5}, Medoid: 5}, {ID: ID{IsTheme, 2}, Papers: 4, Typical: []int{6}, Medoid: 6},
	}, got.Themes)
	same("rested", []Topic{
		{ID: topicID(3), Medoid: 7, Typical: []int{7}, Last: []int{3}},
		{ID: topicID(4), Medoid: 4, Typical: []int{4, 2}, Last: []int{4, 2}},
	}, got.Rested)
	same("events", []Event{{Kind: Merge, Papers: []int{5, 1}}}, got.Events)
	same("resampled", [][]int32{{-1, 0, -1, -1, -1, 1, -1, -1}}, got.Resampled)
	// Paper 4 lies between its own topic, T002 at 1 with the weight of its
	// similarity, and its neighbours' at −1 (.5) and 1 (1); its residual in
	// coordinate 0 is cos 60° − 0, times jitter.
	x := (cos(30)*1 - .5 + 1) / (cos(30) + 1.5)
	same("spot", x+jitter*cos(60), got.Spot[4][0])
}

// A topic that outgrows another among the others comes before it, with its
// place on the map.
func TestExtendOrder(t *testing.T) {
	s := around([]float64{0, 0, 90}, make([][]int32, 3))
	s.Points = kmeans.Dense(s.Dense)
	r := Result{
		Of: []int32{0, 0, 1}, Topics: []Topic{{ID: topicID(7)}, {ID: topicID(9)}},
		Similarity: []float32{1, 1, 1}, Position: [][2]float32{{-1, 0}, {1, 0}}, Spot: make([][2]float32, 3),
	}
	e := Extend(s, r, []int32{0, 1, 2}, Past{Of: make([]ID, 5)}, Default())
	more := around([]float64{90, 91}, make([][]int32, 2))
	e.Add(Others{Rows: []int32{3, 4}, Points: kmeans.Dense(more.Dense), Dense: more.Dense, Near: more.Graph})
	got := e.Result()
	if d := cmp.Diff([]int32{1, 1, 0, 0, 0}, got.Of); d != "" {
		t.Error(d)
	}
	if got.Topics[0].ID != topicID(9) || got.Position[0] != [2]float32{1, 0} || got.Topics[0].Papers != 3 {
		t.Errorf("%+v at %v", got.Topics, got.Position)
	}
}

// Papers 0 to 8 of TestWatchedRules as the fit (rows 10 to 18 among all), and
// others judged beside them: 0 holds the phrase, 1 one acronym among papers
// that hold the phrase, 2 one acronym elsewhere, 3 nothing near the seeds.
func TestWatcherAdds(t *testing.T) {
	docs := []string{"T\nvisual autoregressive models", "T\nvisual autoregressive model", "T\na", "T\nb", "T\nc", "T\nd", "T\ne", "T\nf", "T\ng"}
	s := around([]float64{0, 0, 90, 90, 90, 90, 90, 90, 90}, make([][]int32, 9))
	watches := []Watch{{Name: "VAR", Terms: []string{"visual autoregressive", "VAR"}, Seeds: []int32{0, 1}}}
	f := text.NewFinder(WatchedTerms(watches), text.Default(), nil)
	rows := []int32{10, 11, 12, 13, 14, 15, 16, 17, 18}
	w := NewWatcher(s, rows, watches, f, f.Find(docs, 1))
	others := around([]float64{90, 90, 90, 0}, [][]int32{{}, {0, 1, 2}, {2, 3}, {0, 1}})
	w.Add(Others{Rows: []int32{3, 5, 7, 9}, Dense: others.Dense, Near: others.Graph},
		f.Find([]string{"T\nvisual autoregressive", "T\nVAR", "T\nVAR", "T\nnothing"}, 1))
	got := w.Tell(Past{}, Result{Of: make([]int32, 19), Topics: []Topic{{ID: topicID(1), Papers: 19}}}, Default())
	// The acronym is believed where 3 times as many of the neighbours as of all
	// papers hold the phrase: 2 of 3 against 2 of 9 is exactly thrice, not more.
	if d := cmp.Diff([][]int32{{3, 10, 11}}, got.Rows); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{10, 11}, got.Topics[0].Typical); d != "" {
		t.Error(d)
	}
}
