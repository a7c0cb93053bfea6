package trends

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// A rival is another way to find topics that rise. Its score of each topic at
// the end of the first n periods is the larger, the surer it is; the calibration
// chooses the score that counts as a call, so that rivals err in as many null
// years as confirmations may.
type rival struct {
	name  string
	score func(c Counts, n int) []float64
}

// rivals are what other programs do.
var rivals = []rival{
	{"two-proportion z-test, Bonferroni", largestZ},
	{"slope of popularity above its median (BERTrend)", popularitySlope},
}

// largestZ is the deviate of the pooled two-proportion z-test, on the horizon
// that shows more. Bonferroni's correction is a threshold on it.
func largestZ(c Counts, n int) []float64 {
	best := slices.Repeat([]float64{math.Inf(-1)}, len(c.Topic))
	for t := range c.Topic {
		for _, w := range [][2]int{{4, 12}, {13, 39}} {
			var x, m [2]float64
			for i := n - w[0] - w[1]; i < n; i++ {
				side := 0
				if i >= n-w[0] {
					side = 1
				}
				x[side] += float64(c.Topic[t][i])
				m[side] += float64(c.Periods[i].Papers)
			}
			if p := (x[0] + x[1]) / (m[0] + m[1]); p > 0 && p < 1 {
				best[t] = max(best[t], (x[1]/m[1]-x[0]/m[0])/math.Sqrt(p*(1-p)*(1/m[0]+1/m[1])))
			}
		}
	}
	return best
}

// popularitySlope is BERTrend's rule with its threshold left open: popularity
// sums a topic's papers and fades, by 1 % of the squared weeks since the last
// paper, while none comes; a topic above the median popularity whose slope over
// 12 weeks is positive is a rising signal. The score is the slope relative to
// the popularity (Boutaleb et al. 2024, arXiv:2411.05930).
func popularitySlope(c Counts, n int) []float64 {
	now, slope := make([]float64, len(c.Topic)), make([]float64, len(c.Topic))
	for k := range c.Topic {
		popular, silent, rise, mean := 0., 0., 0., 0.
		for i := n - 52; i < n; i++ {
			if papers := float64(c.Topic[k][i]); papers > 0 {
				popular, silent = popular+papers, 0
			} else {
				silent++
				popular *= math.Exp(-.01 * silent * silent)
			}
			if week := i - (n - 12); week >= 0 {
				rise += (float64(week) - 5.5) * popular / 143 // Σ(week − 5.5)² = 143
				mean += popular / 12
			}
		}
		now[k], slope[k] = popular, rise/max(mean, 1e-9)
	}
	sorted := slices.Sorted(slices.Values(now))
	for k := range slope {
		if now[k] <= sorted[len(sorted)/2] {
			slope[k] = math.Inf(-1)
		}
	}
	return slope
}

// lookWeeks are the reports after the onset at which power is told.
var lookWeeks = []int{8, 13, 20, 26}

// TestCalibrationPlanted: one topic of 60, or six, grow over 8 weeks; how soon
// is it said, and what is said of the others?
func TestCalibrationPlanted(t *testing.T) {
	draws := often(4, 150)
	base := weekStream(60, 78, 100, 0, .003, false, 0)
	base.onset, base.ramp = 52, 8
	limits := rivalLimits(base, often(8, 250))
	for i, s := range []struct {
		planted       int
		share, growth float64
	}{
		{1, .03, 3}, {6, .03, 2}, {1, .03, 1.5}, {1, .03, 2}, {1, .01, 1.5}, {1, .01, 2}, {1, .01, 3}, {6, .03, 1.5}, {6, .01, 3},
	}[:often(2, 9)] {
		began := time.Now()
		st := base
		st.planted, st.share, st.growth = s.planted, s.share, s.growth
		truth := st.truth()
		called := make([][]int, 2+len(rivals)) // rule × look
		for rule := range called {
			called[rule] = make([]int, len(lookWeeks))
		}
		count := func(rule, report int) {
			for l, week := range lookWeeks {
				if report > 0 && report <= week {
					called[rule][l]++
				}
			}
		}
		var late []int
		falls, squeezed := 0, 0
		for r := range draws {
			c := st.draw(truth, rand.New(rand.NewPCG(3000+uint64(i), uint64(r))))
			l := live(st, c, st.onset)
			for k := range s.planted {
				count(0, l.first[k][0])
				count(1, l.first[k][1])
				if l.first[k][1] > 0 {
					late = append(late, l.since[k])
				}
			}
			for x, rival := range rivals {
				called := make([]int, s.planted)
				for n := st.onset + 1; n <= st.periods; n++ {
					for k, score := range rival.score(c, n)[:s.planted] {
						if score > limits[x] && called[k] == 0 {
							called[k] = n - st.onset
						}
					}
				}
				for _, report := range called {
					count(2+x, report)
				}
			}
			falls += some(l.falls, s.planted)
			squeezed += some(l.squeezed, s.planted)
		}
		text := ""
		for rule, by := range called {
			text += fmt.Sprintf("\n\t%-48s", append([]string{"new", "confirmed"}, names(rivals)...)[rule])
			for _, n := range by {
				text += fmt.Sprintf(" %.2f", float64(n)/float64(draws*s.planted))
			}
		}
		slices.Sort(late)
		since := "never confirmed"
		if n := len(late); n > 0 {
			since = fmt.Sprintf("onset off by %d weeks (quartiles %d to %d)", late[n/2], late[n/4], late[3*n/4])
		}
		t.Logf("%d growing ×%.1f from %.0f %%, after %v weeks:%s\n\t%s; others called falling in %.0f %% of streams, squeezed in %.0f %%; %.0f s",
			s.planted, s.growth, 100*s.share, lookWeeks, text, since,
			100*float64(falls)/float64(draws), 100*float64(squeezed)/float64(draws), time.Since(began).Seconds())
		if power := float64(called[1][3]) / float64(draws*s.planted); s.planted == 1 && s.growth == 3 && s.share == .03 && power < .75 {
			t.Errorf("a topic of 3 %% that trebles is confirmed in %.2f of cases after half a year", power)
		}
	}
}

func names(rivals []rival) (all []string) {
	for _, r := range rivals {
		all = append(all, r.name)
	}
	return all
}

// some is 1 if a topic from one on is in a set.
func some(set map[int]bool, from int) int {
	for k := range set {
		if k >= from {
			return 1
		}
	}
	return 0
}

// rivalLimits are the scores that rivals exceed in as many null years as show a
// false confirmation here: 4 of 100.
func rivalLimits(s stream, draws int) []float64 {
	s.periods = 103
	truth := s.truth()
	limits := make([]float64, len(rivals))
	for x, rival := range rivals {
		var worst []float64
		for r := range draws {
			c := s.draw(truth, rand.New(rand.NewPCG(4000, uint64(r))))
			best := math.Inf(-1)
			for n := 52; n <= s.periods; n++ {
				best = max(best, slices.Max(rival.score(c, n)))
			}
			worst = append(worst, best)
		}
		slices.Sort(worst)
		limits[x] = worst[len(worst)-1-len(worst)*4/100]
	}
	return limits
}
