package history

import (
	"encoding/binary"
	"errors"
	"math"
)

// packFloats writes lists of numbers, none lost: a list whose numbers have at
// most four decimals as integers, any other bit by bit. Bytes of one
// significance stand together, which then compress to half.
func packFloats(lists ...[]float32) []byte {
	var b []byte
	for _, list := range lists {
		scale := scaleOf(list)
		b = binary.AppendUvarint(b, uint64(len(list)))
		b = binary.AppendUvarint(b, uint64(scale))
		planes := make([]byte, 4*len(list))
		for i, v := range list {
			bits := math.Float32bits(v)
			if scale > 0 {
				n := int32(math.Round(float64(v) * float64(scale)))
				bits = uint32(n<<1) ^ uint32(n>>31) // small numbers of either sign have empty high bytes
			}
			for k := range 4 {
				planes[k*len(list)+i] = byte(bits >> (8 * k))
			}
		}
		b = append(b, planes...)
	}
	return b
}

// scaleOf is the power of ten by which all numbers are whole, 0 if none to
// 10,000 is.
func scaleOf(list []float32) int {
	scale := 1
	for _, v := range list {
		for !whole(v, scale) {
			if scale *= 10; scale > 10000 {
				return 0
			}
		}
	}
	return scale
}

// whole reports whether v comes back from its integer at a scale.
func whole(v float32, scale int) bool {
	n := math.Round(float64(v) * float64(scale))
	return math.Abs(n) < 1<<30 && float32(n/float64(scale)) == v && !(v == 0 && math.Signbit(float64(v)))
}

var errFloats = errors.New("list of numbers ends early")

// unpackFloats reads what packFloats wrote.
func unpackFloats(b []byte) ([][]float32, error) {
	var lists [][]float32
	for len(b) > 0 {
		n, head := binary.Uvarint(b)
		if head <= 0 {
			return nil, errFloats
		}
		b = b[head:]
		scale, head := binary.Uvarint(b)
		if head <= 0 || n > uint64(len(b)-head)/4 {
			return nil, errFloats
		}
		b = b[head:]
		list := make([]float32, n)
		for i := range list {
			var bits uint32
			for k := range 4 {
				bits |= uint32(b[k*len(list)+i]) << (8 * k)
			}
			list[i] = math.Float32frombits(bits)
			if scale > 0 {
				list[i] = float32(float64(int32(bits>>1)^-int32(bits&1)) / float64(scale))
			}
		}
		lists, b = append(lists, list), b[4*n:]
	}
	return lists, nil
}
