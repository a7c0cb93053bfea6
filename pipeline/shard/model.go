package shard

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"
	"gonum.org/v1/gonum/blas/blas32"

	"papertide/analysis/calendar"
	"papertide/analysis/graph"
	"papertide/analysis/lsa"
	"papertide/analysis/tfidf"
	"papertide/pipeline/corpus"
)

// A Model is what a worker of the second pass needs to know of the fit, and
// what its tables need to become a run.
type Model struct {
	Vectors
	Head  Head
	Means blas32.General // of Head.Topics in what is clustered

	members []string // ids of the fitted papers, sorted
	of      []int32  // by member: index into Head.Topics
	sample  []byte   // the papers of the sample as read, JSON lines, zstd
	hash    string
	unmap   func() error
}

// A Head is the part of a model that is no array.
type Head struct {
	Topics   []string // ids
	AsOf     calendar.Date
	Unit     calendar.Unit
	Bound    calendar.Date // later dates are impossible
	Titles   bool          // as Options has it
	Language string
	Settings string // canonical
	After    int    // run of the history that the fit started from; 0: none
	Digest   string // of this run

	Near   int
	Sparse bool
	Terms  tfidf.Options
	Papers int // of the fit
	Mean   float64
	Each   int // of the index
}

// SetMembers says which papers were fitted and where they are; a paper may
// have several ids.
func (m *Model) SetMembers(ids []string, of []int32) {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
		ids[i] = inField.Replace(ids[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return bytes.Compare([]byte(ids[a]), []byte(ids[b])) })
	for _, i := range order {
		if n := len(m.members); n == 0 || m.members[n-1] != ids[i] {
			m.members, m.of = append(m.members, ids[i]), append(m.of, of[i])
		}
	}
}

// member returns the topic of a paper of the fit.
func (m *Model) member(id string) (topic int32, ok bool) {
	i, ok := slices.BinarySearch(m.members, id)
	if !ok {
		return 0, false
	}
	return m.of[i], true
}

// SameFit reports whether a fit found the topics that o found, with the same
// papers.
func (m *Model) SameFit(o *Model) bool {
	return slices.Equal(m.Head.Topics, o.Head.Topics) && slices.Equal(m.members, o.members) && slices.Equal(m.of, o.of)
}

// SetSample keeps the papers that each hands over.
func (m *Model) SetSample(each func(add func(corpus.Paper) error) error) error {
	var packed bytes.Buffer
	z, err := zstd.NewWriter(&packed, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	e := json.NewEncoder(z)
	if err := each(func(p corpus.Paper) error { return e.Encode(p) }); err != nil {
		return err
	}
	err = z.Close()
	m.sample = packed.Bytes()
	return err
}

// Sample hands over the papers of SetSample.
func (m *Model) Sample(add func(corpus.Paper) error) error {
	z, err := zstd.NewReader(bytes.NewReader(m.sample), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	for d := json.NewDecoder(z); ; {
		var p corpus.Paper
		if err := d.Decode(&p); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := add(p); err != nil {
			return err
		}
	}
}

// arrays lists the arrays of a model, in the order of the file.
func (m *Model) arrays() []array {
	s := m.Index.Store()
	all := []array{
		words("terms", m.Terms.Vocabulary.Terms), whole("papers", m.Terms.Vocabulary.DF),
		matrix("components", m.Basis.Components), matrix("values", row(m.Basis.Values)), matrix("mean", row(m.Basis.Mean)),
		matrix("means", m.Means), words("members", m.members), whole("of", m.of),
		whole("nodes", s.Nodes), whole("begin", s.Begin), matrix("centre", s.Centre), matrix("held", s.Held),
	}
	for _, x := range s.Smooth {
		all = append(all, matrix("smooth", x))
	}
	return append(all, array{Name: "sample", Kind: kindBytes, bytes: m.sample})
}

// restore makes a model of the arrays of a file.
func (m *Model) restore(a []array, workers int) {
	next := func() array {
		first := a[0]
		a = a[1:]
		return first
	}
	h := m.Head
	h.Terms.Workers = workers
	m.Near, m.Sparse = h.Near, h.Sparse
	v := &tfidf.Vocabulary{Terms: next().words(), DF: next().whole()}
	m.Terms = &tfidf.Model{Options: h.Terms, Papers: h.Papers, MeanLength: h.Mean, Vocabulary: v}
	m.Basis = lsa.Basis{Components: next().matrix(), Values: next().floats(), Mean: next().floats()}
	m.Means, m.members, m.of = next().matrix(), next().words(), next().whole()
	s := graph.Stored{Each: h.Each, Nodes: next().whole(), Begin: next().whole(), Centre: next().matrix(), Held: next().matrix()}
	for a[0].Name == "smooth" {
		s.Smooth = append(s.Smooth, next().matrix())
	}
	m.Index, m.sample = graph.Restore(s, workers), next().bytes
}

func row(v []float32) blas32.General {
	return blas32.General{Rows: 1, Cols: len(v), Stride: len(v), Data: v}
}
