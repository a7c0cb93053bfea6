package corpus

import (
	"encoding/binary"
	"hash/fnv"
	"math"
)

// Drawn reports whether a paper belongs to a sample that holds about a share
// (0 to 1) of all papers. It depends on nothing but the id, seed and share, so
// that any order of papers and any split among machines draws the same, and
// papers stay in a sample as a history grows: a smaller share draws some of
// those that a larger one draws.
func Drawn(id string, seed uint64, share float64) bool {
	h := fnv.New64a()
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], seed)
	h.Write(b[:])
	h.Write([]byte(id))
	v := h.Sum64() // FNV's upper bits hardly know the last letters: mix them (MurmurHash3's finaliser)
	v = (v ^ v>>33) * 0xff51afd7ed558ccd
	v = (v ^ v>>33) * 0xc4ceb9fe1a85ec53
	return float64(v^v>>33) < share*math.MaxUint64
}
