package trends

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"papertide/analysis/calendar"
)

// weekly makes counts of complete weeks: topic × week of all papers of each.
func weekly(papers []int, topic [][]int) Counts {
	c := Counts{Unit: calendar.Week, Topic: topic}
	first := period("2024-W01")
	for i, n := range papers {
		c.Periods = append(c.Periods, PeriodInfo{first.Add(i), n, true})
	}
	return c
}

// sixDigits reports whether x is want, given to six significant digits.
func sixDigits(x, want float64) bool {
	return math.Abs(x-want) <= 5.1e-6*math.Abs(want)
}

// shortOnly tests the short horizon alone, as the worked case does.
func shortOnly() Options {
	o := Default()
	o.Windows = map[calendar.Unit][]Length{calendar.Week: {{Short, 4, 12, 8}}}
	return o
}

// The worked case beside the methods text, made by an implementation in Python
// from the text alone: 16 weeks, 4 against 12, three topics.
func TestWorkedCase(t *testing.T) {
	text, err := os.ReadFile("../../../shared/methods/trends-fixture.json")
	if err != nil {
		t.Skip("the worked case is not on this machine")
	}
	var want struct {
		N      []int   `json:"N"`
		Papers [][]int `json:"n"`
		Expect struct {
			Rho    float64
			PhiBar float64 `json:"phi_bar"`
			Tau2   float64
			D0     float64
			Topics []struct {
				S2, Nu    float64
				Moderated float64 `json:"s2_moderated"`
				Recent    float64 `json:"F_recent"`
				Baseline  float64 `json:"F_baseline"`
				Z, DF     float64
				P, Q      float64
				Before    float64
				After     float64
				CIRecent  [2]float64 `json:"ci_recent"`
				CIBase    [2]float64 `json:"ci_baseline"`
				Diff      float64
				CIDiff    [2]float64 `json:"ci_diff"`
				CILast    [2]float64 `json:"ci_last_week"`
			}
		}
		E              []float64 `json:"E_onsets_weeks_7_to_16_F_max"`
		Autocorrelated struct {
			N      []int   `json:"N"`
			Papers [][]int `json:"n"`
			Rho0   float64 `json:"rho0"`
			R, A   float64
			Rho    float64
		}
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	check := func(name string, x, want float64) {
		t.Helper()
		if !sixDigits(x, want) {
			t.Errorf("%s is %.9g, want %.9g", name, x, want)
		}
	}
	c := weekly(want.N, want.Papers)
	a := newAnalysis(c, shortOnly())
	j := a.judge(a.all, a.s, nil)
	d := j.spread[0]
	check("rho", d.rho, want.Expect.Rho)
	check("tau2", d.tau2, want.Expect.Tau2)
	check("d0", d.prior, want.Expect.D0)
	check("lag", d.lag, 0)
	f := Test(c, shortOnly())
	for k, w := range want.Expect.Topics {
		x, m := j.tests[0][k], f.Trends[k].Movers[0]
		check("s2", d.own[k], w.S2)
		check("nu", d.ownFreedom[k], w.Nu)
		check("moderated s2", d.scale[k], w.Moderated)
		check("F recent", x.after, w.Recent)
		check("F baseline", x.before, w.Baseline)
		check("z", x.z, w.Z)
		check("degrees of freedom", d.freedom[k], w.DF)
		check("p", m.P, w.P)
		check("q", m.Q, w.Q)
		check("before", m.Before.Value, w.Before)
		check("after", m.After.Value, w.After)
		check("after low", m.After.Low, w.CIRecent[0])
		check("after high", m.After.High, w.CIRecent[1])
		check("before low", m.Before.Low, w.CIBase[0])
		check("before high", m.Before.High, w.CIBase[1])
		check("difference", m.Difference, w.Diff)
		check("difference low", m.Low, w.CIDiff[0])
		check("difference high", m.High, w.CIDiff[1])
		last := a.interval(d, k).pooled(span{15, 16})
		check("last week low", last.Low, w.CILast[0])
		check("last week high", last.High, w.CILast[1])
		sc := scans[calendar.Week]
		sc.cap = math.Inf(1) // the worked case knows no cap
		e := a.weigh(sc, a.s, d, k, j.inflation(k), 16, sc.onsets(a.s, 0, 16))
		check("e-value", e.E, want.E[k])
	}
	c = weekly(want.Autocorrelated.N, want.Autocorrelated.Papers)
	a = newAnalysis(c, shortOnly())
	d = a.judge(a.all, a.s, nil).spread[0]
	check("lag of the autocorrelated case", d.lag, want.Autocorrelated.A)
	check("rho of the autocorrelated case", d.rho, want.Autocorrelated.Rho)
}
