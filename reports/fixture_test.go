package reports

import (
	"fmt"
	"math"
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// The Runs below are small and made by hand, with intervals that are simple
// rather than right: pages print numbers, they do not make them.

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func id(kind topics.Kind, n int) topics.ID { return topics.ID{Kind: kind, Number: n} }

// share is papers of total with an interval of ± 1/√total, cut to 0 and 1.
func share(papers, total int) trends.Share {
	s := trends.Share{Papers: papers, Total: total, High: 1}
	if total > 0 {
		s.Value = float64(papers) / float64(total)
		half := 1 / math.Sqrt(float64(total))
		s.Low, s.High = max(0, s.Value-half), min(1, s.Value+half)
	}
	return s
}

// count fills the counts and shares of a Run from its papers, its topics and
// their themes; the periods before complete ones from the last of them on are
// complete.
func count(r *history.Run, lastComplete string) {
	var first, last calendar.Period
	dated := 0
	at := make([]calendar.Period, len(r.Papers))
	ok := make([]bool, len(r.Papers))
	for i, p := range r.Papers {
		if at[i], ok[i] = p.Date.In(r.Unit); !ok[i] {
			r.Counts.Undated++
			continue
		}
		if dated == 0 || at[i].Index < first.Index {
			first = at[i]
		}
		if dated == 0 || at[i].Index > last.Index {
			last = at[i]
		}
		dated++
	}
	r.Counts.Unit = r.Unit
	theme := make(map[topics.ID]int)
	for k, t := range r.Themes {
		theme[t.ID] = k
	}
	perTopic, perTheme := make([]int, len(r.Topics)), make([]int, len(r.Themes))
	r.Counts.Topic = make([][]int, len(r.Topics))
	r.Shares, r.ThemeShares = make([][]trends.Share, len(r.Topics)), make([][]trends.Share, len(r.Themes))
	for p := first; dated > 0 && p.Index <= last.Index; p = p.Add(1) {
		n, byTopic, byTheme := 0, make([]int, len(r.Topics)), make([]int, len(r.Themes))
		for i := range r.Papers {
			if ok[i] && at[i] == p {
				n++
				byTopic[r.Of[i]]++
				if k, has := theme[r.Topics[r.Of[i]].Theme]; has {
					byTheme[k]++
				}
			}
		}
		info := trends.PeriodInfo{Period: p, Papers: n, Complete: p.String() <= lastComplete}
		if info.Complete {
			r.Reported = p
		}
		r.Counts.Periods = append(r.Counts.Periods, info)
		for t, c := range byTopic {
			perTopic[t] += c
			r.Counts.Topic[t] = append(r.Counts.Topic[t], c)
			r.Shares[t] = append(r.Shares[t], share(c, n))
		}
		for t, c := range byTheme {
			perTheme[t] += c
			r.ThemeShares[t] = append(r.ThemeShares[t], share(c, n))
		}
	}
	if dated > 0 && r.Reported == (calendar.Period{}) {
		r.Reported = last
	}
	for t := range r.Topics {
		r.Overall = append(r.Overall, share(perTopic[t], dated))
	}
	countWatched(r, at, ok, dated)
	for t := range r.Themes {
		r.OverallThemes = append(r.OverallThemes, share(perTheme[t], dated))
	}
}

// countWatched fills the shares of the watched topics.
func countWatched(r *history.Run, at []calendar.Period, ok []bool, dated int) {
	r.WatchedShares = make([][]trends.Share, len(r.Watched))
	for i, rows := range r.WatchedRows {
		r.Watched[i].Papers, r.Watched[i].State = len(rows), topics.Living
		all := 0
		for _, p := range r.Counts.Periods {
			n := 0
			for _, row := range rows {
				if ok[row] && at[row] == p.Period {
					n++
				}
			}
			all += n
			r.WatchedShares[i] = append(r.WatchedShares[i], share(n, p.Papers))
		}
		r.OverallWatched = append(r.OverallWatched, share(all, dated))
	}
}

// common fills what does not depend on dates.
func common(r *history.Run) {
	r.Number, r.Version, r.Title = 3, "v0.1.0", "Daily Papers"
	r.Settings = `{"period":"week","k":0,"themes":0,"space":"lsa","weights":"bm25","seed":1,"stop_words":["benchmark"]}`
	r.PapersSHA256 = "62fd96f7fdcc54b89ccdaa9acb9410bf717fc0154bfb7da8cec615f3431c146e"
	r.Coherence, r.Diversity = 0.0912, 0.883
	size := make([]int, len(r.Topics))
	for i := range r.Papers {
		size[r.Of[i]]++
		r.Similarity = append(r.Similarity, 0.4+float32(i%7)/20)
		a := 2.4 * float64(r.Of[i])
		r.Spot = append(r.Spot, [2]float32{float32(math.Round(100*math.Cos(a)) + float64(i%9)*4), float32(math.Round(100*math.Sin(a)) + float64(i%5)*5)})
	}
	for t := range r.Topics {
		r.Topics[t].Papers = size[t]
		r.Topics[t].State = topics.Living
	}
}

// streamRun is eleven weeks of papers and a Monday, in three topics and two
// themes, with everything that papers can carry.
func streamRun(t testing.TB) history.Run {
	r := history.Run{Unit: calendar.Week, AsOf: date(t, "2025-06-30")}
	two, none := 2, 0
	for week := range 11 {
		for i := range 3 + (week*5)%4 {
			n := len(r.Papers)
			d := calendar.Date{Day: date(t, "2025-04-14").Day + int32(7*week+i%5), Precision: calendar.ToDay}
			p := corpus.Paper{ID: fmt.Sprintf("2504.%05d", n), Title: fmt.Sprintf("Paper %d on Learning from Feedback", n), Date: d, Upvotes: &none}
			p.URL = "https://huggingface.co/papers/" + p.ID
			if week == 10 && i == 0 {
				p.Upvotes, p.CodeURL, p.ProjectURL = &two, "https://github.com/a/b", "https://a.example/project"
				p.Title = `Titles with <b>markup</b> & "quotes"`
			}
			r.Papers = append(r.Papers, p)
			r.Of = append(r.Of, int32((n+week)%3))
		}
	}
	r.Papers = append(r.Papers,
		corpus.Paper{ID: "late", Title: "A Paper of an Unfinished Week", Date: date(t, "2025-06-30"), DOI: "10.1000/x(1)"},
		corpus.Paper{ID: "undated", Title: "A Paper without a Date", URL: "javascript:alert(1)"})
	r.Of = append(r.Of, 0, 1)
	r.Topics = []topics.Topic{
		{ID: id(topics.IsTopic, 17), Label: []string{"reinforcement learning", "verifiable rewards"}, Terms: []string{"GRPO", "reward", "policy"}, Theme: id(topics.IsTheme, 1), Stability: 0.73, Typical: []int{0, 3}, Nearest: []topics.ID{id(topics.IsTopic, 4)}, BornRun: 1},
		{ID: id(topics.IsTopic, 4), Label: []string{"video generation"}, Terms: []string{"video", "frames"}, Theme: id(topics.IsTheme, 2), Stability: 0.41, BornRun: 2, BornAsOf: date(t, "2025-06-23")},
		{ID: id(topics.IsTopic, 9), Terms: []string{"speech"}, Theme: id(topics.IsTheme, 2), Stability: -1, Renamed: true},
	}
	r.Themes = []topics.Topic{
		{ID: id(topics.IsTheme, 2), Label: []string{"Generation"}, Stability: -1},
		{ID: id(topics.IsTheme, 1), Label: []string{"Alignment & RL"}, Stability: -1},
	}
	r.Rested = []topics.Topic{{ID: id(topics.IsTopic, 2), Label: []string{"chatbots"}}}
	last := int32(len(r.Papers) - 3) // with the one before, of the reported week
	r.Watched = []topics.Topic{
		{ID: id(topics.IsWatched, 2), Label: []string{"visual autoregressive (VAR)"}, Terms: []string{"VAR"}, Stability: -1},
		{ID: id(topics.IsWatched, 1), Label: []string{"speculative <decoding>"}, Terms: []string{"speculative decoding"}, Stability: -1},
		{ID: id(topics.IsWatched, 5), Label: []string{"nothing yet"}, Stability: -1},
	}
	r.WatchedRows = [][]int32{{2, 9, last - 1, last}, {3, last}, nil}
	r.Homes = []topics.Home{{Topic: r.Topics[0].ID, Papers: 3}, {Topic: r.Topics[1].ID, Papers: 2, Is: true}, {}}
	common(&r)
	r.Topics[1].State = topics.Waiting
	count(&r, "2025-W26")
	r.Similarity[len(r.Papers)-3] = 0.01
	r.Events = []topics.Event{
		{Kind: topics.Split, From: []topics.ID{id(topics.IsTopic, 17)}, To: []topics.ID{id(topics.IsTopic, 17), id(topics.IsTopic, 9)}, Overlap: 0.68},
		{Kind: topics.Merge, From: []topics.ID{id(topics.IsTopic, 2)}, To: []topics.ID{id(topics.IsTopic, 4)}, Overlap: 0.9},
		{Kind: topics.Birth, To: []topics.ID{id(topics.IsTopic, 9)}},
	}
	r.Warnings = []string{"1 paper without a date: in topics, but counted in no period"}
	return r
}

// selectionRun is a search result over five years, most papers known by title
// alone.
func selectionRun(t testing.TB) history.Run {
	r := history.Run{Unit: calendar.Year, AsOf: date(t, "2025-11-20"), Selection: &history.Selection{
		From: date(t, "2021-03-02"), To: date(t, "2025-11-20"), Captured: date(t, "2025-12-08"), Phrase: "autoregressive", Holding: 21,
	}}
	for i, d := range []string{
		"2021-03-02", "2023-05-10", "2023-06-01", "2023", "2024-01-20", "2024-02-21", "2024-03-22", "2024-04-23", "2024-05-24", "2024-06-25",
		"2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01", "2025-09-01", "2025-10-01", "2025-11-20", "",
	} {
		p := corpus.Paper{ID: fmt.Sprintf("title-%02d", i), Title: fmt.Sprintf("Autoregressive Models, Part %d", i), Date: date(t, d), Page: true}
		if i == 20 {
			p.CodeURL = "https://huggingface.co/a/model"
		}
		r.Papers = append(r.Papers, p)
		r.Of = append(r.Of, int32(i%2))
	}
	r.Topics = []topics.Topic{
		{ID: id(topics.IsTopic, 1), Label: []string{"visual autoregressive (VAR)"}, Terms: []string{"VAR", "next-scale prediction"}, Stability: 0.8, BornRun: 1},
		{ID: id(topics.IsTopic, 2), Label: []string{"speculative decoding"}, Terms: []string{"draft", "tokens"}, Stability: 0.9, BornRun: 1},
	}
	r.Watched = []topics.Topic{{ID: id(topics.IsWatched, 1), Label: []string{"visual autoregressive (VAR)"}, Terms: []string{"VAR"}, Stability: -1}}
	r.WatchedRows, r.Homes = [][]int32{{4, 8, 14, 21}}, []topics.Home{{}}
	common(&r)
	count(&r, "2025")
	r.Similarity[5] = 0.02
	return r
}

// oneWeekRun is a single complete week.
func oneWeekRun(t testing.TB) history.Run {
	r := history.Run{Unit: calendar.Week, AsOf: date(t, "2025-06-29")}
	for i := range 4 {
		r.Papers = append(r.Papers, corpus.Paper{ID: fmt.Sprintf("2506.%05d", i), Title: fmt.Sprintf("Paper %d", i), Date: date(t, "2025-06-25")})
		r.Of = append(r.Of, int32(i/3))
	}
	r.Topics = []topics.Topic{
		{ID: id(topics.IsTopic, 1), Label: []string{"agents"}, Terms: []string{"agent"}, Stability: -1, BornRun: 1},
		{ID: id(topics.IsTopic, 2), Label: []string{"medical imaging"}, Terms: []string{"MRI"}, Stability: -1, BornRun: 1},
	}
	common(&r)
	count(&r, "2025-W26")
	return r
}

// undatedRun has no date at all.
func undatedRun(t testing.TB) history.Run {
	r := oneWeekRun(t)
	for i := range r.Papers {
		r.Papers[i].Date = calendar.Date{}
		r.Papers[i].Source = "library.bib"
	}
	r.AsOf, r.Reported, r.Counts, r.Shares, r.Overall = calendar.Date{}, calendar.Period{}, trends.Counts{}, nil, nil
	count(&r, "")
	return r
}

func summaryOf(r history.Run) history.Summary {
	return history.Summary{
		Number: r.Number, AsOf: r.AsOf, Title: r.Title, Unit: r.Unit, Reported: r.Reported, New: 12, Papers: len(r.Papers),
		Topics: len(r.Topics), Events: []string{"split: reinforcement learning"}, Version: r.Version, Movers: r.Called().Movers,
	}
}

// everywhere is a folder that holds every page.
func everywhere(string) bool { return true }

// again counts a run anew after its papers or topics changed.
func again(r *history.Run, lastComplete string) {
	number := r.Number
	r.Shares, r.ThemeShares, r.Overall, r.OverallThemes, r.OverallWatched, r.Similarity, r.Spot = nil, nil, nil, nil, nil, nil, nil
	r.Counts.Periods, r.Counts.Topic, r.Counts.Undated = nil, nil, 0
	common(r)
	r.Number = number
	count(r, lastComplete)
}
