package history

import (
	"encoding/binary"
	"errors"
	"math"
)

// packFloats writes lists of numbers bit by bit. Bytes of one significance
// stand together: signs and exponents, which are alike, then compress well,
// which they do not among the noise of the lower bits.
func packFloats(lists ...[]float32) []byte {
	var b []byte
	for _, list := range lists {
		b = binary.AppendUvarint(b, uint64(len(list)))
		planes := make([]byte, 4*len(list))
		for i, v := range list {
			bits := math.Float32bits(v)
			for k := range 4 {
				planes[k*len(list)+i] = byte(bits >> (8 * k))
			}
		}
		b = append(b, planes...)
	}
	return b
}

// unpackFloats reads what packFloats wrote.
func unpackFloats(b []byte) ([][]float32, error) {
	var lists [][]float32
	for len(b) > 0 {
		n, head := binary.Uvarint(b)
		if head <= 0 || n > uint64(len(b)-head)/4 {
			return nil, errors.New("a list of numbers ends early")
		}
		b = b[head:]
		list := make([]float32, n)
		for i := range list {
			var bits uint32
			for k := range 4 {
				bits |= uint32(b[k*len(list)+i]) << (8 * k)
			}
			list[i] = math.Float32frombits(bits)
		}
		lists, b = append(lists, list), b[4*n:]
	}
	return lists, nil
}
