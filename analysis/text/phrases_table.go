package text

import "math/bits"

// A pairTable maps pairs to numbers from 0 on, by open addressing. The zero
// value is empty.
type pairTable struct {
	slots []pairSlot // a power of two
	used  int
	shift int
}

type pairSlot struct {
	pair  uint64
	value int32 // plus one; 0: free
}

// get returns the number of a pair, or −1.
func (t *pairTable) get(pair uint64) int32 {
	if len(t.slots) == 0 {
		return -1
	}
	return t.slot(pair).value - 1
}

// slot returns the slot that holds a pair, or the free one where it belongs.
func (t *pairTable) slot(pair uint64) *pairSlot {
	for i := pair * hashBase >> t.shift; ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		if s.value == 0 || s.pair == pair {
			return s
		}
	}
}

// put sets the number of a pair.
func (t *pairTable) put(pair uint64, value int32) {
	if 2*t.used >= len(t.slots) {
		old := t.slots
		t.slots = make([]pairSlot, max(1<<10, 2*len(old)))
		t.shift = 64 - bits.TrailingZeros(uint(len(t.slots)))
		for _, s := range old {
			if s.value != 0 {
				*t.slot(s.pair) = s
			}
		}
	}
	s := t.slot(pair)
	if s.value == 0 {
		t.used++
	}
	*s = pairSlot{pair, value + 1}
}
