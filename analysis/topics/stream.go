package topics

import (
	"encoding/binary"
	"hash/fnv"
)

// stream gives a part of the work its own seed, so that a part that draws one
// number more leaves the others as they were.
func stream(seed uint64, part string, i int) uint64 {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], seed)
	binary.LittleEndian.PutUint64(b[8:], uint64(i))
	h.Write(b[:])
	h.Write([]byte(part))
	return h.Sum64()
}
