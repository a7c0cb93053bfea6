package tfidf

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/james-bowman/nlp"
	"gonum.org/v1/gonum/mat"

	"papertide/analysis/text"
)

// docs are documents with empty titles.
func docs(abstracts ...string) []string {
	out := make([]string, len(abstracts))
	for i, a := range abstracts {
		out[i] = text.Document("", a)
	}
	return out
}

// small are eight papers, so that words stay that 2 of them hold (30 % of 8 is
// 2.4): cat, dog and "cat dog". Fish is in 3, bird in 1.
var small = docs("cat dog fish", "cat dog cat", "fish", "fish bird", "", "mouse", "horse", "goose")

func fit(t *testing.T, papers []string, o Options) (*Model, *Matrix) {
	t.Helper()
	m, x, err := Fit(text.DocsOf(papers), o)
	if err != nil {
		t.Fatal(err)
	}
	return m, x
}

// row returns the terms and weights of a paper.
func row(x *Matrix, paper int) map[string]float64 {
	r := map[string]float64{}
	term, weight := x.Row(paper)
	for e, t := range term {
		r[x.Vocabulary.Terms[t]] = float64(weight[e])
	}
	return r
}

func unit(r map[string]float64) map[string]float64 {
	sum := 0.0
	for _, w := range r {
		sum += w * w
	}
	for k, w := range r {
		r[k] = w / math.Sqrt(sum)
	}
	return r
}

func near(t *testing.T, what string, got, want map[string]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
	for k, w := range want {
		if math.Abs(got[k]-w) > 1e-6 {
			t.Errorf("%s: got %v, want %v", what, got, want)
			return
		}
	}
}

// Worked by hand: without terms in more than 30 % of the papers the vocabulary
// is cat, "cat dog", dog, each in 2 of 8 papers; fish is in more.
// "cat dog fish" counts 1 1 1, sum 3; "cat dog cat" counts 2 1 1, sum 4 (dog cat
// is in one paper only). The mean sum is 7/8.
func TestWeights(t *testing.T) {
	for _, c := range []struct {
		weights Weights
		weigh   func(c, sum float64) float64
	}{
		{BM25, func(c, sum float64) float64 {
			return c * 2.2 / (c + 1.2*(1-0.75+0.75*sum/(7.0/8))) * math.Log(1+(8-2+.5)/(2+.5))
		}},
		{TFIDF, func(c, _ float64) float64 { return c * (math.Log(9.0/3) + 1) }},
		{Sublinear, func(c, _ float64) float64 { return (1 + math.Log(c)) * (math.Log(9.0/3) + 1) }},
	} {
		o := Default()
		o.Weights, o.MaxDF = c.weights, 0.3
		m, x := fit(t, small, o)
		if want := []string{"cat", "cat dog", "dog"}; !slices.Equal(m.Vocabulary.Terms, want) {
			t.Fatalf("vocabulary %q, want %q", m.Vocabulary.Terms, want)
		}
		one, two := c.weigh(1, 3), c.weigh(1, 4)
		near(t, string(c.weights), row(x, 0), unit(map[string]float64{"cat": one, "cat dog": one, "dog": one}))
		near(t, string(c.weights), row(x, 1), unit(map[string]float64{"cat": c.weigh(2, 4), "cat dog": two, "dog": two}))
		for _, empty := range []int{2, 3, 4, 5, 6, 7} {
			near(t, "no term", row(x, empty), map[string]float64{})
		}
		if m.Papers != 8 || m.MeanLength != 7.0/8 {
			t.Errorf("%d papers of mean length %g, want 8 of 0.875", m.Papers, m.MeanLength)
		}
	}
}

// The title counts twice: with one "cat" each, the paper with it in the title
// counts 2.
func TestTitleTwice(t *testing.T) {
	papers := append([]string{text.Document("Cat", "dog"), text.Document("Dog", "cat")}, small[4:]...)
	papers = append(papers, "cow", "sheep")
	_, x := fit(t, papers, Default())
	if got := fmt.Sprint(x.Vocabulary.Terms, x.Count, x.Term, x.Start[:3]); got != "[cat dog] [2 1 1 2] [0 1 0 1] [0 2 4]" {
		t.Errorf("got %s", got)
	}
}

// TestAgainstNLP compares counts with nlp's CountVectoriser, and plain TF-IDF
// with its TfidfTransformer, which has the idf ln((1+n)/(1+df)): ours is that
// and 1. Neither is the first to go with its own order of terms.
func TestAgainstNLP(t *testing.T) {
	papers := madeUp(150, 1)
	o := Default()
	v := newVectoriser(o)
	got, err := v.FitTransform(papers...)
	if err != nil {
		t.Fatal(err)
	}
	count := nlp.NewCountVectoriser()
	count.Tokeniser = text.NewTokeniser(o.Text)
	theirs, err := count.FitTransform(papers...)
	if err != nil {
		t.Fatal(err)
	}
	if terms, n := got.Dims(); n != len(papers) || terms != len(v.vocabulary.Terms) || terms < 50 {
		t.Fatalf("%d × %d", terms, n)
	}
	// nlp's row of each of our terms.
	same := mat.NewDense(len(v.vocabulary.Terms), len(papers), nil)
	df := make([]int32, len(v.vocabulary.Terms))
	for i, key := range v.vocabulary.Terms {
		for p := range papers {
			c := theirs.At(count.Vocabulary[key], p)
			same.Set(i, p, c)
			if c > 0 {
				df[i]++
			}
		}
	}
	if !mat.Equal(got, same) {
		t.Error("counts differ from nlp's")
	}
	if !slices.Equal(df, v.vocabulary.DF) {
		t.Error("document frequencies differ from nlp's")
	}
	weighted, err := nlp.NewTfidfTransformer().FitTransform(same)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := (&idf{formula: smooth}).FitTransform(got)
	if err != nil {
		t.Fatal(err)
	}
	var want mat.Dense
	want.Add(weighted, same)
	if !mat.EqualApprox(ours, &want, 1e-5) {
		t.Error("TF-IDF differs from nlp's")
	}
}

// madeUp returns documents of made-up words, commoner ones first in a Zipf's
// law, with phrases, capitals, plurals and markup.
func madeUp(n int, seed uint64) []string {
	rng := rand.New(rand.NewPCG(seed, 2))
	zipf := rand.NewZipf(rng, 1.2, 5, 2000)
	word := func() string {
		w := ""
		for k := zipf.Uint64() + 26; k > 0; k /= 26 {
			w += string("bcdfghklmnprstvwz"[k%17]) + string("aeiou"[k/3%5])
		}
		switch rng.IntN(12) {
		case 0:
			return strings.ToUpper(w)
		case 1:
			return w + "s"
		case 2:
			return strings.ToUpper(w[:1]) + w[1:]
		case 3:
			return `\emph{` + w + "}"
		case 4:
			return w + "-" + "ness"
		}
		return w
	}
	papers := make([]string, n)
	for i := range papers {
		var b strings.Builder
		for j := range rng.IntN(60) {
			b.WriteString(word())
			switch {
			case j == 5:
				b.WriteString("\n")
			case rng.IntN(9) == 0:
				b.WriteString(". ")
			case rng.IntN(5) == 0:
				b.WriteString(" of ")
			default:
				b.WriteString(" ")
			}
		}
		papers[i] = b.String()
	}
	return papers
}

// TestSameForAll fits with different numbers of workers, and papers in another
// order.
func TestSameForAll(t *testing.T) {
	papers := madeUp(3000, 7)
	o := Default()
	o.Workers = 1
	m, x := fit(t, papers, o)
	for _, workers := range []int{2, 3, 7} {
		o.Workers = workers
		_, y := fit(t, papers, o)
		if d := cmp.Diff(x, y); d != "" {
			t.Fatalf("%d workers: %.2000s", workers, d)
		}
	}
	order := rand.New(rand.NewPCG(3, 3)).Perm(len(papers))
	shuffled := make([]string, len(papers))
	for i, p := range order {
		shuffled[i] = papers[p]
	}
	n, y := fit(t, shuffled, o)
	if d := cmp.Diff(m.Vocabulary, n.Vocabulary); d != "" {
		t.Fatalf("shuffled: %.2000s", d)
	}
	for i, p := range order {
		a, b := x.Start[p], y.Start[i]
		n := x.Start[p+1] - a
		if y.Start[i+1]-b != n || !slices.Equal(x.Term[a:a+n], y.Term[b:b+n]) || !slices.Equal(x.Weight[a:a+n], y.Weight[b:b+n]) {
			t.Fatalf("shuffled: paper %d has another row", p)
		}
	}
}

func TestMatrixIsWellFormed(t *testing.T) {
	papers := madeUp(2500, 9)
	_, x := fit(t, papers, Default())
	if x.Len() != len(papers) || !slices.IsSorted(x.Vocabulary.Terms) || !slices.IsSorted(x.Start) {
		t.Fatal("rows, terms or starts out of order")
	}
	df := make([]int32, x.Width())
	for i := range x.Len() {
		term, weight := x.Row(i)
		if !slices.IsSorted(term) || len(slices.Compact(slices.Clone(term))) != len(term) {
			t.Fatalf("paper %d: terms %v", i, term)
		}
		for _, k := range term {
			df[k]++
		}
		if n := x.SquaredNorm(i); len(weight) > 0 && math.Abs(float64(n)-1) > 1e-5 {
			t.Fatalf("paper %d: squared length %g", i, n)
		}
	}
	if !slices.Equal(df, x.Vocabulary.DF) {
		t.Error("document frequencies do not count the rows")
	}
	for i, d := range df {
		if d < 3 || float64(d) > 0.5*float64(len(papers)) {
			t.Errorf("%q is in %d papers", x.Vocabulary.Terms[i], d)
		}
	}
}

// TestTransform sees that the papers learnt from get the same vectors from the
// model, also in chunks and from a model that was stored.
func TestTransform(t *testing.T) {
	papers := madeUp(1500, 5)
	for _, w := range []Weights{BM25, TFIDF, Sublinear} {
		o := Default()
		o.Weights, o.Workers = w, 2
		m, x := fit(t, papers, o)
		stored := &Model{Options: m.Options, Papers: m.Papers, MeanLength: m.MeanLength, Vocabulary: m.Vocabulary}
		for name, model := range map[string]*Model{"fitted": m, "stored": stored} {
			y, err := model.Transform(papers)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(x, y); d != "" {
				t.Fatalf("%s %s: %.2000s", w, name, d)
			}
			part, err := model.Transform(papers[700:900])
			if err != nil {
				t.Fatal(err)
			}
			a, b := x.Start[700], x.Start[900]
			if !slices.Equal(part.Term, x.Term[a:b]) || !slices.Equal(part.Weight, x.Weight[a:b]) {
				t.Errorf("%s %s: a part has other vectors", w, name)
			}
		}
		none, err := m.Transform(docs("", "words never seen"))
		if err != nil || none.Len() != 2 || len(none.Term) != 0 {
			t.Errorf("unknown words: %v, %v", none, err)
		}
		if empty, err := m.Transform(nil); err != nil || empty.Len() != 0 {
			t.Errorf("no documents: %v, %v", empty, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for name, papers := range map[string][]string{
		"no papers": nil, "empty papers": docs("", ""), "stop words": docs("the of", "which 12 x"),
	} {
		if _, _, err := Fit(text.DocsOf(papers), Default()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, change := range []func(*Options){
		func(o *Options) { o.Weights = "tf" }, func(o *Options) { o.B = 2 }, func(o *Options) { o.K1 = math.NaN() },
		func(o *Options) { o.MaxDF = -1 },
	} {
		o := Default()
		change(&o)
		if _, _, err := Fit(text.DocsOf(small), o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	foreign := mat.NewDense(2, 2, nil)
	for _, step := range weighing(Default()) {
		if _, err := step.FitTransform(foreign); err == nil {
			t.Errorf("%T took a foreign matrix", step)
		}
	}
}
