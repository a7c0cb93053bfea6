package tfidf

import (
	"fmt"
	"math"

	"github.com/james-bowman/nlp"
	"gonum.org/v1/gonum/mat"

	"papertide/analysis/parallel"
)

// The transformers change the weights of a *Matrix in place, row by row; other
// matrices they refuse.

// saturation lets the count of a term count ever less, as BM25 does.
type saturation struct {
	k1, b   float64
	mean    float64 // length of a paper, learnt
	workers int
}

func (s *saturation) Fit(m mat.Matrix) nlp.Transformer {
	if x, ok := m.(*Matrix); ok {
		s.mean = meanLength(x)
	}
	return s
}

func (s *saturation) Transform(m mat.Matrix) (mat.Matrix, error) {
	return eachRow(m, s.workers, func(_ []int32, count []uint8, weight []float32) {
		length := 0
		for _, c := range count {
			length += int(c)
		}
		k := s.k1 * (1 - s.b + float64(s.b*float64(length))/s.mean)
		for e, c := range count {
			weight[e] = float32(float64(c) * (s.k1 + 1) / (float64(c) + k))
		}
	})
}

func (s *saturation) FitTransform(m mat.Matrix) (mat.Matrix, error) { return s.Fit(m).Transform(m) }

// meanLength returns the mean sum of a paper's counts.
func meanLength(x *Matrix) float64 {
	sum := 0
	for _, c := range x.Count {
		sum += int(c)
	}
	return float64(sum) / float64(max(1, x.Len()))
}

// logarithm makes a count c 1 + ln c.
type logarithm struct{ workers int }

func (l *logarithm) Fit(mat.Matrix) nlp.Transformer { return l }

func (l *logarithm) Transform(m mat.Matrix) (mat.Matrix, error) {
	return eachRow(m, l.workers, func(_ []int32, count []uint8, weight []float32) {
		for e, c := range count {
			weight[e] = float32(1 + math.Log(float64(c)))
		}
	})
}

func (l *logarithm) FitTransform(m mat.Matrix) (mat.Matrix, error) { return l.Transform(m) }

// idf multiplies by the inverse document frequency that it learnt.
type idf struct {
	formula func(papers, df float64) float64
	of      []float64 // by term
	workers int
}

// probabilistic is the idf of BM25, kept positive.
func probabilistic(papers, df float64) float64 {
	return math.Log(1 + (papers-df+0.5)/(df+0.5))
}

// smooth is the logarithm of papers by df, as if one more paper held every
// term, and 1.
func smooth(papers, df float64) float64 {
	return math.Log((1+papers)/(1+df)) + 1
}

func (t *idf) fit(df []int32, papers int) {
	t.of = make([]float64, len(df))
	for i, d := range df {
		t.of[i] = t.formula(float64(papers), float64(d))
	}
}

func (t *idf) Fit(m mat.Matrix) nlp.Transformer {
	if x, ok := m.(*Matrix); ok {
		t.fit(x.Vocabulary.DF, x.Len())
	}
	return t
}

func (t *idf) Transform(m mat.Matrix) (mat.Matrix, error) {
	return eachRow(m, t.workers, func(term []int32, _ []uint8, weight []float32) {
		for e, i := range term {
			weight[e] = float32(float64(weight[e]) * t.of[i])
		}
	})
}

func (t *idf) FitTransform(m mat.Matrix) (mat.Matrix, error) { return t.Fit(m).Transform(m) }

// unitLength scales rows to length 1; zero rows stay.
type unitLength struct{ workers int }

func (u *unitLength) Fit(mat.Matrix) nlp.Transformer { return u }

func (u *unitLength) Transform(m mat.Matrix) (mat.Matrix, error) {
	return eachRow(m, u.workers, func(_ []int32, _ []uint8, weight []float32) {
		sum := 0.0
		for _, w := range weight {
			sum += float64(float64(w) * float64(w))
		}
		if sum == 0 {
			return
		}
		scale := 1 / math.Sqrt(sum)
		for e, w := range weight {
			weight[e] = float32(float64(w) * scale)
		}
	})
}

func (u *unitLength) FitTransform(m mat.Matrix) (mat.Matrix, error) { return u.Transform(m) }

// eachRow calls do for each row of a *Matrix, in parallel.
func eachRow(m mat.Matrix, workers int, do func(term []int32, count []uint8, weight []float32)) (mat.Matrix, error) {
	x, ok := m.(*Matrix)
	if !ok {
		return nil, fmt.Errorf("weights of a %T: want a *tfidf.Matrix", m)
	}
	const rows = 1024
	parallel.Each(workers, (x.Len()+rows-1)/rows, func(_, i int) {
		for r := i * rows; r < min(x.Len(), (i+1)*rows); r++ {
			from, to := x.Start[r], x.Start[r+1]
			do(x.Term[from:to], x.Count[from:to], x.Weight[from:to])
		}
	})
	return x, nil
}
