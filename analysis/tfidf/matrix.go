package tfidf

// A Matrix holds the papers' terms by paper, compactly: paper i has the
// entries Start[i] to Start[i+1] of Term, Count and Weight, terms ascending.
type Matrix struct {
	Vocabulary *Vocabulary
	Start      []int64   // one more than there are papers
	Term       []int32   // index into the vocabulary
	Count      []uint8   // occurrences, the title's twice; at most 255
	Weight     []float32 // rows have unit length, or are zero
}

// A Vocabulary is the terms in ascending order of their keys.
type Vocabulary struct {
	Terms   []string // keys: a stem, or two stems joined by a space
	Surface []string // the commonest written form of each term
	DF      []int32  // papers that hold the term
}
