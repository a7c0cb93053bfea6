package text

import (
	"hash/maphash"
	"math/bits"
)

// lookup finds the units of words as written. It is the innermost loop of
// reading, and does for it half of what a map costs: nearly all words have at
// most 16 bytes, which it keeps and compares as two numbers.
type lookup struct {
	slots []slot // a power of two
	used  int
	shift uint
	seeds [2]uint64       // so that nobody can write words that all collide; no result depends on them
	long  map[string]Unit // words of more bytes
}

// slot holds a word, padded with zeros that no word holds; it is free where lo
// is 0.
type slot struct {
	lo, hi uint64
	unit   Unit
}

func newLookup() *lookup {
	l := &lookup{long: map[string]Unit{}}
	seed := maphash.MakeSeed()
	l.seeds = [2]uint64{maphash.String(seed, "lo"), maphash.String(seed, "hi")}
	l.resize(1 << 12)
	return l
}

func (l *lookup) resize(size int) {
	old := l.slots
	l.slots, l.shift = make([]slot, size), uint(64-bits.TrailingZeros(uint(size)))
	for _, s := range old {
		if s.lo != 0 {
			*l.find(s.lo, s.hi) = s
		}
	}
}

// find returns the slot of a word, or the free one where it would be.
func (l *lookup) find(lo, hi uint64) *slot {
	high, low := bits.Mul64(lo^l.seeds[0], hi^l.seeds[1])
	mask := uint64(len(l.slots) - 1)
	for i := (high ^ low) >> l.shift; ; i++ {
		if s := &l.slots[i&mask]; s.lo == lo && s.hi == hi || s.lo == 0 {
			return s
		}
	}
}

func (l *lookup) get(word string) (Unit, bool) {
	if len(word) > 16 {
		unit, ok := l.long[word]
		return unit, ok
	}
	lo, hi := pack(word)
	s := l.find(lo, hi)
	return s.unit, s.lo != 0
}

// put adds a word that is not there.
func (l *lookup) put(word string, unit Unit) {
	if len(word) > 16 {
		l.long[word] = unit
		return
	}
	if 2*l.used >= len(l.slots) {
		l.resize(2 * len(l.slots))
	}
	l.used++
	lo, hi := pack(word)
	*l.find(lo, hi) = slot{lo, hi, unit}
}

// pack returns the bytes of a word of at most 16 as two numbers.
func pack(w string) (lo, hi uint64) {
	switch n := len(w); {
	case n >= 8:
		return load8(w), load8(w[n-8:]) >> (8 * (16 - n))
	case n >= 4:
		return uint64(load4(w)) | uint64(load4(w[n-4:]))<<(8*(n-4)), 0
	}
	for i := len(w) - 1; i >= 0; i-- {
		lo = lo<<8 | uint64(w[i])
	}
	return lo, 0
}

func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func load4(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
