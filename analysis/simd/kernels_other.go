//go:build !amd64 || purego

package simd

func dots3x4(n int, a *[3]*float32, b *[4]*float32, out *[12]float32) {
	for i, row := range a {
		dots1x4Plain(n, row, b, (*[4]float32)(out[4*i:]))
	}
}

func dots1x4(n int, a *float32, b *[4]*float32, out *[4]float32) { dots1x4Plain(n, a, b, out) }

func addRows(y *float32, n int, x *float32, stride int, rows *int32, weights *float32, count int) {
	addRowsPlain(y, n, x, stride, rows, weights, count)
}

func addToRows(x *float32, stride int, rows *int32, weights *float32, count int, y *float32, n int) {
	addToRowsPlain(x, stride, rows, weights, count, y, n)
}

func accumulate(sum *float64, x *float32, n int) { accumulatePlain(sum, x, n) }
