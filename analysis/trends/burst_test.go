package trends

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Ten weeks of 100 papers, of which a topic has 2 but for weeks 4 to 6 with 10:
// 44 in 1000, .044, so that a burst has .088. A week of 10 saves
// 10·ln 2 + 90·ln(.912/.956) = 6.931472 − 4.240613 = 2.690859, three save
// 8.072576, more than ln 10 = 2.303; a week of 2 loses 3.23. Where the variance is
// four times a binomial's, they save 2.018, too little.
func TestBursts(t *testing.T) {
	papers, total := slices.Repeat([]float64{2}, 10), slices.Repeat([]float64{100}, 10)
	for i := 4; i < 7; i++ {
		papers[i] = 10
	}
	found := kleinberg.bursts(papers, total, 1)
	if len(found) != 1 || found[0].span != (span{4, 7}) {
		t.Fatalf("%v", found)
	}
	if math.Abs(found[0].weight-8.072576) > 1e-6 {
		t.Errorf("weight %v", found[0].weight)
	}
	if found := kleinberg.bursts(papers, total, 4); found != nil {
		t.Errorf("with inflated variance: %v", found)
	}
	if found := kleinberg.bursts(papers, slices.Repeat([]float64{8}, 10), 1); found != nil {
		t.Errorf("twice a share above ½: %v", found)
	}
	if found := kleinberg.bursts(make([]float64, 10), total, 1); found != nil {
		t.Errorf("no papers: %v", found)
	}
}

// A Viterbi search over Kleinberg's costs as his section 2 has them, with the
// whole binomial probability, written in Python, finds in the drawn series:
func TestBurstsAgree(t *testing.T) {
	for i, want := range map[int][]stretch{
		3: {{span{10, 15}, 27.748249777914417}},
		4: {{span{8, 12}, 5.183086506023855}, {span{30, 37}, 21.558025901496535}},
		5: {{span{27, 30}, 54.75701746688662}},
	} {
		found := kleinberg.bursts(drawn[i].own, drawn[i].all, 1)
		if len(found) != len(want) {
			t.Errorf("series %d: %v, want %v", i, found, want)
			continue
		}
		for k := range want {
			if found[k].span != want[k].span || math.Abs(found[k].weight-want[k].weight) > 1e-9 {
				t.Errorf("series %d: %v, want %v", i, found[k], want[k])
			}
		}
	}
}

// No other way through the states is cheaper: all of up to 2¹⁰ are tried.
func TestBurstsAreCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 10).Draw(t, "periods")
		total, papers := make([]float64, n), make([]float64, n)
		sum, all := 0., 0.
		for i := range total {
			total[i] = float64(rapid.IntRange(20, 60).Draw(t, "all"))
			papers[i] = float64(rapid.IntRange(0, 10).Draw(t, "own"))
			sum += papers[i]
			all += total[i]
		}
		a := automaton{density: rapid.Float64Range(1.5, 3).Draw(t, "s"), cost: rapid.Float64Range(.1, 2).Draw(t, "γ")}
		if sum == 0 || a.density*sum >= all {
			return
		}
		inflation := rapid.Float64Range(1, 3).Draw(t, "inflation")
		cost := func(dense func(i int) bool) (c float64) {
			for i := range total {
				p := sum / all
				if dense(i) {
					p *= a.density
					if i == 0 || !dense(i-1) {
						c += a.cost * math.Log(float64(n))
					}
				}
				c -= (papers[i]*math.Log(p) + (total[i]-papers[i])*math.Log(1-p)) / inflation
			}
			return c
		}
		least := math.Inf(1)
		for states := range 1 << n {
			least = min(least, cost(func(i int) bool { return states>>i&1 == 1 }))
		}
		found := a.bursts(papers, total, inflation)
		got := cost(func(i int) bool {
			return slices.ContainsFunc(found, func(s stretch) bool { return s.from <= i && i < s.to })
		})
		if got > least+1e-9 {
			t.Errorf("cost %v, and %v is possible", got, least)
		}
	})
}
