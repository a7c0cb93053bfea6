package kmeans

import (
	"iter"
	"math"
	"math/bits"
)

// bounds are a number for each point and cluster, four to a word, so that four
// clusters are looked at in a few instructions: most points have no rival, and
// to find that out is most of what an iteration costs.
type bounds struct {
	k     int
	words int      // a point
	of    []uint64 // the bounds, on the scale of scale, at most lane
	line  []uint64 // by cluster: how far it has moved, rounded up
	far   uint64   // the largest of line
	exact []uint32 // line, for clusters that have moved beyond what a word holds
}

const (
	lane  = 1<<15 - 1
	high  = 0x8000_8000_8000_8000 // the upper bit of each lane, free for borrowing
	ones  = 0x0001_0001_0001_0001
	lanes = 4
)

func newBounds(n, k int) *bounds {
	words := (k + lanes - 1) / lanes
	b := &bounds{k: k, words: words, of: make([]uint64, n*words), line: make([]uint64, words), exact: make([]uint32, k)}
	if rest := k % lanes; rest > 0 { // clusters that there are not are far away
		for i := words - 1; i < len(b.of); i += words {
			b.of[i] = lane * ones << (16 * rest)
		}
	}
	return b
}

// set stores the bound of point i and cluster j.
func (b *bounds) set(i, j int32, bound float64) {
	w, shift := int(i)*b.words+int(j)/lanes, 16*uint(j%lanes)
	b.of[w] = b.of[w]&^(0xffff<<shift) | uint64(min(bound*scale, lane))<<shift
}

// follow takes note of how far the clusters have moved.
func (b *bounds) follow(drift []float64) {
	clear(b.line)
	b.far = 0
	for j, d := range drift {
		moved := uint64(min(math.Ceil(d*scale)+1, 1<<20))
		b.exact[j] = uint32(moved)
		b.line[j/lanes] |= min(moved, lane) << (16 * (j % lanes))
		b.far = max(b.far, moved)
	}
}

// below calls back with the clusters whose bound for point i, less what they
// have moved, is below a limit on the scale of scale.
func (b *bounds) below(i int32, limit float64) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		of := b.of[int(i)*b.words : int(i+1)*b.words]
		t := uint64(min(limit, 1<<20))
		if t+b.far > lane {
			for j, moved := range b.exact {
				if of[j/lanes]>>(16*(j%lanes))&lane < t+uint64(moved) && !yield(int32(j)) {
					return
				}
			}
			return
		}
		t *= ones
		for w, l := range of {
			// In each lane l − (line + t) borrows the upper bit where l is less.
			for r := ^((l | high) - (b.line[w] + t)) & high; r != 0; r &= r - 1 {
				if !yield(int32(w*lanes + bits.TrailingZeros64(r)/16)) {
					return
				}
			}
		}
	}
}
