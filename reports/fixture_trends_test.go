package reports

import (
	"fmt"
	"testing"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

// longRun is sixty weeks and a Monday of papers in fourteen topics, with a
// verdict of every kind: 0 confirmed and below its peak, 1 confirmed without a
// test that passes, 2 confirmed to fall, 3 squeezed, 4 newly rising, 5 once
// confirmed, 6 unstable, 7 waiting; the others show nothing.
func longRun(t testing.TB) history.Run {
	r := history.Run{Unit: calendar.Week, AsOf: date(t, "2025-06-30")}
	first := date(t, "2024-05-06").Day
	names := []string{
		"reinforcement learning", "long chain-of-thought reasoning of multimodal large language models", "long context", "3D Gaussian splatting", "multimodal LLMs", "GUI agents",
		"generative AI", "game development", "speech", "robots", "image editing", "weight quantization", "retrieval", "medical images",
	}
	for week := range 61 {
		n := 6 + (week*7)%4
		if week == 34 || week == 35 {
			n = 4
		}
		if week == 60 {
			n = 3
		}
		for i := range n {
			row := len(r.Papers)
			likes := (row * 31) % 97
			p := corpus.Paper{
				ID: fmt.Sprintf("2505.%05d", row), Title: fmt.Sprintf("Paper %d on %s", row, names[(row+i)%14]),
				Date: calendar.Date{Day: first + int32(7*week+i%5), Precision: calendar.ToDay}, Upvotes: &likes,
			}
			if week == 60 {
				p.Date.Day = first + int32(7*week)
			}
			p.URL = "https://huggingface.co/papers/" + p.ID
			topic := int32((row*5 + week) % 14)
			if week > 48 && i%4 == 0 {
				topic = 0
			}
			r.Papers, r.Of = append(r.Papers, p), append(r.Of, topic)
		}
	}
	for i, name := range names {
		r.Topics = append(r.Topics, topics.Topic{
			ID: id(topics.IsTopic, i+1), Label: []string{name, "second phrase"}, Terms: []string{name, "term"}, Theme: id(topics.IsTheme, 1+i%3),
			Stability: 0.7, BornRun: 1, Typical: []int{i, i + 14}, Nearest: []topics.ID{id(topics.IsTopic, (i+1)%14+1)},
		})
	}
	r.Topics[6].Stability = 0.41
	for i, name := range []string{"Alignment & RL", "Reasoning", "3D"} {
		r.Themes = append(r.Themes, topics.Topic{ID: id(topics.IsTheme, i+1), Label: []string{name}, Stability: -1})
	}
	r.Rested = []topics.Topic{{ID: id(topics.IsTopic, 20), Label: []string{"inverse rendering"}}}
	r.Watched = []topics.Topic{
		{ID: id(topics.IsWatched, 1), Label: []string{"GRPO"}, Terms: []string{"GRPO"}, Stability: -1},
		{ID: id(topics.IsWatched, 2), Label: []string{"sparse autoencoders"}, Terms: []string{"SAE"}, Stability: -1},
	}
	r.WatchedRows, r.Homes = make([][]int32, 2), []topics.Home{{Topic: r.Topics[0].ID, Papers: 9}, {}}
	for row := range r.Papers {
		if row%11 == 0 {
			r.WatchedRows[row/11%2] = append(r.WatchedRows[row/11%2], int32(row))
		}
	}
	common(&r)
	r.Topics[7].State = topics.Waiting
	count(&r, "2025-W26")
	tested(&r)
	r.Events = []topics.Event{
		{Kind: topics.Split, From: []topics.ID{r.Topics[8].ID}, To: []topics.ID{r.Topics[8].ID, r.Topics[7].ID}, Overlap: 0.68},
		{Kind: topics.Merge, From: []topics.ID{r.Rested[0].ID}, To: []topics.ID{r.Topics[3].ID}, Overlap: 0.9},
	}
	r.Number = 60
	r.Before = history.Called{Run: 59, Reported: r.Reported.Add(-1), Movers: []history.CalledMover{
		{ID: r.Topics[0].ID, Name: names[0], Verdict: trends.Rising, Confirmed: true},
		{ID: r.Topics[1].ID, Name: names[1], Verdict: trends.Rising, Confirmed: true},
		{ID: r.Topics[8].ID, Name: "speech", Verdict: trends.Rising},
		{ID: r.Topics[9].ID, Name: "robots", Verdict: trends.Falling},
		{ID: r.Rested[0].ID, Name: "inverse rendering", Verdict: trends.Falling},
	}}
	r.Marks = []trends.Mark{{Period: r.Counts.Periods[34].Period, Kind: trends.LowVolume, Text: "4 papers, usually 18"}}
	r.Flow = history.Flow{Reported: r.Reported.Add(-13), Flows: []topics.Flow{
		{From: r.Topics[0].ID, To: r.Topics[0].ID, Papers: 20},
		{From: r.Topics[8].ID, To: r.Topics[7].ID, Papers: 12},
		{From: r.Topics[8].ID, To: r.Topics[8].ID, Papers: 30},
		{From: r.Rested[0].ID, To: r.Topics[3].ID, Papers: 15},
		{From: r.Topics[3].ID, To: r.Topics[3].ID, Papers: 11},
		{To: r.Topics[7].ID, Papers: 6},
	}}
	return r
}

// tested gives a run families in the shape that a pipeline fills, with simple
// intervals and verdicts by place in the list.
func tested(r *history.Run) {
	pool := func(shares []trends.Share, w calendar.Range) trends.Share {
		papers, total := 0, 0
		for i, p := range r.Counts.Periods {
			if p.Period.Index >= w.First.Index && p.Period.Index <= w.Last.Index {
				papers, total = papers+shares[i].Papers, total+p.Papers
			}
		}
		return share(papers, total)
	}
	change := func(shares []trends.Share, before, after calendar.Range) trends.Change {
		c := trends.Change{Before: pool(shares, before), After: pool(shares, after), P: 0.3, Q: 0.62, Verdict: trends.NoEvidence}
		c.Difference = c.After.Value - c.Before.Value
		c.Low, c.High = c.Difference-0.02, c.Difference+0.02
		return c
	}
	family := func(shares [][]trends.Share) trends.Family {
		f := trends.Family{Windows: trends.Windows(r.Counts), Rho: 0.005, Lag: 0.4}
		if len(f.Windows) == 0 {
			f.Notes = []string{fmt.Sprintf("no test yet: needs 8 complete %ss", r.Unit)}
			return f
		}
		for _, list := range shares {
			var t trends.Trend
			for _, w := range f.Windows {
				t.Movers = append(t.Movers, trends.Mover{Horizon: w.Horizon, Change: change(list, w.Base, w.Recent)})
			}
			rolling := make([]trends.Share, len(r.Counts.Periods))
			for i := 3; i < len(rolling) && r.Counts.Periods[i].Complete; i++ {
				rolling[i] = pool(list, calendar.Range{First: r.Counts.Periods[i-3].Period, Last: r.Counts.Periods[i].Period})
				if rolling[i].Value > t.Peak.Value {
					t.Peak, t.At = rolling[i], r.Counts.Periods[i].Period
				}
			}
			t.First, t.HalfLife = r.Counts.Periods[0].Period, 21
			f.Trends, f.Rolling = append(f.Trends, t), append(f.Rolling, rolling)
		}
		return f
	}
	say := func(t *trends.Trend, v trends.Verdict, q float64, e trends.Evidence) {
		m := &t.Movers[len(t.Movers)-1]
		m.Verdict, m.P, m.Q, m.Held = v, q/10, q, 5
		if fell := v != trends.Rising; fell == (m.Difference > 0) && v != trends.NoEvidence {
			m.Difference, m.Low, m.High = -m.Difference, -m.High, -m.Low
		}
		t.Evidence = e
	}
	r.Trends, r.ThemeTrends, r.WatchedTrends = family(r.Shares), family(r.ThemeShares), family(r.WatchedShares)
	if f := r.Trends.Trends; len(f) > 8 {
		since := r.Counts.Periods[40].Period
		say(&f[0], trends.Rising, 0.0004, trends.Evidence{E: 2000, Since: since, Direction: trends.Rising, Confirmed: true})
		f[0].Peak, f[0].At = share(9, 20), r.Counts.Periods[52].Period
		say(&f[1], trends.NoEvidence, 0.2, trends.Evidence{E: 300, Since: since, Direction: trends.Rising, Confirmed: true})
		say(&f[2], trends.Falling, 0.003, trends.Evidence{E: 900, Since: since, Direction: trends.Falling, Confirmed: true})
		say(&f[3], trends.Squeezed, 0.02, trends.Evidence{})
		say(&f[4], trends.Rising, 0.031, trends.Evidence{E: 3})
		say(&f[5], trends.Rising, 0.04, trends.Evidence{E: 9, Since: since, Direction: trends.Rising, WasConfirmed: true})
		say(&f[6], trends.Rising, 0.01, trends.Evidence{E: 400, Since: since, Direction: trends.Rising, Confirmed: true})
		f[4].Movers[0].Verdict = trends.Falling
		f[7].Movers[0].Untested, f[7].Movers[len(f[7].Movers)-1].Untested = "needs 5, has 3", "needs 5, has 3"
		f[0].Bursts = []trends.Burst{{Range: calendar.Range{First: since, Last: since.Add(6)}, Weight: 8.1}}
		f[0].Changes = []trends.ChangePoint{{At: since, Low: since.Add(-2), High: since.Add(1), Before: share(3, 300), After: share(40, 300)}}
		f[0].Forecast = &trends.Forecast{MASE: 0.8, Cover80: 0.81, Cover95: 0.95, Origins: 30}
		for i := range 4 {
			f[0].Forecast.Ahead = append(f[0].Forecast.Ahead, trends.Ahead{Period: r.Reported.Add(i + 1), Value: 0.2, Low80: 0.15, High80: 0.26, Low95: 0.1, High95: 0.3})
		}
		w := r.Trends.Windows[len(r.Trends.Windows)-1]
		a := history.Attributed{Window: w, Run: 47}
		for i := range r.Topics {
			a.Topics = append(a.Topics, trends.Attribution{Recent: 30 + i, RecentAll: 200, Now: 10, Then: 10 + 8*(i%2), Base: 400, Known: i != 9})
		}
		r.Attributed = []history.Attributed{a}
	}
	if f := r.ThemeTrends.Trends; len(f) > 1 {
		say(&f[0], trends.Rising, 0.0001, trends.Evidence{E: 5000, Since: r.Counts.Periods[40].Period, Direction: trends.Rising, Confirmed: true})
	}
	if f := r.WatchedTrends.Trends; len(f) > 1 {
		say(&f[0], trends.Rising, 0.02, trends.Evidence{E: 2})
	}
	for _, f := range []*trends.Family{&r.Trends, &r.ThemeTrends, &r.WatchedTrends} {
		for k := len(f.Windows) - 1; k >= 0; k-- {
			p := trends.Pair{Name: against(f.Windows[k]), Before: f.Windows[k].Base, After: f.Windows[k].Recent}
			for t := range f.Trends {
				p.Changes = append(p.Changes, f.Trends[t].Movers[k].Change)
			}
			f.Pairs = append(f.Pairs, p)
		}
	}
}
