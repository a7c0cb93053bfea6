package shard

import (
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/graph"
	"papertide/analysis/kmeans"
	"papertide/analysis/lsa"
	"papertide/analysis/tfidf"
)

// Vectors are what was learnt from some papers to place others among them.
type Vectors struct {
	Terms  *tfidf.Model
	Basis  lsa.Basis
	Index  *graph.Index // of the papers of the fit
	Near   int          // neighbours that a paper is linked to
	Sparse bool         // the vectors of terms are clustered, not the dense ones
}

// A Placed is documents among the papers of a fit, one row each.
type Placed struct {
	Points kmeans.Points  // what is clustered
	Dense  blas32.General // drawn towards papers of the fit
	Near   graph.Graph    // edges lead to papers of the fit
}

// Place places documents; a document's row does not depend on the others.
func (v Vectors) Place(docs []string, workers int) (p Placed, err error) {
	counts, err := v.Terms.Transform(docs)
	if err != nil {
		return p, err
	}
	p.Near, p.Dense = v.Index.Join(v.Basis.Project(counts, workers), v.Near)
	p.Points = kmeans.Dense(p.Dense)
	if v.Sparse {
		p.Points = counts
	}
	return p, nil
}
