package topics

import (
	"math/rand/v2"
	"slices"

	"papertide/analysis/kmeans"
	"papertide/analysis/parallel"
)

// drawShare is the part of the papers that each clustering of resampled papers
// gets (Hennig 2007, doi:10.1016/j.csda.2006.11.025, takes a half; 80 % leaves
// small topics enough to be found by).
const drawShare = 0.8

// drawIterations bounds the clusterings: what k-means moves later changes
// stability by less than .01.
const drawIterations = 12

// measureStability clusters draws of the papers afresh, from new k-means++
// starts: a start near the present centres would only find them again. A
// topic's stability is the mean over the draws of its largest Jaccard overlap
// with a cluster, both among the papers drawn; −1 if no paper of it was drawn.
// The draws themselves are returned: for each paper the topic that its cluster
// is paired with one-to-one, or −1 if it was not drawn. Large corpora are
// represented by a sample, and the dense vectors stand for sparse ones.
func measureStability(s Space, of []int32, topics []Topic, o Options, seed uint64) [][]int32 {
	n, k := len(of), len(topics)
	pool := sample(n, max(o.DrawPapers, 40*k), stream(seed, "pool", 0))
	overlap, drawn := make([][]float64, o.Draws), make([][]int32, o.Draws)
	parallel.Each(o.Workers, o.Draws, func(_, d int) {
		rows := make([]int32, 0, len(pool))
		for _, i := range sample(len(pool), max(1, int(drawShare*float64(len(pool))+.5)), stream(seed, "draw", d)) {
			rows = append(rows, pool[i])
		}
		km := kmeans.Default()
		km.Restarts, km.MaxIterations, km.Workers = 1, drawIterations, 1
		c := kmeans.Fit(kmeans.Dense(gather(s.Dense, rows)), k, km, stream(seed, "start", d))
		was := make([]int32, len(rows))
		for i, row := range rows {
			was[i] = of[row]
		}
		x := cross(was, c.Of, k, len(c.Sizes))
		overlap[d], drawn[d] = best(x), matched(x, rows, c.Of, n)
	})
	for t := range topics {
		sum, draws := 0.0, 0
		for _, most := range overlap {
			if most[t] >= 0 {
				sum += most[t]
				draws++
			}
		}
		topics[t].Stability = -1
		if draws > 0 {
			topics[t].Stability = sum / float64(draws)
		}
	}
	return drawn
}

// best is each topic's largest overlap with a cluster, −1 for one of which
// there is no paper.
func best(x crossing) []float64 {
	overlap := make([]float64, len(x.past))
	for a := range overlap {
		overlap[a] = -1
		for b := range x.now {
			if x.past[a] > 0 {
				overlap[a] = max(overlap[a], x.jaccard(a, b))
			}
		}
	}
	return overlap
}

// matched gives the papers of each cluster to the topic that the cluster is
// paired with.
func matched(x crossing, rows, cluster []int32, papers int) []int32 {
	topic := x.heirs(0)
	of := make([]int32, papers)
	for row := range of {
		of[row] = -1
	}
	for i, row := range rows {
		of[row] = int32(topic[cluster[i]])
	}
	return of
}

// sample draws m of the numbers below n without replacement, ascending; all of
// them if m is no smaller.
func sample(n, m int, seed uint64) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	if m >= n {
		return all
	}
	draw := rand.New(rand.NewPCG(seed, 0))
	for i := range m {
		j := i + draw.IntN(n-i)
		all[i], all[j] = all[j], all[i]
	}
	all = all[:m]
	slices.Sort(all)
	return all
}
