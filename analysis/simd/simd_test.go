package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

func random(rows, cols, stride int, r *rand.Rand) blas32.General {
	x := blas32.General{Rows: rows, Cols: cols, Stride: stride, Data: make([]float32, rows*stride)}
	for i := range x.Data {
		x.Data[i] = float32(r.NormFloat64())
	}
	return x
}

// Inner products have the bits that the order of the package comment gives,
// at every width and alignment, and for any number of vectors on both sides.
func TestDots(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for width := range 40 {
		for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 11} {
			x, y := random(n, width, width+3, r), random((n*5)%9, width, width+width%2, r)
			rows := []int32{}
			for range n + 1 {
				if n > 0 {
					rows = append(rows, int32(r.IntN(n)))
				}
			}
			for _, some := range []bool{false, true} {
				list := rows
				if !some {
					list = nil
					for i := range n {
						list = append(list, int32(i))
					}
				}
				stride := y.Rows + n%3
				out := make([]float32, len(list)*stride)
				for i := range out {
					out[i] = -77
				}
				if some {
					DotsOf(x, rows, y, out, stride)
				} else {
					Dots(x, y, out, stride)
				}
				for i, row := range list {
					for j := range y.Rows {
						a, b := x.Data[int(row)*x.Stride:][:width], y.Data[j*y.Stride:][:width]
						want, exact := dot(a, b), 0.0
						for c := range a {
							exact += float64(a[c]) * float64(b[c])
						}
						if got := out[i*stride+j]; got != want || math.Abs(float64(got)-exact) > 1e-4 {
							t.Fatalf("width %d, rows %v: product %d, %d is %v, want %v (exactly %v)", width, list, row, j, got, want, exact)
						}
					}
					for _, v := range out[i*stride+y.Rows : (i+1)*stride] {
						if v != -77 {
							t.Fatalf("width %d: wrote beyond the product", width)
						}
					}
				}
			}
		}
	}
}

// Sums of rows have the bits of a loop over them, and touch nothing else.
func TestSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for width := range 40 {
		for count := range 11 {
			x := random(7, width+5, width+9, r)
			rows, weights := make([]int32, count), make([]float32, count)
			for e := range rows {
				rows[e], weights[e] = int32(r.IntN(x.Rows)), float32(r.NormFloat64())
			}
			y := random(1, width+8, width+8, r).Data // 8 more, which must stay
			want := slices.Clone(y)
			for e, row := range rows {
				for j := range width {
					want[j] += float32(weights[e] * x.Data[int(row)*x.Stride+2+j])
				}
			}
			AddRows(y[:width], x, 2, rows, weights)
			if !slices.Equal(y, want) {
				t.Fatalf("width %d, %d rows: sum %v, want %v", width, count, y, want)
			}
			all := slices.Clone(x.Data)
			for e, row := range rows {
				for j := range width {
					all[int(row)*x.Stride+2+j] += float32(weights[e] * y[j])
				}
			}
			AddToRows(x, 2, rows, weights, y[:width])
			if !slices.Equal(x.Data, all) {
				t.Fatalf("width %d, %d rows: not what a loop adds", width, count)
			}
		}
	}
}

// Accumulate adds each number once, at every length.
func TestAccumulate(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for n := range 23 {
		x, sum := random(1, n, n, r).Data, make([]float64, n+4)
		want := make([]float64, n+4)
		for i := range sum {
			sum[i] = r.NormFloat64()
			want[i] = sum[i]
			if i < n {
				want[i] += float64(x[i])
			}
		}
		Accumulate(sum, x)
		if !slices.Equal(sum, want) {
			t.Errorf("%d numbers: %v, want %v", n, sum, want)
		}
	}
}

// The kernels read memory by number, so what is not there is refused.
func TestSumsOutOfRange(t *testing.T) {
	x := random(3, 4, 4, rand.New(rand.NewPCG(5, 6)))
	y, one := make([]float32, 4), []float32{1}
	for name, add := range map[string]func(){
		"row":     func() { AddRows(y, x, 0, []int32{3}, one) },
		"below":   func() { AddToRows(x, 0, []int32{-1}, one, y) },
		"columns": func() { AddRows(y, x, 1, []int32{0}, one) },
		"weights": func() { AddRows(y, x, 0, []int32{0, 1}, one) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			add()
		})
	}
}

func BenchmarkDots(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, width := range []int{150, 1024} {
		x, y := random(64, width, width, r), random(64, width, width, r)
		out := make([]float32, 64*64)
		b.Run(fmt.Sprintf("64x64x%d", width), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Dots(x, y, out, 64)
			}
			b.ReportMetric(2*64*64*float64(width)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
		})
	}
}

func BenchmarkAddRows(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, rows := range []int{1000, 40_000} { // in and beyond the second-level cache
		x, list, weights := random(rows, 160, 160, r), make([]int32, 100), random(1, 100, 100, r).Data
		y := make([]float32, 80)
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for e := range list {
					list[e] = int32(r.IntN(rows))
				}
				AddRows(y, x, 80, list, weights)
			}
			b.ReportMetric(4*80*100*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
		})
	}
}
