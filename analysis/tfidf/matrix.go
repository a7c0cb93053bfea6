package tfidf

import (
	"slices"

	"gonum.org/v1/gonum/mat"
)

// A Matrix holds the papers' terms by paper, compactly: paper i has the
// entries Start[i] to Start[i+1] of Term, Count and Weight, terms ascending.
// As a gonum matrix it is terms × papers and shows the weights.
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

var _ mat.Matrix = (*Matrix)(nil)

// Dims returns the numbers of terms and of papers.
func (x *Matrix) Dims() (terms, papers int) { return x.Width(), x.Len() }

// At returns the weight of a term in a paper.
func (x *Matrix) At(term, paper int) float64 {
	terms, weights := x.Row(paper)
	if i, ok := slices.BinarySearch(terms, int32(term)); ok {
		return float64(weights[i])
	}
	return 0
}

// T returns the matrix as papers × terms, without copying it.
func (x *Matrix) T() mat.Matrix { return mat.Transpose{Matrix: x} }
