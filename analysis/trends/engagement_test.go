package trends

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Twenty-four papers of one day seen 30 days later, with 0 to 21 upvotes, 21 and
// 21: the one with 5 has more than 5 of 23 others, 100·5/23; each of the three
// with 21 more than 21 and as many as 2, 100·(21+1)/23. Three more days, each its
// own case: one younger than 14 days, one whose upvotes are not known, and one
// whose day has 20 papers within two weeks, all seen on another day.
func TestEngage(t *testing.T) {
	var value, age, day []int32
	add := func(v, a, d int32) { value, age, day = append(value, v), append(age, a), append(day, d) }
	for i := range int32(24) {
		add(min(i, 21), 30, 1000)
	}
	add(500, 13, 1017)
	add(-1, 30, 1000)
	add(7, 40, 1000)
	paper, topic := Engage(value, age, day, [][]int32{{5}, {21, 22, 23}, {24, 25, 26}, {}, {3, 5, 7, 9, 11, 13, 24}})
	for row, want := range map[int]float64{0: 0, 5: 100 * 5. / 23, 21: 100 * 22. / 23, 23: 100 * 22. / 23, 24: -1, 25: -1, 26: -1} {
		if paper[row] != want {
			t.Errorf("paper %d: %v, want %v", row, paper[row], want)
		}
	}
	want := []Attention{
		{Papers: 1, Percentile: 100 * 5. / 23, High: 100},
		{Papers: 3, Percentile: 100 * 22. / 23, High: 100},
		{Young: 1},
		{},
		// Of six, the smallest and the largest: both below or both above the median
		// with probability 2/64.
		{Papers: 6, Young: 1, Percentile: 100 * 8. / 23, Low: 100 * 3. / 23, High: 100 * 13. / 23},
	}
	if diff := cmp.Diff(want, topic); diff != "" {
		t.Error(diff)
	}
}

// SciPy's binom.cdf(k−1, n, ½) is at most .025 for k up to these.
func TestMedian(t *testing.T) {
	for n, k := range map[int]int{1: 0, 5: 0, 6: 1, 8: 1, 9: 2, 20: 6, 100: 40, 500: 228} {
		var x []float64
		for i := range n {
			x = append(x, float64((i*7)%n+1)) // 1 to n in some order, as 7 divides none of them
		}
		middle, low, high := median(x, -1, 1000)
		wantLow, wantHigh := float64(k), float64(n-k+1)
		if k == 0 {
			wantLow, wantHigh = -1, 1000
		}
		if middle != float64(n+1)/2 || low != wantLow || high != wantHigh {
			t.Errorf("%d: %v [%v, %v], want %v [%v, %v]", n, middle, low, high, float64(n+1)/2, wantLow, wantHigh)
		}
	}
}

// Ranks are those of comparing each paper with every other.
func TestEngageComparesAllPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 80).Draw(t, "papers")
		value, age, day := make([]int32, n), make([]int32, n), make([]int32, n)
		for i := range n {
			value[i] = rapid.Int32Range(-1, 6).Draw(t, "value")
			day[i] = rapid.Int32Range(0, 40).Draw(t, "day")
			age[i] = rapid.SampledFrom([]int32{45, 60}).Draw(t, "seen") - day[i]
		}
		paper, _ := Engage(value, age, day, nil)
		for i := range n {
			less, same, others := 0, 0, 0
			for j := range n {
				apart := day[i] - day[j]
				if j == i || value[j] < 0 || age[j] < 14 || age[i]+day[i] != age[j]+day[j] || max(apart, -apart) > 14 {
					continue
				}
				others++
				if value[j] < value[i] {
					less++
				} else if value[j] == value[i] {
					same++
				}
			}
			want := -1.
			if value[i] >= 0 && age[i] >= 14 && others >= 20 {
				want = 100 * (float64(less) + float64(same)/2) / float64(others)
			}
			if paper[i] != want {
				t.Fatalf("paper %d: %v, want %v", i, paper[i], want)
			}
		}
	})
}

// Upvotes that grow with age and with the years, alike in all topics: the
// interval of a topic holds 50 in about 95 of 100 cases.
func TestEngageCovers(t *testing.T) {
	held, all := 0, 0
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(3, seed))
		const papers, topics = 1500, 20
		value, age, day := make([]int32, papers), make([]int32, papers), make([]int32, papers)
		rows := make([][]int32, topics)
		for i := range papers {
			day[i] = int32(i / 5)
			age[i] = 320 - day[i]
			value[i] = int32(random.ExpFloat64() * (5 + float64(day[i])/10) * float64(age[i]) / float64(age[i]+5))
			k := random.IntN(topics)
			rows[k] = append(rows[k], int32(i))
		}
		_, attention := Engage(value, age, day, rows)
		for _, a := range attention {
			all++
			if a.Low <= 50 && 50 <= a.High {
				held++
			}
		}
	}
	if rate := ratio(held, all); rate < .935 || rate > .98 {
		t.Errorf("%d of %d intervals hold the median, %.3f", held, all, rate)
	}
}

// Inputs are as they were, and the order of the members is no matter.
func TestEngageKeepsInputs(t *testing.T) {
	value, age, day := []int32{3, 1, 2}, []int32{20, 20, 20}, []int32{2, 1, 3}
	topic := [][]int32{{2, 0, 1}}
	Engage(value, age, day, topic)
	if !slices.Equal(value, []int32{3, 1, 2}) || !slices.Equal(age, []int32{20, 20, 20}) || !slices.Equal(day, []int32{2, 1, 3}) || !slices.Equal(topic[0], []int32{2, 0, 1}) {
		t.Error("inputs changed")
	}
}
