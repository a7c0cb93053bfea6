package trends

import (
	"math/rand/v2"
	"testing"

	"papertide/analysis/calendar"
)

// benchmarkCounts are papers of Zipf-sized topics, some of which grow.
func benchmarkCounts(u calendar.Unit, topics, periods, papers int) Counts {
	random := rand.New(rand.NewPCG(1, 2))
	c := Counts{Unit: u, Topic: make([][]int, topics)}
	first, _ := date("2010-01-04").In(u)
	for t := range c.Topic {
		c.Topic[t] = make([]int, periods)
	}
	for i := range periods {
		c.Periods = append(c.Periods, PeriodInfo{first.Add(i), papers, true})
		for range papers {
			t := random.IntN(1 + random.IntN(topics))
			if t < 6 && random.IntN(periods) > i {
				t = topics - 1 - t
			}
			c.Topic[t][i]++
		}
	}
	return c
}

func BenchmarkTest(b *testing.B) {
	for name, c := range map[string]Counts{
		"100 topics, 84 months": benchmarkCounts(calendar.Month, 100, 84, 917),
		"300 topics, 57 weeks":  benchmarkCounts(calendar.Week, 300, 57, 70),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Test(c, Default())
			}
		})
	}
}

func BenchmarkBetaBounds(b *testing.B) {
	for b.Loop() {
		betaBounds(3.7, 80.2, true, true)
	}
}
