package topics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

const (
	themesFrom     = 12 // topics: with fewer, themes would be no shorter than the list
	topicsPerTheme = 5
	mostThemes     = 10 // as many as there are colours that can be told apart

	// themeMargin is by how much a topic must lower the sum of squares before it
	// leaves a theme that readers know: centres lie 0.5 to 1.5 apart.
	themeMargin = 0.2
)

// grouped gives each topic a theme, numbered from 0 without gaps: the themes of
// the run before where the topics had one (was; −1 where not), else by Ward's
// method (1963, doi:10.1080/01621459.1963.10500845) on the topics' centres.
// Topics then move to another theme as long as that lowers the sum of squared
// distances to the themes' means by more than the margin (Hartigan &
// Wong 1979, doi:10.2307/2346830), which ends because the sum only falls.
// nil means no themes.
func grouped(centre blas32.General, was []int, want int, margin float64) []int {
	k := centre.Rows
	slack := 0
	if want == 0 {
		if k < themesFrom {
			return nil
		}
		want = min(mostThemes, int(math.Round(float64(k)/topicsPerTheme)))
		slack = 1 // a theme more or less is no reason to regroup what readers know
	}
	want = min(want, k)
	g := &grouping{centre: centre, of: slices.Clone(was)}
	g.renumber()
	if g.k == 0 {
		for i := range g.of {
			g.of[i] = i
		}
		g.k, slack, margin = k, 0, 0 // nobody knows them yet
	} else {
		g.admit()
	}
	if most := min(want+slack, max(want, mostThemes)); g.k > most {
		g.join(most)
	}
	for g.k < want-slack && g.cutWidest() {
	}
	g.settle(margin)
	return g.of
}

// grouping is a partition of topics by their centres.
type grouping struct {
	centre blas32.General
	of     []int // −1: not yet
	k      int
}

// renumber closes the gaps in the numbers and keeps their order.
func (g *grouping) renumber() {
	number := slices.Clone(g.of)
	slices.Sort(number)
	number = slices.DeleteFunc(slices.Compact(number), func(n int) bool { return n < 0 })
	for i, n := range g.of {
		if n >= 0 {
			g.of[i], _ = slices.BinarySearch(number, n)
		}
	}
	g.k = len(number)
}

// means returns the mean of each group's centres and their number.
func (g *grouping) means() ([][]float64, []int) {
	mean, size := make([][]float64, g.k), make([]int, g.k)
	for t := range mean {
		mean[t] = make([]float64, g.centre.Cols)
	}
	for i, t := range g.of {
		if t >= 0 {
			size[t]++
			for j, v := range vector(g.centre, i) {
				mean[t][j] += float64(v)
			}
		}
	}
	for t := range mean {
		for j := range mean[t] {
			mean[t][j] /= float64(max(1, size[t]))
		}
	}
	return mean, size
}

// admit puts topics that have no group into the one whose mean is nearest.
func (g *grouping) admit() {
	mean, _ := g.means()
	for i, t := range g.of {
		if t < 0 {
			for u := range mean {
				if g.of[i] < 0 || g.distance(i, mean[u]) < g.distance(i, mean[g.of[i]]) {
					g.of[i] = u
				}
			}
		}
	}
}

// distance is squared, from topic i to a mean.
func (g *grouping) distance(i int, mean []float64) float64 {
	sum := 0.0
	for j, v := range vector(g.centre, i) {
		d := float64(v) - mean[j]
		sum += d * d
	}
	return sum
}

// join joins the groups that raise the sum of squares least, one pair at a
// time, until there are n.
func (g *grouping) join(n int) {
	for _, pair := range ward(g.means())[:max(0, g.k-n)] {
		for i, t := range g.of {
			if t == pair[1] {
				g.of[i] = pair[0]
			}
		}
	}
	g.renumber()
}

// cutWidest splits the group with the largest sum of squares by Ward's method,
// and returns false if all groups are single topics.
func (g *grouping) cutWidest() bool {
	mean, size := g.means()
	sum := make([]float64, g.k)
	for i, t := range g.of {
		sum[t] += g.distance(i, mean[t])
	}
	widest := -1
	for t := range sum {
		if size[t] > 1 && (widest < 0 || sum[t] > sum[widest]) {
			widest = t
		}
	}
	if widest < 0 {
		return false
	}
	var topic []int32
	for i, t := range g.of {
		if t == widest {
			topic = append(topic, int32(i))
		}
	}
	part := &grouping{centre: gather(g.centre, topic), of: make([]int, len(topic)), k: len(topic)}
	for i := range part.of {
		part.of[i] = i
	}
	part.join(2)
	for i, t := range topic {
		if part.of[i] == 1 {
			g.of[t] = g.k
		}
	}
	g.k++
	return true
}

// settle moves single topics while that lowers the sum of squares by more than
// the margin. No group is emptied.
func (g *grouping) settle(margin float64) {
	for moved := true; moved; {
		moved = false
		for i := range g.of {
			mean, size := g.means()
			own := g.of[i]
			if size[own] == 1 {
				continue
			}
			n := float64(size[own])
			best, least := own, n/(n-1)*g.distance(i, mean[own])-margin-1e-9
			for t := range mean {
				m := float64(size[t])
				if cost := m / (m + 1) * g.distance(i, mean[t]); t != own && cost < least {
					best, least = t, cost
				}
			}
			if best != own {
				g.of[i], moved = best, true
			}
		}
	}
}

// ward joins all groups, two at a time, and returns the pairs in order: the
// first of a pair stands for both afterwards. Costs are updated by the formula
// of Lance & Williams (1967, doi:10.1093/comjnl/9.4.373).
func ward(mean [][]float64, size []int) [][2]int {
	k := len(mean)
	n, cost, gone := make([]float64, k), make([][]float64, k), make([]bool, k)
	for t := range cost {
		n[t], cost[t] = float64(size[t]), make([]float64, k)
		for u := range t {
			for j, v := range mean[t] {
				cost[t][u] += (v - mean[u][j]) * (v - mean[u][j])
			}
			cost[t][u] *= n[t] * n[u] / (n[t] + n[u])
			cost[u][t] = cost[t][u]
		}
	}
	var pairs [][2]int
	for range k - 1 {
		a, b, least := 0, 0, math.Inf(1)
		for t := range cost {
			for u := t + 1; u < k && !gone[t]; u++ {
				if !gone[u] && cost[t][u] < least {
					a, b, least = t, u, cost[t][u]
				}
			}
		}
		pairs = append(pairs, [2]int{a, b})
		gone[b] = true
		for t := range cost {
			if t != a && !gone[t] {
				cost[t][a] = ((n[a]+n[t])*cost[t][a] + (n[b]+n[t])*cost[t][b] - n[t]*least) / (n[a] + n[b] + n[t])
				cost[a][t] = cost[t][a]
			}
		}
		n[a] += n[b]
	}
	return pairs
}
