package topics

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestGrouped(t *testing.T) {
	// Four topics on a line, in two pairs.
	x := dense([]float32{0}, []float32{5}, []float32{1}, []float32{6})
	for _, c := range []struct {
		name string
		was  []int
		want int
		of   []int
	}{
		{"below 12 topics, not asked for", []int{-1, -1, -1, -1}, 0, nil},
		{"two", []int{-1, -1, -1, -1}, 2, []int{0, 1, 0, 1}},
		{"more than topics", []int{-1, -1, -1, -1}, 9, []int{0, 1, 2, 3}},
		{"one", []int{-1, -1, -1, -1}, 1, []int{0, 0, 0, 0}},
		{"a new topic joins the nearest", []int{7, 3, -1, 3}, 2, []int{1, 0, 1, 0}},
		{"a theme too many is joined", []int{2, 1, 2, 0}, 2, []int{1, 0, 1, 0}},
		{"a theme too few: the widest is cut", []int{0, 0, 0, 0}, 2, []int{0, 1, 0, 1}},
		// 1 lies 4 from the mean (5.5 without it) and 1 from 0.
		{"a topic in the wrong theme moves", []int{0, 1, 1, 1}, 2, []int{0, 1, 0, 1}},
	} {
		if got := grouped(x, c.was, c.want, .05); !cmp.Equal(got, c.of) {
			t.Errorf("%s: %v, want %v", c.name, got, c.of)
		}
	}
}

// TestGroupedRests: what grouped returns is where the next run starts, and
// nothing moves then.
func TestGroupedRests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 30).Draw(t, "topics")
		x := newGeneral(k, 3)
		for i := range x.Data {
			x.Data[i] = float32(rapid.IntRange(-9, 9).Draw(t, "x"))
		}
		was := make([]int, k)
		for i := range was {
			was[i] = rapid.IntRange(-1, 5).Draw(t, "was")
		}
		want := rapid.IntRange(0, mostThemes).Draw(t, "themes")
		of := grouped(x, was, want, .05)
		if want == 0 && k < themesFrom {
			if of != nil {
				t.Fatal("themes below 12 topics")
			}
			return
		}
		number := map[int]bool{}
		for _, h := range of {
			number[h] = true
		}
		if want > 0 && len(number) != min(want, k) || len(number) > mostThemes {
			t.Fatalf("%d themes of %d topics, asked for %d", len(number), k, want)
		}
		if again := grouped(x, of, want, .05); !cmp.Equal(again, of) {
			t.Fatalf("moved: %v, then %v", of, again)
		}
	})
}

// TestWard compares the costs of joining with their definition: the rise of
// the sum of squared distances to the means.
func TestWard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 7).Draw(t, "k")
		x := newGeneral(k, 2)
		for i := range x.Data {
			x.Data[i] = float32(rapid.IntRange(-50, 50).Draw(t, "x"))
		}
		g := &grouping{centre: x, of: make([]int, k), k: k}
		for i := range g.of {
			g.of[i] = i
		}
		for _, pair := range ward(g.means()) {
			rise := func(a, b int) float64 {
				joined := *g
				joined.of = append([]int(nil), g.of...)
				for i, t := range joined.of {
					if t == b {
						joined.of[i] = a
					}
				}
				return spread(&joined) - spread(g)
			}
			least := math.Inf(1)
			for _, a := range g.of {
				for _, b := range g.of {
					if a != b {
						least = min(least, rise(a, b))
					}
				}
			}
			if got := rise(pair[0], pair[1]); got > least+1e-6 {
				t.Fatalf("joined %v for %v, the least is %v", pair, got, least)
			}
			for i, h := range g.of {
				if h == pair[1] {
					g.of[i] = pair[0]
				}
			}
		}
	})
}

func spread(g *grouping) float64 {
	mean, _ := g.means()
	sum := 0.0
	for i, t := range g.of {
		sum += g.distance(i, mean[t])
	}
	return sum
}
