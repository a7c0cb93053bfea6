package trends

import (
	"cmp"
	"math"
	"slices"
)

// Upvotes and comments settle within one to two weeks. A paper seen younger
// than settled is compared with none; others with the papers that were seen on
// the same day and are dated at most alike days apart, of which there must be
// peers.
const (
	settled = 14 // days
	alike   = 14 // days
	peers   = 20 // papers besides its own
)

// Attention is how much the papers of a topic engage readers, compared with
// papers of equal age.
type Attention struct {
	Papers int // compared
	Young  int // too young to be compared when they were seen
	// Percentile is the median of the percentiles of the papers, each among the
	// papers of its age, 0 to 100, with its 95 % interval: 50 is what papers of
	// all topics have. All are 0 where none is compared.
	Percentile, Low, High float64
}

// Engage ranks papers by engagement among those of equal age. By paper, value
// is its upvotes or comments, negative where they are not known, day the day of
// its date, and age how many days later they were seen. topic lists the rows of
// the papers of each topic.
//
// paper is each paper's percentile, 0 to 100: the part of the others of its age
// that have less, and half of those that have as much; −1 where it is not
// comparable.
func Engage(value, age, day []int32, topic [][]int32) (paper []float64, attention []Attention) {
	paper = slices.Repeat([]float64{-1}, len(value))
	var rows []int32
	for row, v := range value {
		if v >= 0 && age[row] >= settled {
			rows = append(rows, int32(row))
		}
	}
	slices.SortFunc(rows, func(i, j int32) int {
		return cmp.Or(cmp.Compare(day[i]+age[i], day[j]+age[j]), cmp.Compare(day[i], day[j]), cmp.Compare(i, j))
	})
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && day[rows[n]]+age[rows[n]] == day[rows[0]]+age[rows[0]] {
			n++
		}
		rank(rows[:n], value, day, paper)
		rows = rows[n:]
	}
	for _, members := range topic {
		var a Attention
		var known []float64
		for _, row := range members {
			switch {
			case paper[row] >= 0:
				known = append(known, paper[row])
			case value[row] >= 0 && age[row] < settled:
				a.Young++
			}
		}
		if a.Papers = len(known); a.Papers > 0 {
			a.Percentile, a.Low, a.High = median(known, 0, 100)
		}
		attention = append(attention, a)
	}
	return paper, attention
}

// rank sets the percentiles of papers that were seen on one day; rows are in
// order of their dates.
func rank(rows, value, day []int32, paper []float64) {
	var near []int32 // values of the papers of about the same date, ascending
	from, to := 0, 0
	for _, row := range rows {
		for ; to < len(rows) && day[rows[to]] <= day[row]+alike; to++ {
			at, _ := slices.BinarySearch(near, value[rows[to]])
			near = slices.Insert(near, at, value[rows[to]])
		}
		for ; day[rows[from]] < day[row]-alike; from++ {
			at, _ := slices.BinarySearch(near, value[rows[from]])
			near = slices.Delete(near, at, at+1)
		}
		others := len(near) - 1
		if others < peers {
			continue
		}
		less, _ := slices.BinarySearch(near, value[row])
		upTo, _ := slices.BinarySearch(near, value[row]+1)
		paper[row] = 100 * (float64(less) + float64(upTo-less-1)/2) / float64(others)
	}
}

// median is the median of values that lie between two bounds, with the 95 %
// interval that needs no more than that they are drawn alike: the largest k
// such that fewer than k of n values lie below the median in at most 2.5 of 100
// cases gives the k-th from either end (David & Nagaraja 2003, Order
// Statistics, doi:10.1002/0471722162, section 7.1), and the bounds where there
// is none.
func median(values []float64, least, most float64) (middle, low, high float64) {
	x := slices.Sorted(slices.Values(values))
	n := len(x)
	middle, low, high = (x[(n-1)/2]+x[n/2])/2, least, most
	below, chance := 0., -float64(n)*math.Ln2 // P(fewer than k lie below), and the logarithm of P(k do)
	for k := 0; k < (n+1)/2; k++ {
		if below += math.Exp(chance); below > .025 {
			break
		}
		low, high = x[k], x[n-1-k]
		chance += math.Log(float64(n-k)) - math.Log(float64(k+1))
	}
	return middle, low, high
}
