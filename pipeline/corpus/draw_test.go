package corpus

import (
	"fmt"
	"math"
	"testing"
)

// Of 100,000 ids a share p draws p·n, give or take the binomial's √(n·p·(1−p)):
// here at most 4 of these. Even and odd ids, and those of two seeds, are drawn
// alike and independently. A smaller sample lies in the larger.
func TestDrawn(t *testing.T) {
	const n = 100000
	for _, share := range []float64{0, .01, .3, 1} {
		drawn, odd, both := 0, 0, 0
		for i := range n {
			id := fmt.Sprintf("%02d%02d.%05d", i/12000, 1+i/1000%12, i)
			is := Drawn(id, 1, share)
			if is {
				drawn++
				odd += i % 2
				if Drawn(id, 2, share) {
					both++
				}
			}
			if !is && Drawn(id, 1, share/2) {
				t.Fatalf("%s is in the half of a sample that it is not in", id)
			}
		}
		near := func(what string, got, of int, p float64) {
			if e := 4 * math.Sqrt(float64(of)*p*(1-p)); math.Abs(float64(got)-float64(of)*p) > e {
				t.Errorf("share %g: %s %d of %d, want %g", share, what, got, of, p)
			}
		}
		near("drawn", drawn, n, share)
		near("odd", odd, drawn, .5)
		near("by both seeds", both, drawn, share)
	}
}

// The sample is part of what histories hold: another hash would move papers in
// and out of it.
func TestDrawnStays(t *testing.T) {
	got := ""
	for i := range 40 {
		if Drawn(fmt.Sprint(i), 1, .5) {
			got += "1"
		} else {
			got += "0"
		}
	}
	if want := "1010011101001101001010000011110001101010"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
