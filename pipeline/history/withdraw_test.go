package history

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/topics"
	"papertide/pipeline/corpus"
)

func withdraw(t *testing.T, d *DB, n int) Withdrawal {
	t.Helper()
	w, err := d.Withdraw(t.Context(), n, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What only a run brought takes part in no later run: papers, a longer
// abstract, an id, engagement. Earlier runs start from what they started from.
func TestWithdraw(t *testing.T) {
	d := create(t, temp(t))
	good := three()
	good[0].Upvotes = number(1)
	live(t, d, "2025-06-30", good...)
	wrong := paper("2506.00003", "Third of three papers", "On the third, and much that is wrong.", "2025-06-20")
	wrong.Upvotes, wrong.DOI = number(7), "10.1000/wrong"
	corpus.Identify(&wrong)
	live(t, d, "2025-06-30", wrong,
		paper("2506.00009", "A paper from a wrong file", "Wrong.", "2025-06-28"),
		paper("twin:1", "First of three papers", "On the first.", "2025-06-02"))
	starts := func() (all []State) {
		for n := range 2 {
			s, err := d.Start(t.Context(), n+1)
			if err != nil {
				t.Fatal(err)
			}
			s.Texts, s.Earlier, s.Called = nil, nil, nil
			all = append(all, s)
		}
		return all
	}
	before := starts()

	if got, want := withdraw(t, d, 2), (Withdrawal{Run: 2, After: 2, Papers: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	s := stateOf(t, d, "2025-06-30")
	if diff := cmp.Diff(mustRun(t, d, 1).Papers, s.Papers); diff != "" {
		t.Error("papers are not those of run 1: ", diff)
	}
	if s.PapersSHA256 != before[0].PapersSHA256 || !s.Edited || len(s.Duplicates) != 0 || s.Waiting != 0 {
		t.Errorf("edited %v, %d duplicates, %d waiting, digest as of run 1 %v", s.Edited, len(s.Duplicates), s.Waiting, s.PapersSHA256 == before[0].PapersSHA256)
	}
	// The paper that is gone had row 3; the topics of the others are as they were.
	if diff := cmp.Diff([]topics.ID{{Number: 2}, {Number: 1}, {Number: 2}}, s.Past.Of); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, starts()); diff != "" {
		t.Error("runs before the withdrawal start from something else: ", diff)
	}
	live(t, d, "2025-06-30")
	if third := mustRun(t, d, 3); len(third.Papers) != 3 || len(mustRun(t, d, 2).Papers) != 4 {
		t.Errorf("run 3 is about %v", ids(third.Papers))
	}
	if diff := cmp.Diff(before, starts()); diff != "" {
		t.Error("a run after the withdrawal changes earlier ones: ", diff)
	}
	runs, err := d.Runs(t.Context())
	if err != nil || runs[0].Withdrawn || !runs[1].Withdrawn || runs[2].Withdrawn {
		t.Errorf("withdrawn: %v, %v", runs, err)
	}

	for n, want := range map[int]string{0: "no run 0", 4: "there are runs 1 to 3", -1: "no run -1", 2: "run 2 is withdrawn already, since run 2"} {
		if _, err := d.Withdraw(t.Context(), n, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("withdraw %d: %v, want %s", n, err, want)
		}
	}
}

// The files of a withdrawn run bring their papers back as new, under their ids.
func TestWithdrawnComesBack(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	more := []corpus.Paper{
		paper("2506.00009", "A paper from a wrong file", "Not wrong.", "2025-06-28"),
		paper("twin:1", "First of three papers", "On the first, at length.", "2025-06-02"),
	}
	more[0].Upvotes = number(3)
	_, first := live(t, d, "2025-06-30", more...)
	want := mustRun(t, d, 2)
	withdraw(t, d, 2)
	_, again := live(t, d, "2025-06-30", more...)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("read again: %s", diff)
	}
	got := mustRun(t, d, 3)
	if diff := cmp.Diff(want.Papers, got.Papers); diff != "" || got.PapersSHA256 != want.PapersSHA256 {
		t.Error(diff)
	}
	if diff := cmp.Diff(want.Duplicates, got.Duplicates); diff != "" {
		t.Error(diff)
	}
	if _, nothing := live(t, d, "2025-06-30", more...); nothing.Any() || nothing.Known != 2 {
		t.Errorf("and again: %+v", nothing)
	}
	withdraw(t, d, 1) // its paper 00001 is known by another record; the other two are gone
	if s := stateOf(t, d, "2025-06-30"); !slices.Equal(ids(s.Papers), []string{"2506.00001", "2506.00009"}) || s.Past.Run != 4 {
		t.Errorf("papers %v", ids(s.Papers))
	}
}

// A title that only a withdrawn run brought joins nothing.
func TestWithdrawnTitleJoinsNothing(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30", three()...)
	page := paper("", "A paper that was on a page", "Saved.", "2025-06-28")
	live(t, d, "2025-06-30", page)
	withdraw(t, d, 2)
	full := paper("2506.00007", "A paper that was on a page", "Saved.", "2025-06-28")
	if _, added := live(t, d, "2025-06-30", full); added != (Added{New: 1}) {
		t.Errorf("added %+v", added)
	}
	if got := ids(mustRun(t, d, 0).Papers); !slices.Contains(got, "2506.00007") || len(got) != 4 {
		t.Errorf("papers %v", got)
	}
	if _, added := live(t, d, "2025-06-30", page); added.New != 0 || added.Known != 1 {
		t.Errorf("the page again: %+v", added)
	}
}

func TestAsOfOfWithdrawn(t *testing.T) {
	d := create(t, temp(t))
	asOf := func() string {
		tx := begin(t, d)
		defer tx.Close()
		date, err := tx.AsOf(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return date.String()
	}
	if got := asOf(); got != "" {
		t.Errorf("no run: %s", got)
	}
	live(t, d, "2025-06-30", three()...)
	live(t, d, "2025-12-30", three()...)
	if got := asOf(); got != "2025-12-30" {
		t.Error(got)
	}
	withdraw(t, d, 2)
	if got := asOf(); got != "2025-06-30" {
		t.Error(got)
	}
}

// A history of which some runs are withdrawn is what one is that never lived
// them: whatever records the runs share, in whatever order they came.
func TestWithdrawnAsNeverLived(t *testing.T) {
	read := func(d *DB, i int, records []corpus.Paper) Added {
		in := corpus.Input{Captured: day(fmt.Sprintf("2025-06-1%d", i/2))} // two files of a day
		_, added, err := liveFile(t.Context(), d, "2025-06-30", in, records)
		if err != nil {
			t.Fatal(err)
		}
		return added
	}
	for seed := range uint64(withdrawnCases) {
		r := rand.New(rand.NewPCG(seed, 1))
		runs := make([][]corpus.Paper, 2+r.IntN(4))
		for i := range runs {
			for range 1 + r.IntN(6) {
				if i > 0 && r.IntN(3) == 0 { // a record that was read before
					old := runs[r.IntN(i)]
					runs[i] = append(runs[i], old[r.IntN(len(old))])
					continue
				}
				n := r.IntN(4)
				p := paper(fmt.Sprintf("2506.0000%d", n), fmt.Sprintf("A paper about the subject of number %d", n),
					strings.Repeat("word ", r.IntN(3)), fmt.Sprintf("2025-06-0%d", 1+r.IntN(3)))
				if r.IntN(2) == 0 {
					p.Aliases = []string{fmt.Sprintf("other:%d.%d", n, r.IntN(2))}
				}
				if p.Page = true; r.IntN(2) == 0 {
					p.Upvotes, p.Comments = number(i/2), number(i/2)
				}
				if r.IntN(4) == 0 {
					p.ID, p.URL = fmt.Sprintf("twin:%d", n), ""
				}
				corpus.Identify(&p)
				runs[i] = append(runs[i], p)
			}
		}
		whole, part := create(t, temp(t)), create(t, temp(t))
		var gone []int
		for i, records := range runs {
			read(whole, i, records)
			if r.IntN(2) == 0 && len(gone) < len(runs)-1 {
				gone = append(gone, i+1)
			} else {
				read(part, i, records)
			}
		}
		missing := 0
		for _, n := range gone {
			missing += withdraw(t, whole, n).Papers
		}
		got := said(t, whole)
		papers := len(mustRun(t, whole, 0).Papers)
		if diff := sameButFirst(said(t, part), got); diff != "" || papers-missing != len(got) {
			t.Fatalf("seed %d, without %v: %d papers, %d left out: %s\n%+v", seed, gone, papers, missing, diff, runs)
		}
		// And it goes on in the same way.
		last := runs[r.IntN(len(runs))]
		a, b := read(whole, 9, last), read(part, 9, last)
		a.Aliases, a.Duplicates, b.Aliases, b.Duplicates = 0, 0, 0, 0 // these are about other ids than the first
		if a != b {
			t.Fatalf("seed %d, without %v: then added %+v, want %+v", seed, gone, a, b)
		}
		if diff := sameButFirst(said(t, part), said(t, whole)); diff != "" {
			t.Fatalf("seed %d, without %v, and on: %s", seed, gone, diff)
		}
		whole.Close()
		part.Close()
	}
}

const withdrawnCases = 20

// A known is what is known of a paper.
type known struct {
	First string   // the id that it was first seen under
	IDs   []string // all
	Said  string
}

// said is what the next run starts from, by title.
func said(t *testing.T, d *DB) map[string]known {
	t.Helper()
	tx := begin(t, d)
	defer tx.Close()
	s, err := tx.State(t.Context(), day("2025-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	texts, err := between(s.Texts)(0, len(s.Papers))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]known{}
	for i := range s.Papers {
		p := s.Papers[i]
		one := known{First: p.ID, IDs: idsOf(&p), Said: texts[i]}
		if p.Upvotes != nil {
			one.Said += fmt.Sprint(" ", *p.Upvotes, *p.Comments)
		}
		p.ID, p.Aliases, p.Upvotes, p.Comments = "", nil, nil, nil
		one.Said += fmt.Sprintf(" %+v", p)
		all[p.Title] = one
	}
	return all
}

// sameButFirst compares what two histories know. The id under which a paper
// was first seen stays its id, even if no run that takes part saw it.
func sameButFirst(want, got map[string]known) string {
	for title, g := range got {
		w := want[title]
		if !slices.Contains(w.IDs, g.First) {
			g.IDs = slices.DeleteFunc(g.IDs, func(id string) bool { return id == g.First })
		}
		slices.Sort(g.IDs)
		slices.Sort(w.IDs)
		g.First = w.First
		got[title] = g
	}
	return cmp.Diff(want, got)
}
