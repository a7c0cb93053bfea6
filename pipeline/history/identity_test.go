package history

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// stateOf is what the next run would start from.
func stateOf(t *testing.T, d *DB, asOf string) State {
	t.Helper()
	tx := begin(t, d)
	defer tx.Close()
	s, err := tx.State(t.Context(), day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := between(s.Texts)(0, len(s.Papers)); err != nil {
		t.Fatal(err)
	}
	s.Texts, s.Earlier, s.Called = nil, nil, nil
	return s
}

func ids(papers []corpus.Paper) []string {
	var all []string
	for _, p := range papers {
		all = append(all, p.ID)
	}
	return all
}

func TestIdentityWithinOneRun(t *testing.T) {
	d := create(t, temp(t))
	_, added := live(t, d, "2025-06-30",
		paper("2506.00002", "Diffusion language models at scale", "Short.", "2025-06-03"),
		paper("2506.00001", "Visual autoregressive models in practice", "One.", "2025-06-02"),
		paper("2506.00002", "Diffusion language models at scale", "A longer abstract.", "2025-06-04"), // the same id
		paper("acl:17", "Visual Autoregressive Models, in Practice", "One of ours.", "2025-06-05"),    // the same title
	)
	if want := (Added{New: 2, Duplicates: 2, Aliases: 1}); added != want {
		t.Errorf("added %+v, want %+v", added, want)
	}
	r := mustRun(t, d, 0)
	if diff := cmp.Diff([]string{"2506.00001", "2506.00002"}, ids(r.Papers)); diff != "" {
		t.Error(diff)
	}
	if got := r.Papers[1].Date; got != day("2025-06-03") {
		t.Errorf("date %v, want the earliest", got)
	}
	if diff := cmp.Diff([]string{"acl:17"}, r.Papers[0].Aliases); diff != "" {
		t.Error(diff)
	}
	if len(r.Duplicates) != 1 || r.Duplicates[0].ID != "acl:17" || r.Duplicates[0].Row != 0 || r.Duplicates[0].Record.Date != day("2025-06-05") {
		t.Errorf("duplicates %+v", r.Duplicates)
	}
	texts, err := d.Texts(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := texts(0, 2)
	want := []string{"Visual Autoregressive Models, in Practice\nOne of ours.", "Diffusion language models at scale\nA longer abstract."}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestIdentityAcrossRuns(t *testing.T) {
	d := create(t, temp(t))
	first := paper("", "Speculative decoding for all of us", "Decoding.", "2025-06-01")
	live(t, d, "2025-06-30", first)

	// The same paper arrives under an arXiv id, with a longer abstract: it keeps
	// the id that it has here.
	richer := paper("2506.00009", "Speculative Decoding for All of Us", "Decoding faster.", "2025-05-30")
	_, added := live(t, d, "2025-06-30", richer)
	if want := (Added{Known: 1, Changed: 1, Aliases: 1, Duplicates: 1}); added != want {
		t.Errorf("richer: %+v, want %+v", added, want)
	}
	r := mustRun(t, d, 2)
	if diff := cmp.Diff([]string{first.ID}, ids(r.Papers)); diff != "" {
		t.Error(diff)
	}
	if r.Papers[0].Date != day("2025-05-30") || r.Papers[0].URL == "" {
		t.Errorf("paper %+v", r.Papers[0])
	}

	// Either record again, or both, adds nothing.
	for _, again := range [][]corpus.Paper{{first}, {richer}, {richer, first}} {
		if _, added := live(t, d, "2025-06-30", again...); added.Any() || added.Known != 1 {
			t.Errorf("again: %+v", added)
		}
	}

	// What the first run knew is as it was.
	if r := mustRun(t, d, 1); r.Papers[0].Date != day("2025-06-01") || len(r.Duplicates) != 0 || len(r.Papers[0].Aliases) != 0 {
		t.Errorf("run 1 has changed: %+v", r.Papers[0])
	}
	// By way of a third record that has another title and the known alias.
	third := paper("2506.00009", "A title that has nothing in common with it", "Decoding.", "2025-06-01")
	if _, added := live(t, d, "2025-06-30", third); added.New != 0 || added.Duplicates != 1 {
		t.Errorf("third: %+v", added)
	}
}

// Titles such as "Introduction" join nothing, and papers that the history has
// apart stay apart when a record bridges them.
func TestIdentityJoinsNoStrangers(t *testing.T) {
	d := create(t, temp(t))
	live(t, d, "2025-06-30",
		paper("x:1", "Introduction", "This volume is about tides.", ""),
		paper("x:2", "Introduction", "This volume is about papers.", ""),
		paper("2506.00001", "The first paper about bridges", "One.", ""),
		paper("2506.00002", "The second paper about bridges", "Two.", ""),
	)
	bridge := paper("2506.00001", "The second paper about bridges", "One and two.", "")
	_, added := live(t, d, "2025-06-30", bridge)
	if added.New != 0 || added.Known != 1 {
		t.Errorf("bridge: %+v", added)
	}
	if got := len(mustRun(t, d, 0).Papers); got != 4 {
		t.Errorf("%d papers, want 4", got)
	}
}

func TestSightings(t *testing.T) {
	d := create(t, temp(t))
	liked := func(n int) corpus.Paper {
		p := paper("2506.00001", "A paper that people come to like", "Likes.", "2025-06-02")
		p.Upvotes = number(n)
		return p
	}
	live(t, d, "2025-06-30", liked(5))
	for _, c := range []struct{ likes, sightings, known int }{
		{5, 0, 5},
		{9, 1, 9},
		{5, 0, 9}, // the first file again
		{9, 0, 9},
	} {
		_, added := live(t, d, "2025-06-30", liked(c.likes))
		if added.Sightings != c.sightings || added.Changed != 0 {
			t.Errorf("%d: %+v, want %d sightings", c.likes, added, c.sightings)
		}
		if got := *mustRun(t, d, 0).Papers[0].Upvotes; got != c.known {
			t.Errorf("%d: known %d, want %d", c.likes, got, c.known)
		}
	}
	if got := *mustRun(t, d, 1).Papers[0].Upvotes; got != 5 {
		t.Errorf("run 1 says %d now", got)
	}
	// The number of comments alone takes nothing away from what is known.
	p := liked(0)
	p.Upvotes, p.Comments = nil, number(3)
	live(t, d, "2025-06-30", p)
	if got := mustRun(t, d, 0).Papers[0]; *got.Upvotes != 9 || *got.Comments != 3 {
		t.Errorf("upvotes %d, comments %d; want 9, 3", *got.Upvotes, *got.Comments)
	}
}

// A page that was saved before one that was read already does not turn the
// clock back.
func TestEngagementOfPages(t *testing.T) {
	d := create(t, temp(t))
	read := func(captured string, likes int) Added {
		p := paper("", "A paper on a page that was saved", "Likes.", "2025-06-02")
		p.Page, p.Upvotes = true, number(likes)
		tx := begin(t, d)
		defer tx.Close()
		added, err := tx.Add(t.Context(), spooled([]corpus.Paper{p}), []corpus.Input{{Captured: day(captured)}})
		if err != nil {
			t.Fatal(err)
		}
		state, err := tx.State(t.Context(), day("2025-06-30"))
		if err != nil {
			t.Fatal(err)
		}
		if state.Captured.Compare(day("2025-06-20")) < 0 {
			t.Errorf("captured %v", state.Captured)
		}
		if _, err := tx.Commit(t.Context(), say(state)); err != nil {
			t.Fatal(err)
		}
		return added
	}
	read("2025-06-20", 7)
	if added := read("2025-06-10", 3); added.Sightings != 1 {
		t.Errorf("an older page: %+v", added)
	}
	if got := *mustRun(t, d, 0).Papers[0].Upvotes; got != 7 {
		t.Errorf("upvotes %d, want the 7 of the later page", got)
	}
	if added := read("2025-06-25", 7); added.Sightings != 0 {
		t.Errorf("the same value later: %+v", added)
	}
}

// Neither the order of records nor their division into files matters.
func TestOrderOfRecords(t *testing.T) {
	records := many(40)
	for i := range 10 {
		twin := records[i]
		twin.ID, twin.URL, twin.Abstract = "twin:"+records[i].ID, "", records[i].Abstract+" More."
		twin.Upvotes = number(i)
		corpus.Identify(&twin)
		records = append(records, twin, records[30-i])
	}
	var want State
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 5 {
		d := create(t, temp(t))
		live(t, d, "2020-01-01", records...)
		got := stateOf(t, d, "2020-01-01")
		if i == 0 {
			want = got
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		r.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	}
	if len(want.Papers) != 40 || len(want.Duplicates) != 10 {
		t.Errorf("%d papers and %d duplicates, want 40 and 10", len(want.Papers), len(want.Duplicates))
	}
}

// One run on any records finds the papers that a plain search finds, and any
// later run on some of them adds nothing. Nor does one on all of them after two
// runs on parts.
func TestIdentityAsByPlainSearch(t *testing.T) {
	titles := []string{"Editorial", "Tides", "On the tides of the northern sea", "On the waves of the northern sea", "On the winds of the northern sea"}
	records := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) corpus.Paper {
		p := corpus.Paper{
			Title:    rapid.SampledFrom(titles).Draw(t, "title"),
			Abstract: rapid.SampledFrom([]string{"", "Water.", "More water."}).Draw(t, "abstract"),
			ID:       rapid.SampledFrom([]string{"", "a:1", "a:2", "b:1", "2506.00001", "2506.00002"}).Draw(t, "id"),
			DOI:      rapid.SampledFrom([]string{"", "", "", "10.1000/1", "10.1000/2"}).Draw(t, "doi"),
			Date:     calendar.Date{Day: int32(rapid.SampledFrom([]int{20000, 20001, 20002, 20600, 21500}).Draw(t, "day")), Precision: calendar.ToDay},
		}
		if first := rapid.SampledFrom([]string{"", "", "Jane Doe", "Doe, J.", "Max Roe"}).Draw(t, "first"); first != "" {
			p.Authors = []string{first}
		}
		corpus.Identify(&p)
		return p
	}), 1, 8)
	for seed := range identityCases {
		records := records.Example(seed)
		want := joined(records)
		d := create(t, temp(t))
		_, added := live(t, d, "2030-01-01", records...)
		if added.New != len(want) || added.Duplicates != len(records)-len(want) {
			t.Errorf("seed %d: %+v of %d records, want %d papers", seed, added, len(records), len(want))
		}
		opt := cmpopts.IgnoreFields(corpus.Paper{}, "Abstract", "Aliases")
		if diff := cmp.Diff(want, mustRun(t, d, 1).Papers, opt, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: %s of %+v", seed, diff, records)
		}
		if _, added = live(t, d, "2030-01-01", records[seed%len(records):]...); added.Any() {
			t.Fatalf("seed %d: again: %+v of %+v", seed, added, records)
		}
		d.Close()

		half := (len(records) + 1) / 2
		d = create(t, temp(t))
		live(t, d, "2030-01-01", records[:half]...)
		live(t, d, "2030-01-01", records[half:]...)
		if _, added = live(t, d, "2030-01-01", records...); added.Any() {
			t.Fatalf("seed %d: all again: %+v of %+v", seed, added, records)
		}
		d.Close()
	}
}

const identityCases = 20

// joined is the distinct papers among records, by id: it relabels records that
// share an id, or a title and what corpus.Papers asks for of all that have one
// id, until nothing changes, and merges those of one label.
func joined(records []corpus.Paper) []corpus.Paper {
	title := func(p corpus.Paper) string {
		named := corpus.Paper{Title: p.Title, Abstract: p.Abstract, Authors: p.Authors, Date: p.Date}
		corpus.Identify(&named)
		return named.ID
	}
	label := make([]int, len(records))
	whole := map[string]corpus.Paper{} // what all records of one id say
	titled := map[string][]string{}    // ids by title
	for i, p := range records {
		label[i] = i
		all, seen := whole[p.ID]
		if seen {
			p = corpus.Merge(all, p)
		}
		whole[p.ID] = p
		for _, id := range append(idsOf(&p), title(records[i])) {
			if strings.HasPrefix(id, titlePrefix) && !slices.Contains(titled[id], p.ID) {
				titled[id] = append(titled[id], p.ID)
			}
		}
	}
	same := map[[2]string]bool{} // pairs of ids that a title joins
	for _, ids := range titled {
		marks := make([]corpus.Mark, len(ids))
		for i, id := range ids {
			p := whole[id]
			marks[i] = corpus.MarkOf(&p)
		}
		of := corpus.Papers(marks)
		for i := range ids {
			for j := range ids {
				if of[i] == of[j] {
					same[[2]string{ids[i], ids[j]}] = true
				}
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range records {
			for j := range records {
				share := same[[2]string{records[i].ID, records[j].ID}] || slices.ContainsFunc(idsOf(&records[i]), func(id string) bool {
					return !strings.HasPrefix(id, titlePrefix) && slices.Contains(idsOf(&records[j]), id)
				}) || records[i].ID == records[j].ID
				if share && label[j] < label[i] {
					label[i], changed = label[j], true
				}
			}
		}
	}
	var papers []corpus.Paper
	for first := range records {
		var p corpus.Paper
		for i := range records {
			switch {
			case label[i] != first:
			case p.ID == "":
				p = records[i]
			default:
				p = corpus.Merge(p, records[i])
			}
		}
		if p.ID != "" {
			papers = append(papers, p)
		}
	}
	slices.SortFunc(papers, func(a, b corpus.Paper) int { return strings.Compare(a.ID, b.ID) })
	return papers
}
