//go:build amd64 && !purego

package simd

// hasAVX says whether processor and operating system have 256-bit registers.
var hasAVX = avx()

func avx() bool

//go:noescape
func dots3x4AVX(n int, a *[3]*float32, b *[4]*float32, out *[12]float32)

//go:noescape
func dots1x4AVX(n int, a *float32, b *[4]*float32, out *[4]float32)

//go:noescape
func addRowsAVX(y *float32, n int, x *float32, stride int, rows *int32, weights *float32, count int)

//go:noescape
func addToRowsAVX(x *float32, stride int, rows *int32, weights *float32, count int, y *float32, n int)

//go:noescape
func accumulateAVX(sum *float64, x *float32, n int)

// dots3x4 sets out[4*i+j] to the inner product of a[i] and b[j], n numbers each.
func dots3x4(n int, a *[3]*float32, b *[4]*float32, out *[12]float32) {
	if hasAVX {
		dots3x4AVX(n, a, b, out)
		return
	}
	for i, row := range a {
		dots1x4Plain(n, row, b, (*[4]float32)(out[4*i:]))
	}
}

// dots1x4 sets out[j] to the inner product of a and b[j], n numbers each.
func dots1x4(n int, a *float32, b *[4]*float32, out *[4]float32) {
	if hasAVX {
		dots1x4AVX(n, a, b, out)
		return
	}
	dots1x4Plain(n, a, b, out)
}

// addRows adds weights[e] times row rows[e] of x to the n numbers of y.
func addRows(y *float32, n int, x *float32, stride int, rows *int32, weights *float32, count int) {
	if hasAVX {
		addRowsAVX(y, n, x, stride, rows, weights, count)
		return
	}
	addRowsPlain(y, n, x, stride, rows, weights, count)
}

// addToRows adds weights[e] times y to row rows[e] of x.
func addToRows(x *float32, stride int, rows *int32, weights *float32, count int, y *float32, n int) {
	if hasAVX {
		addToRowsAVX(x, stride, rows, weights, count, y, n)
		return
	}
	addToRowsPlain(x, stride, rows, weights, count, y, n)
}

// accumulate adds the n numbers of x to sum; n is a multiple of 4.
func accumulate(sum *float64, x *float32, n int) {
	if hasAVX {
		accumulateAVX(sum, x, n)
		return
	}
	accumulatePlain(sum, x, n)
}
