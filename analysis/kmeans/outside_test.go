package kmeans

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

// Points at 0°, 0° and 90° in clusters 0, 0 and 2: means (1, 0) and (0, 1);
// cluster 1 is empty and its mean zero. A point of no cluster is left out.
func TestMeansByHand(t *testing.T) {
	m := Means(angles(0, 0, 90, 180), []int32{0, 0, 2, -1}, 3, Default())
	for j, want := range [][2]float64{{1, 0}, {0, 0}, {0, 1}} {
		for i := range want {
			if got := float64(m.Data[j*m.Stride+i]); math.Abs(got-want[i]) > 1e-6 {
				t.Errorf("mean %d: coordinate %d is %v, want %v", j, i, got, want[i])
			}
		}
	}
}

// Centroids at 0° and 90°. Squared distances of unit vectors at an angle a are
// 2 − 2·cos a, so those of a point at 44° are .5613 and .6107, and at 46° they
// change places: the difference of .0494 is within a hysteresis of .05, and
// that of .1479 at 48° is not.
func TestAssignByHand(t *testing.T) {
	axes := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1}}
	x := angles(44, 46, 46, 46, 48, 48, 45)
	o := Default() // hysteresis .05
	o.Fixed = []bool{false, false, false, false, false, true, false}
	got := Assign(x, axes, []int32{-1, -1, 0, 1, 0, 0, -1}, o)
	if want := []int32{0, 1, 0, 1, 1, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The points of a fit, assigned to its means, stay where they are, dense and
// sparse, in one piece or in portions, for any number of workers.
func TestAssignAgreesWithFit(t *testing.T) {
	d := dense(1000, 20, 9, .9, 3)
	for name, x := range map[string]Points{"dense": d, "sparse": subset{d, all(1000)}} {
		c := Fit(x, 9, Default(), 1)
		means := Means(x, c.Of, 9, Default())
		for j := range 9 {
			for i := range 20 {
				if got, want := means.Data[j*means.Stride+i], c.Centroids.Data[j*c.Centroids.Stride+i]; got != want {
					t.Fatalf("%s: mean %d differs from the centroid: %v, want %v", name, j, got, want)
				}
			}
		}
		for _, workers := range []int{1, 2, 3} {
			o := Options{Workers: workers}
			if !slices.Equal(Assign(x, means, nil, o), c.Of) {
				t.Errorf("%s, %d workers: points leave the cluster of a fit", name, workers)
			}
			var parts []int32
			for from := 0; from < 1000; from += 300 {
				parts = append(parts, Assign(sample(x, all(1000)[from:min(from+300, 1000)]), means, nil, o)...)
			}
			if !slices.Equal(parts, c.Of) {
				t.Errorf("%s, %d workers: portions differ", name, workers)
			}
		}
	}
}

func all(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}
