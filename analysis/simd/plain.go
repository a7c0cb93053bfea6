package simd

import "unsafe"

// What the kernels do, in Go: where there is no AVX, and for tests.

func dots1x4Plain(n int, a *float32, b *[4]*float32, out *[4]float32) {
	x := unsafe.Slice(a, n)
	for j, row := range b {
		out[j] = dot(x, unsafe.Slice(row, n))
	}
}

func dot(x, y []float32) float32 {
	var s [lanes]float32
	for ; len(x) >= lanes; x, y = x[lanes:], y[lanes:] {
		x, y := x[:lanes:lanes], y[:lanes:lanes]
		for l := range s {
			s[l] += float32(x[l] * y[l])
		}
	}
	for l, v := range x {
		s[l] += float32(v * y[l])
	}
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
}

func addRowsPlain(y *float32, n int, x *float32, stride int, rows *int32, weights *float32, count int) {
	sum, weight := unsafe.Slice(y, n), unsafe.Slice(weights, count)
	for e, r := range unsafe.Slice(rows, count) {
		for j, v := range rowOf(x, stride, r, n) {
			sum[j] += float32(weight[e] * v)
		}
	}
}

func addToRowsPlain(x *float32, stride int, rows *int32, weights *float32, count int, y *float32, n int) {
	add, weight := unsafe.Slice(y, n), unsafe.Slice(weights, count)
	for e, r := range unsafe.Slice(rows, count) {
		row := rowOf(x, stride, r, n)
		for j, v := range add {
			row[j] += float32(weight[e] * v)
		}
	}
}

func accumulatePlain(sum *float64, x *float32, n int) {
	to := unsafe.Slice(sum, n)
	for j, v := range unsafe.Slice(x, n) {
		to[j] += float64(v)
	}
}

func rowOf(x *float32, stride int, r int32, n int) []float32 {
	const size = 4 // bytes of a float32
	return unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(x), size*stride*int(r))), n)
}
