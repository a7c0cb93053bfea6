package trends

import (
	"math"
	"slices"
)

// An automaton has a state in which a topic's papers come as often as over all
// periods, and one in which they come denser.
type automaton struct {
	density float64 // s: how many times as dense papers come in a burst
	cost    float64 // γ: entering a burst of n periods' history costs γ·ln n nats
}

// kleinberg is the usual one.
var kleinberg = automaton{density: 2, cost: 1}

// bursts are the stretches that the cheapest way through the states spends in
// the denser one (Kleinberg 2002, doi:10.1145/775047.775061, section 4, "state
// sequences for enumerating bursts" of batched arrivals). A period with r of
// its d papers in the topic costs −ln of their binomial probability, divided by
// the inflation of its variance, so that counts which vary more than a
// binomial's need more of a burst. There are none where twice as dense is more
// than all papers.
func (a automaton) bursts(papers, total []float64, inflation float64) (found []stretch) {
	own, all := 0., 0.
	for i := range papers {
		own += papers[i]
		all += total[i]
	}
	low := own / all
	high := a.density * low
	if own == 0 || high >= 1 {
		return nil
	}
	// What a period saves in the denser state, by paper in and outside the topic.
	in, out := math.Log(high/low)/inflation, math.Log((1-high)/(1-low))/inflation
	enter := a.cost * math.Log(float64(len(papers)))
	saved := make([]float64, len(papers))
	before := make([]bool, len(papers)) // a burst of the period began before it, if there is one
	stays := make([]bool, len(papers))  // outside of a burst, the period before was outside too
	calm, dense := 0., -math.Inf(1)     // what the best ways to either state save
	for i := range papers {
		saved[i] = in*papers[i] + out*(total[i]-papers[i])
		before[i] = dense > calm-enter
		stays[i] = calm >= dense
		calm, dense = max(calm, dense), max(dense, calm-enter)+saved[i]
	}
	bursting := dense > calm
	for i := len(papers) - 1; i >= 0; i-- {
		if !bursting {
			bursting = !stays[i]
			continue
		}
		if n := len(found); n > 0 && found[n-1].from == i+1 {
			found[n-1].from = i
			found[n-1].weight += saved[i]
		} else {
			found = append(found, stretch{span{i, i + 1}, saved[i]})
		}
		bursting = before[i]
	}
	slices.Reverse(found)
	return found
}

// A stretch is a burst by its periods, with the cost that it saves.
type stretch struct {
	span
	weight float64
}
