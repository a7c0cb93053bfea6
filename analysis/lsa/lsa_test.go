package lsa

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"

	"papertide/analysis/tfidf"
)

// papers returns a sparse matrix of n unit rows: words of falling frequency,
// a third of them moved by one of a number of subjects. Row 3 is empty.
func papers(n, terms, subjects, length int, seed uint64) *tfidf.Matrix {
	rng := rand.New(rand.NewPCG(seed, 1))
	m := &tfidf.Matrix{Vocabulary: &tfidf.Vocabulary{Terms: spelt(terms)}, Start: []int64{0}}
	for i := range n {
		subject := rng.IntN(subjects)
		var row []int32
		for range length {
			t := int(math.Exp(rng.Float64()*math.Log(float64(terms)))) - 1
			if rng.IntN(3) == 0 {
				t = (t*7 + subject*997) % terms
			}
			row = append(row, int32(t))
		}
		if i == 3 {
			row = nil
		}
		slices.Sort(row)
		row = slices.Compact(row)
		var s float64
		weight := make([]float64, len(row))
		for e, t := range row {
			weight[e] = math.Log(2+float64(t)) * (0.5 + rng.Float64())
			s += weight[e] * weight[e]
		}
		for e, t := range row {
			m.Term, m.Weight = append(m.Term, t), append(m.Weight, float32(weight[e]/math.Sqrt(s)))
		}
		m.Start = append(m.Start, int64(len(m.Term)))
	}
	return m
}

// spelt returns n terms that differ, as those of a vocabulary do.
func spelt(n int) []string {
	terms := make([]string, n)
	for i := range terms {
		terms[i] = strconv.Itoa(i)
	}
	return terms
}

func full(m *tfidf.Matrix) *mat.Dense {
	d := mat.NewDense(len(m.Start)-1, len(m.Vocabulary.Terms), nil)
	for i := range len(m.Start) - 1 {
		for e := m.Start[i]; e < m.Start[i+1]; e++ {
			d.Set(i, int(m.Term[e]), float64(m.Weight[e]))
		}
	}
	return d
}

func svd(d *mat.Dense) (values []float64, v *mat.Dense) {
	var f mat.SVD
	f.Factorize(d, mat.SVDThin)
	v = new(mat.Dense)
	f.VTo(v)
	return f.Values(nil), v
}

// The dense decomposition of gonum is the measure. Eight subjects and the
// common direction stand apart from the noise, whose singular values crowd:
// four iterations find the former and most of the latter, as many as needed
// find all.
func TestAgainstDenseSVD(t *testing.T) {
	m := papers(400, 900, 8, 40, 1)
	want, v := svd(full(m))
	for _, c := range []struct {
		iterations                      int
		leading, any, captured, aligned float64
	}{
		{4, .002, .05, .97, .997},
		{60, 1e-5, .001, .9999, .99999},
	} {
		b := Fit(m, Options{Rank: 30, Oversampling: 10, Iterations: c.iterations}, 1)
		var sum, most float64
		for j, s := range b.Values {
			sum += float64(s) * float64(s)
			most += want[j] * want[j]
			if e := math.Abs(float64(s)/want[j] - 1); e > c.any || j < 7 && e > c.leading {
				t.Errorf("%d iterations: singular value %d is %.5f, want %.5f", c.iterations, j, s, want[j])
			}
		}
		if sum < c.captured*most || sum > most*(1+1e-5) {
			t.Errorf("%d iterations: %d components capture %.4f, the best %.4f", c.iterations, len(b.Values), sum, most)
		}
		for j := range 7 {
			var dot float64
			for i := range b.Components.Rows {
				dot += float64(b.Components.Data[i*b.Components.Stride+j]) * v.At(i, j)
			}
			if math.Abs(dot) < c.aligned {
				t.Errorf("%d iterations: component %d has the cosine %.6f with the dense one", c.iterations, j, dot)
			}
		}
		orthonormal(t, b, 1e-5)
	}
}

func orthonormal(t *testing.T, b Basis, tolerance float64) {
	t.Helper()
	c := b.Components
	for j := range c.Cols {
		for k := range j + 1 {
			var dot, want float64
			for i := range c.Rows {
				dot += float64(c.Data[i*c.Stride+j]) * float64(c.Data[i*c.Stride+k])
			}
			if j == k {
				want = 1
			}
			if math.Abs(dot-want) > tolerance {
				t.Fatalf("columns %d and %d have the inner product %g", j, k, dot)
			}
		}
	}
}

// diagonal is a matrix whose singular values are its entries.
func diagonal(values ...float32) *tfidf.Matrix {
	m := &tfidf.Matrix{Vocabulary: &tfidf.Vocabulary{Terms: spelt(len(values))}, Start: []int64{0}}
	for i, v := range values {
		m.Term, m.Weight, m.Start = append(m.Term, int32(i)), append(m.Weight, v), append(m.Start, int64(i+1))
	}
	return m
}

// The singular values of a diagonal matrix are its entries, and each right
// singular vector is an axis. They fall by 1.5 each, so the first and the
// tenth differ by 38, and their fourth powers by two million: without
// orthonormalisation float32 would lose the tenth.
func TestDecayingSpectrum(t *testing.T) {
	values := make([]float32, 40)
	for i := range values {
		values[i] = float32(math.Pow(1.5, -float64(i)))
	}
	b := Fit(diagonal(values...), Options{Rank: 10, Oversampling: 6, Iterations: 4}, 7)
	for j, s := range b.Values {
		if math.Abs(float64(s/values[j])-1) > 1e-4 || math.Abs(float64(b.Components.Data[j*10+j])-1) > 1e-4 {
			t.Errorf("component %d: value %g, want %g; entry %g, want 1", j, s, values[j], b.Components.Data[j*10+j])
		}
	}
	orthonormal(t, b, 1e-5)
}

// Three different rows, each many times: the rank is 3, whatever is asked for.
func TestRankDeficient(t *testing.T) {
	m := &tfidf.Matrix{Vocabulary: &tfidf.Vocabulary{Terms: spelt(5)}, Start: []int64{0}}
	for i := range 30 {
		j := int32(i % 3)
		m.Term, m.Weight = append(m.Term, j, j+1), append(m.Weight, 0.6, 0.8)
		m.Start = append(m.Start, int64(len(m.Term)))
	}
	b := Fit(m, Default(), 1)
	if len(b.Values) != 3 || b.Components.Cols != 3 {
		t.Fatalf("values %v, want three", b.Values)
	}
	want, _ := svd(full(m))
	for j, s := range b.Values {
		if math.Abs(float64(s)-want[j]) > 1e-4 {
			t.Errorf("singular value %d is %.5f, want %.5f", j, s, want[j])
		}
	}
	orthonormal(t, b, 1e-5)
}

func TestProject(t *testing.T) {
	m := papers(300, 500, 6, 40, 2)
	b := Fit(m, Options{Rank: 20, Oversampling: 10, Iterations: 4}, 1)
	x := b.Project(m, 1)
	// Centred, but for the lengths: undo them by projecting by hand.
	var y mat.Dense
	v := mat.NewDense(b.Components.Rows, b.Components.Cols, nil)
	for i := range b.Components.Rows {
		for j := range b.Components.Cols {
			v.Set(i, j, float64(b.Components.Data[i*b.Components.Stride+j]))
		}
	}
	y.Mul(full(m), v)
	mean := make([]float64, 20)
	for i := range 300 {
		for j := range mean {
			mean[j] += y.At(i, j) / 300
		}
	}
	for i := range 300 {
		var s float64
		for j := range mean {
			s += (y.At(i, j) - mean[j]) * (y.At(i, j) - mean[j])
		}
		for j := range mean {
			want := (y.At(i, j) - mean[j]) / math.Sqrt(s)
			if i == 3 {
				want = 0 // the empty paper
			}
			if got := float64(x.Data[i*x.Stride+j]); math.Abs(got-want) > 1e-5 {
				t.Fatalf("paper %d, component %d: %g, want %g", i, j, got, want)
			}
		}
	}
}

func TestSameBitsForAnyWorkers(t *testing.T) {
	m := papers(2500, 3000, 10, 50, 3)
	o := Options{Rank: 40, Oversampling: 10, Iterations: 2, Workers: 1}
	want := Fit(m, o, 5)
	projected := want.Project(m, 1)
	for _, workers := range []int{2, 3, 7} {
		o.Workers = workers
		if d := cmp.Diff(want, Fit(m, o, 5)); d != "" {
			t.Errorf("%d workers give another basis", workers)
		}
		if d := cmp.Diff(projected, want.Project(m, workers)); d != "" {
			t.Errorf("%d workers give another projection", workers)
		}
	}
	if cmp.Equal(want, Fit(m, o, 6)) {
		t.Error("another seed gives the same bits: it is not used")
	}
}

// A term keeps its row of the random start when others come and go before it:
// otherwise each week's papers would draw other vectors.
func TestStartFollowsTerms(t *testing.T) {
	before, after := []string{"attent", "decod", "quantum"}, []string{"attent", "agent", "decod", "zero"}
	a, b := gaussian(before, 6, 2, 9), gaussian(after, 6, 1, 9)
	for i, j := range map[int]int{0: 0, 1: 2} {
		if d := cmp.Diff(a.Data[i*6:i*6+6], b.Data[j*6:j*6+6]); d != "" {
			t.Errorf("row of %s: %s", before[i], d)
		}
	}
	if cmp.Equal(b.Data[6:12], b.Data[12:18]) || cmp.Equal(a.Data[:6], gaussian(before, 6, 1, 10).Data[:6]) {
		t.Error("another term or seed gives the same row")
	}
}

func TestSigns(t *testing.T) {
	b := Fit(papers(200, 300, 5, 30, 4), Options{Rank: 12, Oversampling: 8, Iterations: 3}, 2)
	for j := range b.Components.Cols {
		var largest float32
		for i := range b.Components.Rows {
			if v := b.Components.Data[i*b.Components.Stride+j]; math.Abs(float64(v)) > math.Abs(float64(largest)) {
				largest = v
			}
		}
		if largest <= 0 {
			t.Errorf("the largest entry of component %d is %g", j, largest)
		}
	}
}

func TestDegenerate(t *testing.T) {
	for _, m := range []*tfidf.Matrix{
		{Vocabulary: &tfidf.Vocabulary{}, Start: []int64{0}},
		{Vocabulary: &tfidf.Vocabulary{}, Start: []int64{0, 0, 0}},
		{Vocabulary: &tfidf.Vocabulary{Terms: []string{"a", "b"}}, Start: []int64{0, 0, 0}},
		{Vocabulary: &tfidf.Vocabulary{Terms: []string{"a", "b"}}, Start: []int64{0}},
		diagonal(1), diagonal(0, 0),
	} {
		b := Fit(m, Default(), 1)
		x := b.Project(m, 2)
		for _, v := range x.Data {
			if v != 0 { // nothing is left of a single paper without its mean
				t.Errorf("%d papers: %v", x.Rows, x)
			}
		}
		if x.Rows != len(m.Start)-1 || x.Cols != len(b.Values) {
			t.Errorf("shape %d × %d", x.Rows, x.Cols)
		}
	}
}

func BenchmarkFit(b *testing.B) {
	m := papers(20000, 30000, 100, 100, 1)
	b.ReportAllocs()
	for b.Loop() {
		Fit(m, Default(), 1)
	}
}

func BenchmarkProject(b *testing.B) {
	m := papers(20000, 30000, 100, 100, 1)
	basis := Fit(m, Default(), 1)
	b.ReportAllocs()
	var x blas32.General
	for b.Loop() {
		x = basis.Project(m, 0)
	}
	b.SetBytes(int64(4 * len(x.Data)))
}
