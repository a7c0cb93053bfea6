package history

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
)

// digestOfThree is the digest of what say says about three papers. It changes
// when the form of the digest does: older runs then no longer verify.
const digestOfThree = "c43e54913a68428bcc684d8630456a1272c70a270dbbd334b7cbc385975ac0ea"

func TestDigest(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	r := mustRun(t, d, 1)
	fixed := r
	fixed.PapersSHA256 = "of three papers" // which is for corpus to say
	if got := Digest(fixed); got != digestOfThree {
		t.Errorf("digest %s, want %s", got, digestOfThree)
	}

	// What it must not depend on.
	same := r
	same.Number, same.Bound, same.Version, same.Title, same.Digest = 9, day("2030-01-01"), "v9", "Another", "x"
	same.Events, same.Rested = append([]topics.Event{}, r.Events...), []topics.Topic{}
	same.Coherence = math.Nextafter(r.Coherence, 1)
	if got := Digest(same); got != r.Digest {
		t.Error("the digest depends on what it must not")
	}

	// What it must depend on.
	for name, change := range map[string]func(*Run){
		"as-of date": func(r *Run) { r.AsOf = day("2025-07-01") },
		"settings":   func(r *Run) { r.Settings = `{"seed":2}` },
		"membership": func(r *Run) { r.Of = []int32{1, 1, 1} },
		"label":      func(r *Run) { r.Topics = []topics.Topic{r.Topics[0], {ID: r.Topics[1].ID, Label: []string{"x"}}} },
		"event":      func(r *Run) { r.Events = nil },
		"similarity": func(r *Run) { r.Similarity = []float32{0, .1, .2001} },
		"coherence":  func(r *Run) { r.Coherence += 1e-5 },
		"warning":    func(r *Run) { r.Warnings = nil },
		"papers":     func(r *Run) { r.PapersSHA256 = "0" },
		"unit":       func(r *Run) { r.Unit = calendar.Month },
		"selection":  func(r *Run) { r.Selection = &Selection{Holding: 3} },
		"duplicates": func(r *Run) { r.Duplicates = []Duplicate{{ID: "x"}} },
	} {
		changed := r
		change(&changed)
		if Digest(changed) == r.Digest {
			t.Errorf("the digest does not depend on the %s", name)
		}
	}
}

// Maps have no order, and a value next to another is not one longer value.
func TestCanon(t *testing.T) {
	type value struct {
		M map[string]int
		S []string
	}
	of := func(v value) string { return string(canon(nil, valueOf(v))) }
	a, b := value{M: map[string]int{}}, value{M: map[string]int{}}
	for i, k := range []string{"x", "y", "z", "w"} {
		a.M[k] = i
	}
	for i, k := range []string{"w", "z", "y", "x"} {
		b.M[k] = 3 - i
	}
	if of(a) != of(b) {
		t.Error("the order of a map counts")
	}
	if of(value{S: []string{"a", "b"}}) == of(value{S: []string{`a" "b`}}) {
		t.Error("two strings are as one")
	}
	if of(value{S: nil}) != of(value{S: []string{}}) {
		t.Error("no list and an empty one differ")
	}
}

// The papers' digest is over what they say.
func TestPapersDigest(t *testing.T) {
	of := func(change func(p []corpus.Paper) []corpus.Paper) string {
		d := create(t, temp(t))
		live(t, d, "2025-06-30", change(three())...)
		return mustRun(t, d, 0).PapersSHA256
	}
	plain := of(func(p []corpus.Paper) []corpus.Paper { return p })
	for name, change := range map[string]func(p []corpus.Paper) []corpus.Paper{
		"abstract": func(p []corpus.Paper) []corpus.Paper { p[1].Abstract += "."; return p },
		"date":     func(p []corpus.Paper) []corpus.Paper { p[1].Date = day("2025-06"); return p },
		"upvotes":  func(p []corpus.Paper) []corpus.Paper { p[1].Upvotes = number(1); return p },
		"comments": func(p []corpus.Paper) []corpus.Paper { p[1].Comments = number(1); return p },
		"number":   func(p []corpus.Paper) []corpus.Paper { return p[1:] },
	} {
		if of(change) == plain {
			t.Errorf("it does not depend on the %s", name)
		}
	}
	if of(func(p []corpus.Paper) []corpus.Paper { p[0], p[2] = p[2], p[0]; return p }) != plain {
		t.Error("it depends on the order of records")
	}
}

// Numbers come back bit by bit.
func TestFloats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lists := [][]float32{
			{},
			rapid.SliceOf(rapid.Float32()).Draw(t, "any"),
			{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.NaN()), math.MaxFloat32, math.SmallestNonzeroFloat32},
		}
		got, err := unpackFloats(packFloats(lists...))
		if err != nil {
			t.Fatal(err)
		}
		bits := func(lists [][]float32) (all []uint32) {
			for _, l := range lists {
				all = append(all, uint32(len(l)))
				for _, v := range l {
					all = append(all, math.Float32bits(v))
				}
			}
			return all
		}
		if diff := cmp.Diff(bits(lists), bits(got)); diff != "" {
			t.Fatal(diff)
		}
		packed := packFloats(lists...)
		cut := rapid.IntRange(0, len(packed)-1).Draw(t, "cut")
		_, _ = unpackFloats(packed[:cut]) // must not panic
	})
}
