package kmeans

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/gonum"
	"pgregory.net/rapid"
)

var saxpy gonum.Implementation

// kinds are the points that every property is tried on.
func kinds() map[string]Points {
	return map[string]Points{
		"dense":  dense(1500, 30, 12, 0.8, 1),
		"spread": dense(700, 8, 700, 1, 2),
		"sparse": words(1200, 3000, 15, 60, 3),
		"led":    Led{words(1200, 3000, 15, 60, 3), dense(1200, 30, 12, 0.8, 4)},
	}
}

func options(workers int) Options {
	o := Default()
	o.Workers = workers
	return o
}

// Four points on the unit circle at 0°, 20°, 90° and 100°. The best pairs are
// {0°, 20°} and {90°, 100°}. The mean of two unit vectors at an angle φ has
// the length cos(φ/2), and each lies sin(φ/2) from it, so that the objective
// is 2·sin²(10°) + 2·sin²(5°) = 2·(.0301537 + .0075961) = .0754996.
func TestFourPoints(t *testing.T) {
	x := angles(0, 20, 90, 100)
	for seed := range uint64(20) {
		c := Fit(x, 2, Default(), seed)
		if c.Of[0] != c.Of[1] || c.Of[2] != c.Of[3] || c.Of[0] == c.Of[2] {
			t.Fatalf("seed %d: %v", seed, c.Of)
		}
		if math.Abs(c.Objective-.0754996) > 1e-6 {
			t.Errorf("objective %.7f, want .0754996", c.Objective)
		}
		// The first pair's mean is cos(10°)·(cos 10°, sin 10°) = (.969846, .171010).
		if row := c.Centroids.Data[int(c.Of[0])*c.Centroids.Stride:]; math.Abs(float64(row[0])-.969846) > 1e-6 || math.Abs(float64(row[1])-.171010) > 1e-6 {
			t.Errorf("centroid %v", row[:2])
		}
	}
}

func angles(degrees ...float64) Dense {
	x := Dense{Rows: len(degrees), Cols: 2, Stride: 2}
	for _, d := range degrees {
		x.Data = append(x.Data, float32(math.Cos(d*math.Pi/180)), float32(math.Sin(d*math.Pi/180)))
	}
	return x
}

// Lloyd's algorithm with bounds and without gives the same, bit by bit.
func TestBoundsChangeNothing(t *testing.T) {
	for name, x := range kinds() {
		for _, k := range []int{2, 7, 40} {
			for seed := range uint64(2) {
				run := func(bounded bool) Clusters {
					s := newState(x, k, Default())
					s.c = starts(x, k, 1, rand.New(rand.NewPCG(seed, 0)))
					s.bounded = bounded
					s.sort()
					return s.run(Default())
				}
				if d := cmp.Diff(run(false), run(true)); d != "" {
					t.Fatalf("%s, k = %d: plain and bounded differ (-plain +bounded):\n%s", name, k, d)
				}
				start := make([]int32, x.Len())
				rng := rand.New(rand.NewPCG(seed, 9))
				for i := range start {
					start[i] = int32(rng.IntN(k+1)) - 1
				}
				warm := func(bounded bool) Clusters {
					s := newState(x, k, Default())
					s.c, s.hysteresis, s.bounded = newCentroids(x, k), 0.05, bounded
					copy(s.of, start)
					s.sort()
					for j := range k {
						s.absent[j], s.changed[j] = true, true
					}
					return s.run(Default())
				}
				if d := cmp.Diff(warm(false), warm(true)); d != "" {
					t.Fatalf("%s, k = %d: with hysteresis, plain and bounded differ:\n%s", name, k, d)
				}
			}
		}
	}
}

// An implementation of the textbook's few lines, in float64, agrees with
// every choice that is not a matter of rounding.
func TestAgainstTextbook(t *testing.T) {
	for name, x := range kinds() {
		const k = 9
		c := Fit(x, k, Default(), 4)
		v := make([][]float64, x.Len())
		mean := make([][]float64, k)
		for j := range mean {
			mean[j] = make([]float64, x.Width())
		}
		for i := range v {
			v[i] = make([]float64, x.Width())
			x.AddTo(i, v[i])
			x.AddTo(i, mean[c.Of[i]])
		}
		for j := range mean {
			for t := range mean[j] {
				mean[j][t] /= float64(c.Sizes[j])
			}
		}
		var objective float64
		for i := range v {
			own, least := distance(v[i], mean[c.Of[i]]), math.Inf(1)
			for j := range mean {
				least = min(least, distance(v[i], mean[j]))
			}
			if own > least+1e-5 {
				t.Fatalf("%s: point %d lies %g from its centroid, but %g from another", name, i, own, least)
			}
			objective += own
		}
		if math.Abs(objective-c.Objective) > 1e-5*objective {
			t.Errorf("%s: objective %g, want %g", name, c.Objective, objective)
		}
	}
}

func distance(a, b []float64) (d2 float64) {
	for t := range a {
		d2 += (a[t] - b[t]) * (a[t] - b[t])
	}
	return d2
}

func TestObjectiveNeverRises(t *testing.T) {
	for name, x := range kinds() {
		last := math.Inf(1)
		for most := 1; most < 40; most++ {
			o := Default()
			o.Restarts, o.MaxIterations = 1, most
			c := Fit(x, 20, o, 1)
			if c.Objective > last*(1+1e-6) {
				t.Errorf("%s: iteration %d: objective rises from %.6f to %.6f", name, most, last, c.Objective)
			}
			last = c.Objective
		}
	}
}

// What leads is where the search starts, and no more: led points end in
// clusters that Lloyd's algorithm leaves as they are, those that it finds from
// the clusters of the leading vectors.
func TestLed(t *testing.T) {
	x := words(900, 2000, 12, 60, 7)
	lead := dense(900, 20, 12, 0.8, 8)
	led := Fit(Led{x, lead}, 12, Default(), 1)
	o := Default()
	o.MaxIterations, o.Hysteresis = leadIterations, 0
	start := Fit(lead, 12, o, 1)
	o.MaxIterations = 300
	if d := cmp.Diff(Refit(x, start.Of, 12, o), led); d != "" {
		t.Errorf("(-refit from the leading vectors' clusters +led):\n%s", d)
	}
}

func TestRestartChangesNothing(t *testing.T) {
	for name, x := range kinds() {
		c := Fit(x, 20, Default(), 1)
		for _, h := range []float64{0, 0.05} {
			o := Default()
			o.Hysteresis = h
			again := Refit(x, c.Of, 20, o)
			if d := cmp.Diff(c.Of, again.Of); d != "" || again.Iterations != 1 {
				t.Errorf("%s: a restart from the result changes it in %d iterations:\n%s", name, again.Iterations, d)
			}
			if d := cmp.Diff(c.Centroids, again.Centroids); d != "" {
				t.Errorf("%s: a restart from the result moves the centroids", name)
			}
		}
	}
}

func TestSameBitsForAnyWorkers(t *testing.T) {
	big := dense(25000, 20, 30, 0.8, 5) // large enough to be sampled
	all := kinds()
	all["sampled"] = big
	for name, x := range all {
		want := Fit(x, 25, options(1), 3)
		start := slices.Clone(want.Of)
		for i := range start {
			if i%3 == 0 {
				start[i] = int32(i%26) - 1
			}
		}
		re := Refit(x, start, 25, options(1))
		for _, workers := range []int{2, 3, 7} {
			if d := cmp.Diff(want, Fit(x, 25, options(workers), 3)); d != "" {
				t.Errorf("%s: %d workers give another result", name, workers)
			}
			if d := cmp.Diff(re, Refit(x, start, 25, options(workers))); d != "" {
				t.Errorf("%s: Refit with %d workers gives another result", name, workers)
			}
		}
	}
}

func TestInputsAreNotMutated(t *testing.T) {
	x := dense(500, 10, 5, 0.8, 1)
	before := slices.Clone(x.Data)
	c := Fit(x, 6, Default(), 1)
	start := slices.Clone(c.Of)
	start[0], start[7] = -1, 3
	kept := slices.Clone(start)
	Refit(x, start, 6, Default())
	Assign(x, c.Centroids, start, Default())
	Means(x, start, 6, Default())
	if !slices.Equal(before, x.Data) || !slices.Equal(kept, start) {
		t.Error("the input was changed")
	}
}

// With duplicates and zero vectors there are min(k, distinct) clusters, none
// empty.
func TestFewDistinctPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		distinct := rapid.IntRange(1, 12).Draw(t, "distinct")
		n := rapid.IntRange(distinct, 60).Draw(t, "n")
		k := rapid.IntRange(1, 15).Draw(t, "k")
		near := rapid.Bool().Draw(t, "near")
		x := Dense{Rows: n, Cols: 3, Stride: 3, Data: make([]float32, 3*n)}
		for i := range n {
			d := i % distinct // one of them may be the zero vector
			if d == 0 && !near {
				continue
			}
			angle := float64(d)
			if near {
				angle = 1 + 1e-5*float64(d) // distances that inner products cannot see
			}
			x.row(i)[0], x.row(i)[2] = float32(math.Cos(angle)), float32(math.Sin(angle))
		}
		seen := map[[3]float32]bool{}
		for i := range n {
			seen[[3]float32(x.row(i))] = true
		}
		c := Fit(x, k, Default(), rapid.Uint64().Draw(t, "seed"))
		want := min(k, len(seen))
		if len(c.Sizes) != want || slices.Contains(c.Sizes, 0) || c.Centroids.Rows != want {
			t.Fatalf("sizes %v, want %d clusters", c.Sizes, want)
		}
		sizes := make([]int, want)
		for _, j := range c.Of {
			sizes[j]++
		}
		if !slices.Equal(sizes, c.Sizes) {
			t.Fatalf("sizes %v, counted %v", c.Sizes, sizes)
		}
		if want == len(seen) && !near && c.Objective > 1e-5 {
			t.Fatalf("objective %g, want 0", c.Objective)
		}
	})
}

// The centroids of clusters 0 and 1 stand at 1° and 37°, so that nobody leaves;
// cluster 2 is empty and takes the worst-served point, which is the one at 50°.
func TestEmptyClusterTakesWorstServed(t *testing.T) {
	x := angles(0, 1, 2, 30, 31, 50)
	c := Refit(x, []int32{0, 0, 0, 1, 1, 1}, 3, Options{MaxIterations: 50})
	if want := []int32{0, 0, 0, 1, 1, 2}; !slices.Equal(c.Of, want) {
		t.Errorf("%v, want %v", c.Of, want)
	}
}

// Ties go to the lower cluster: the point at 45° is as far from the centroid
// at 0° as from the one at 90°. With hysteresis it stays where it is.
func TestTies(t *testing.T) {
	axes := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1}}
	half := float32(math.Sqrt2 / 2)
	x := Dense{Rows: 1, Cols: 2, Stride: 2, Data: []float32{half, half}}
	if of := Assign(x, axes, nil, Default()); of[0] != 0 {
		t.Errorf("the tie went to cluster %d", of[0])
	}
}

// A point at 50° between clusters at 0° (five points) and 90° (four, and the
// point itself): it is nearer to its own, and would still stay at 44°, where
// the other is nearer by less than the hysteresis.
func TestHysteresis(t *testing.T) {
	start := []int32{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	for _, c := range []struct {
		angle, hysteresis float64
		want              int32
	}{
		// Own centroid: (8·(0,1) + p)/9, the other (1,0). With p at 44.5°:
		// p·p' = (8·.70091+1)/9 = .73414, |p'|² = (64+16·.70091+1)/81 = .94092,
		// d² = 1 − 2·.73414 + .94092 = .47264; to the other 2 − 2·.71325 = .57350.
		{44.5, 0, 1},
		// At 39°: p·p' = (8·.62932+1)/9 = .67051, |p'|² = (65+16·.62932)/81 = .92678,
		// d² = .58576; to the other 2 − 2·.77715 = .44571: nearer by .14.
		{39, 0, 0},
		{39, .13, 0},
		{39, .15, 1},
	} {
		degrees := []float64{0, 0, 0, 0, 0, 0, 0, 0, 90, 90, 90, 90, 90, 90, 90, 90, c.angle}
		r := Refit(angles(degrees...), start, 2, Options{MaxIterations: 50, Hysteresis: c.hysteresis})
		if r.Of[16] != c.want {
			t.Errorf("at %g° with hysteresis %g the point ends in %d, want %d", c.angle, c.hysteresis, r.Of[16], c.want)
		}
	}
}

func TestDegenerate(t *testing.T) {
	none := Dense{Cols: 3, Stride: 3}
	if c := Fit(none, 5, Default(), 1); len(c.Of) != 0 || len(c.Sizes) != 0 {
		t.Errorf("no points: %+v", c)
	}
	if c := Refit(none, nil, 2, Default()); len(c.Of) != 0 || len(c.Sizes) != 2 {
		t.Errorf("no points: %+v", c)
	}
	if c := Fit(Dense{Rows: 4}, 3, Default(), 1); len(c.Sizes) != 1 || c.Sizes[0] != 4 {
		t.Errorf("vectors without coordinates: %+v", c)
	}
	zeros := Dense{Rows: 4, Cols: 3, Stride: 3, Data: make([]float32, 12)}
	if c := Fit(zeros, 3, Default(), 1); len(c.Sizes) != 1 || c.Objective != 0 {
		t.Errorf("zero vectors: %+v", c)
	}
	if c := Refit(zeros, []int32{-1, -1, -1, -1}, 2, Default()); c.Sizes[0] != 4 || c.Sizes[1] != 0 {
		t.Errorf("nothing known of zero vectors: %+v", c)
	}
}

func ExampleFit() {
	x := Dense{Rows: 4, Cols: 2, Stride: 2, Data: []float32{1, 0, .8, .6, 0, 1, -.6, .8}}
	c := Fit(x, 2, Default(), 1)
	fmt.Println(c.Of[0] == c.Of[1], c.Of[2] == c.Of[3], c.Sizes)
	// Output: true true [2 2]
}
