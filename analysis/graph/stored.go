package graph

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// A Stored is what an Index holds, in flat arrays that can lie in a file.
type Stored struct {
	Each   int              // cells that a point probes
	Nodes  []int32          // cell after cell
	Begin  []int32          // by cell: where its nodes begin; one more than there are cells
	Centre blas32.General   // of the cells; without rows there is one cell
	Held   blas32.General   // the nodes' vectors in the order of Nodes, rows padded with zeros
	Smooth []blas32.General // the nodes' vectors before each smoothing step
}

// Store returns what ix holds. It shares ix's memory.
func (ix *Index) Store() Stored {
	f := ix.file
	s := Stored{Each: f.each, Centre: f.centre, Held: f.held, Smooth: ix.smooth, Nodes: slices.Concat(f.cells...)}
	for _, b := range f.begin {
		s.Begin = append(s.Begin, int32(b))
	}
	return s
}

// Restore returns the index that was stored. It reads the arrays of s where
// they are and changes none. The number of workers never changes a result.
func Restore(s Stored, workers int) *Index {
	f := &file{points: s.Smooth[0], centre: s.Centre, half: halves(s.Centre), each: s.Each, held: s.Held, last: len(s.Begin) - 1}
	for c := range f.last {
		f.cells = append(f.cells, s.Nodes[s.Begin[c]:s.Begin[c+1]])
	}
	for _, b := range s.Begin {
		f.begin = append(f.begin, int(b))
	}
	return &Index{file: f, smooth: s.Smooth, workers: workers}
}
