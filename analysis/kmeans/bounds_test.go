package kmeans

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Clusters are found below a limit as a loop over them finds them, whatever
// their number, near and far.
func TestBoundsBelow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := 1; k < 14; k++ {
		for _, far := range []float64{0, 1, 6} { // 6 is more than a word holds
			b, bound, drift := newBounds(3, k), make([][]float64, 3), make([]float64, k)
			for j := range drift {
				drift[j] = far * r.Float64()
			}
			b.follow(drift)
			for i := range bound {
				bound[i] = make([]float64, k)
				for j := range k {
					b.set(int32(i), int32(j), 5)
					bound[i][j] = 2*r.Float64() + drift[j]
					b.set(int32(i), int32(j), bound[i][j])
				}
			}
			for i := range bound {
				limit := math.Ceil(2 * r.Float64() * scale)
				var want []int32
				for j := range k {
					stored := math.Floor(min(bound[i][j]*scale, lane))
					if stored < limit+math.Ceil(drift[j]*scale)+1 {
						want = append(want, int32(j))
					}
				}
				if got := slices.Collect(b.below(int32(i), limit)); !slices.Equal(got, want) {
					t.Errorf("%d clusters, drift below %v, limit %v: %v, want %v", k, far, limit, got, want)
				}
			}
		}
	}
}
