package kmeans

import (
	"slices"
	"testing"
)

// TestFixed: two points at 0° are fixed among those at 90°. They stay, and draw
// the centroid: 8·(0,1) + 2·(1,0) over 10 is (.2, .8).
func TestFixed(t *testing.T) {
	degrees := []float64{0, 0, 0, 90, 90, 90, 90, 90, 90, 90, 90, 0, 0}
	start := []int32{0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	fixed := make([]bool, len(start))
	fixed[11], fixed[12] = true, true
	free := Refit(angles(degrees...), start, 2, Options{MaxIterations: 50})
	held := Refit(angles(degrees...), start, 2, Options{MaxIterations: 50, Fixed: fixed})
	if want := append(slices.Clone(start[:11]), 0, 0); !slices.Equal(free.Of, want) {
		t.Errorf("free points end in %v, want %v", free.Of, want)
	}
	if !slices.Equal(held.Of, start) {
		t.Errorf("fixed points end in %v, want %v", held.Of, start)
	}
	if c := held.Centroids.Data[held.Centroids.Stride:][:2]; !near(c[0], .2) || !near(c[1], .8) {
		t.Errorf("centroid %v, want (.2, .8)", c)
	}
	// An empty cluster takes a point that is free to go, though the fixed ones
	// are served worst.
	empty := Refit(angles(degrees...), start, 3, Options{MaxIterations: 1, Fixed: fixed})
	if empty.Sizes[2] == 0 || empty.Of[11] != 1 || empty.Of[12] != 1 {
		t.Errorf("an empty third cluster: %v", empty.Of)
	}
}

func near(a, b float32) bool { return a-b < 1e-6 && b-a < 1e-6 }

// TestFixedOnly: fixed points stay, bounds change nothing, and nothing fixed is
// the same as no list.
func TestFixedOnly(t *testing.T) {
	for name, x := range kinds() {
		n := x.Len()
		start, fixed := make([]int32, n), make([]bool, n)
		for i := range start {
			start[i], fixed[i] = int32(i%7), i%5 == 0
		}
		o := options(2)
		none := o
		none.Fixed = make([]bool, n)
		if !slices.Equal(Refit(x, start, 7, none).Of, Refit(x, start, 7, o).Of) {
			t.Errorf("%s: nothing fixed differs from no list", name)
		}
		o.Fixed = fixed
		r := Refit(x, start, 7, o)
		s := newState(x, 7, o)
		s.bounded, s.hysteresis, s.fixed, s.c = false, float32(o.Hysteresis), fixed, newCentroids(x, 7)
		copy(s.of, start)
		s.sort()
		for j := range 7 {
			s.absent[j], s.changed[j] = true, true
		}
		if plain := s.run(o); !slices.Equal(plain.Of, r.Of) {
			t.Errorf("%s: bounds change the result", name)
		}
		for i, f := range fixed {
			if f && r.Of[i] != start[i] {
				t.Fatalf("%s: point %d moved", name, i)
			}
		}
	}
}

// TestMay: of the points at 80° that start with those at 0°, the two that may
// not move into the cluster at 90° stay, and so does the new one among them,
// which lies nearer to the cluster at 90°. One that may move nowhere goes to the
// nearest.
func TestMay(t *testing.T) {
	degrees := []float64{0, 0, 0, 0, 0, 0, 90, 90, 90, 80, 80, 80, 80, 80}
	start := []int32{0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, -1, -1}
	may := func(point int, cluster int32) bool { return cluster == 0 && point < 13 || point == 9 }
	r := Refit(angles(degrees...), start, 2, Options{MaxIterations: 50, May: may})
	if want := []int32{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1}; !slices.Equal(r.Of, want) {
		t.Errorf("points end in %v, want %v", r.Of, want)
	}
	others := Assign(angles(80, 80, 80), r.Centroids, []int32{0, -1, 0}, Options{May: func(point int, _ int32) bool { return point == 2 }})
	if want := []int32{0, 1, 1}; !slices.Equal(others, want) {
		t.Errorf("points outside end in %v, want %v", others, want)
	}
}

// TestMayOnly: bounds change nothing, and nothing moves where it may not.
func TestMayOnly(t *testing.T) {
	for name, x := range kinds() {
		start := make([]int32, x.Len())
		for i := range start {
			start[i] = int32(i%8) - 1
		}
		o := options(2)
		o.May = func(point int, cluster int32) bool { return cluster < 5 || point%3 == 0 }
		r := Refit(x, start, 7, o)
		s := newState(x, 7, o)
		s.bounded, s.hysteresis, s.may, s.c = false, float32(o.Hysteresis), o.May, newCentroids(x, 7)
		copy(s.of, start)
		s.sort()
		for j := range 7 {
			s.absent[j], s.changed[j] = true, true
		}
		if plain := s.run(o); !slices.Equal(plain.Of, r.Of) {
			t.Errorf("%s: bounds change the result", name)
		}
		moved := 0
		for i, j := range r.Of {
			if j != start[i] {
				moved++
				if !o.May(i, j) {
					t.Fatalf("%s: point %d moved from %d to %d", name, i, start[i], j)
				}
			}
		}
		if moved == 0 {
			t.Errorf("%s: nothing moved", name)
		}
	}
}
