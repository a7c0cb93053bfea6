package history

import (
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Both are safe for use by several goroutines and start none; making them
// takes longer than most of what they do.
var (
	// As many values are compressed at a time as there are processors. A
	// window of a mebibyte holds all values but a few, and eight would be
	// kept for each processor.
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithWindowSize(1<<20))
		if err != nil { // only for options out of range
			panic(err)
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// zip compresses b, with a checksum.
func zip(b []byte) []byte { return encoder().EncodeAll(b, nil) }

// unzip is the inverse of zip. What is no such value is damage.
func unzip(b []byte) ([]byte, error) { return unzipInto(nil, b) }

// unzipInto is unzip into room, if that is large enough.
func unzipInto(room, b []byte) ([]byte, error) {
	out, err := decoder().DecodeAll(b, room[:0])
	if err != nil {
		return nil, errDamaged{err.Error()}
	}
	return out, nil
}
