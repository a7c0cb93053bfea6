package shard

import (
	"strings"
	"unsafe"

	"gonum.org/v1/gonum/blas/blas32"
)

// An array is one flat array of a model file, little-endian.
type array struct {
	Name               string
	Kind               string
	Rows, Cols, Stride int // of matrices
	At, Size           int // in the file, bytes

	bytes []byte
}

// Kinds of arrays.
const (
	kindFloat = "float32"
	kindWhole = "int32"
	kindBytes = "bytes"
	kindWords = "lines" // each with its line end
)

func matrix(name string, x blas32.General) array {
	return array{Name: name, Kind: kindFloat, Rows: x.Rows, Cols: x.Cols, Stride: x.Stride, bytes: raw(x.Data)}
}

func whole(name string, v []int32) array { return array{Name: name, Kind: kindWhole, bytes: raw(v)} }

func words(name string, v []string) array {
	var b []byte
	for _, s := range v {
		b = append(append(b, s...), '\n')
	}
	return array{Name: name, Kind: kindWords, bytes: b}
}

// raw and cooked look at the same memory; arrays in a file begin at multiples
// of align, and so do their bytes in memory.
func raw[T float32 | int32](v []T) []byte {
	if len(v) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}

func cooked[T float32 | int32](b []byte) []T {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/4)
}

func (a array) floats() []float32 { return cooked[float32](a.bytes) }
func (a array) whole() []int32    { return cooked[int32](a.bytes) }

func (a array) matrix() blas32.General {
	return blas32.General{Rows: a.Rows, Cols: a.Cols, Stride: a.Stride, Data: a.floats()}
}

// words are parts of the array's memory.
func (a array) words() []string {
	if len(a.bytes) == 0 {
		return nil
	}
	all := unsafe.String(unsafe.SliceData(a.bytes), len(a.bytes)-1)
	return strings.Split(all, "\n")
}
