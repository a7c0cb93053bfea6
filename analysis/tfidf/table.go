package tfidf

// table maps keys to two integers; open addressing keeps it in little memory.
type table struct {
	entries []entry // a power of two
	used    int
	shift   uint // of the hash
}

type entry struct {
	key  uint64 // 0: free
	a, b int32
}

// pairKey makes one key, not 0, of two numbers that are not negative.
func pairKey(first, second int32) uint64 { return uint64(first+1)<<32 | uint64(second) }

// pairOf takes a key apart.
func pairOf(key uint64) (first, second int32) { return int32(key>>32) - 1, int32(uint32(key)) }

func newTable(size int) *table {
	t := &table{shift: 64}
	n := 1
	for n < 2*size {
		n *= 2
		t.shift--
	}
	t.entries = make([]entry, n)
	return t
}

// hash is Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) of
// both halves.
func hash(key uint64) uint64 { return (key ^ key>>29) * 0x9E3779B97F4A7C15 }

// slot returns where key is, or the free place where it would be.
func (t *table) slot(key uint64) *entry {
	mask := uint64(len(t.entries) - 1)
	for i := hash(key) >> t.shift; ; i++ {
		if e := &t.entries[i&mask]; e.key == key || e.key == 0 {
			return e
		}
	}
}

// find returns the entry of key, or nil.
func (t *table) find(key uint64) *entry {
	if e := t.slot(key); e.key != 0 {
		return e
	}
	return nil
}

// at returns the entry of key, a new one if need be. It is good until the next
// call.
func (t *table) at(key uint64) *entry {
	e := t.slot(key)
	if e.key == 0 {
		if 2*t.used >= len(t.entries) {
			t.grow()
			e = t.slot(key)
		}
		e.key = key
		t.used++
	}
	return e
}

func (t *table) grow() {
	old := t.entries
	*t = *newTable(len(old))
	for _, e := range old {
		if e.key != 0 {
			*t.slot(e.key) = e
			t.used++
		}
	}
}
