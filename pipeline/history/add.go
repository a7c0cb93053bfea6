package history

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// Added counts what Add did.
type Added struct {
	New        int // papers that the history did not hold
	Known      int // papers that it held, read again
	Changed    int // of Known, those of which more is known now
	Sightings  int // of Known, those with new upvotes or comments
	Aliases    int // new ids of papers that have another
	Duplicates int // records of a paper that another record of these had, or that came under an alias
}

// Any reports whether anything was added, so that there is something to commit.
func (a Added) Any() bool { return a.New+a.Changed+a.Sightings+a.Aliases > 0 }

// Add appends what records say that the history does not know, with the files
// that they were read from. It may be called once, before State.
//
// Records are of the same paper if they share an id (ID, alias or DOI), or
// have the same title by corpus.Identify. A paper keeps the id under which the
// history saw it first, and what the records say together (corpus.Merge) with
// what was known becomes a new version of it if it says more. Upvotes and
// comments become a sighting if they are new for the day on which the page was
// saved. The order of records and of files does not matter. Records must be
// identified.
func (t *Tx) Add(ctx context.Context, records []corpus.Paper, inputs []corpus.Input) (Added, error) {
	if t.added != nil {
		return Added{}, errors.New("history: records are added once in a run")
	}
	t.inputs, t.added = inputs, &Added{}
	a := adder{t: t, Added: t.added}
	for _, in := range inputs {
		if in.Captured.Compare(a.captured) > 0 {
			a.captured = in.Captured
		}
	}
	err := a.add(ctx, records)
	return *t.added, t.db.explain(ctx, err)
}

// An adder is one call of Add.
type adder struct {
	*Added
	t        *Tx
	captured calendar.Date
	known    *lookups
	out      *appender
}

// A unit is what the records of one id say together.
type unit struct {
	corpus.Paper
	content
	keys   []int64 // of the titles of its records
	number int32   // of the paper in the history, 0 if it is not known
	own    bool    // the paper stands under this id in the history
	same   bool    // the history has read just this before
}

func (a *adder) add(ctx context.Context, records []corpus.Paper) (err error) {
	bare := context.WithoutCancel(ctx) // a goroutine for each of many statements is dear: ctx is asked between them
	if a.known, err = prepareLookups(bare, a.t.tx); err != nil {
		return err
	}
	defer a.known.close()
	if a.out, err = newAppender(bare, a.t); err != nil {
		return err
	}
	defer a.out.close()

	units, err := a.units(records)
	if err != nil {
		return err
	}
	for i := range units {
		if err := cmp.Or(ctx.Err(), a.recognise(&units[i])); err != nil {
			return err
		}
	}
	groups, err := groupUnits(a.known, units)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if err := cmp.Or(ctx.Err(), a.group(g)); err != nil {
			return err
		}
	}
	a.Known = len(a.t.reread)
	return a.out.flush()
}

// units merges the records of each id, and sorts by it.
func (a *adder) units(records []corpus.Paper) ([]unit, error) {
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(records[i].ID, records[j].ID) })
	contents, keys := make([]content, len(order)), make([]int64, len(order))
	err := parallel(len(order), func(i int) (err error) {
		contents[i], err = contentOf(&records[order[i]])
		keys[i] = contents[i].key
		return err
	})
	if err != nil {
		return nil, err
	}
	units := make([]unit, 0, len(order))
	for from := 0; from < len(order); {
		u := unit{Paper: records[order[from]], content: contents[from]}
		to := from + 1
		for ; to < len(order) && records[order[to]].ID == u.ID; to++ {
			u.Paper = corpus.Merge(u.Paper, records[order[to]])
			a.Duplicates++
		}
		if to > from+1 {
			if u.content, err = contentOf(&u.Paper); err != nil {
				return nil, err
			}
		}
		u.keys = keys[from:to]
		units = append(units, u)
		from = to
	}
	return units, nil
}

// recognise finds out whether the history knows a unit by an id, and whether
// it has read just this before.
func (a *adder) recognise(u *unit) error {
	if a.known.empty {
		return nil
	}
	ids := idsOf(&u.Paper)
	for i, id := range ids {
		e, err := a.known.byID(id)
		if err != nil {
			return err
		}
		if e.number == 0 {
			continue
		}
		u.number, u.own = e.number, i == 0 && e.own
		u.same = i == 0 && bytes.Equal(u.sum[:], e.sum)
		break
	}
	if u.same {
		// The history may have read this paper without an id that it has now.
		for _, id := range ids[1:] {
			e, err := a.known.byID(id)
			if err != nil {
				return err
			}
			u.same = u.same && e.number != 0
		}
	}
	return nil
}

// group appends what the units of one paper say.
func (a *adder) group(g group) (err error) {
	merged, about := g.units[0].Paper, g.units[0].content
	for _, u := range g.units[1:] {
		merged = corpus.Merge(merged, u.Paper)
		a.Duplicates++
	}
	if g.number != 0 {
		return a.knownPaper(g, merged)
	}
	if len(g.units) > 1 {
		if about, err = contentOf(&merged); err != nil {
			return err
		}
	}
	return a.newPaper(g, merged, about)
}

// newPaper appends a paper that the history does not know.
func (a *adder) newPaper(g group, p corpus.Paper, about content) error {
	a.New++
	number, err := a.out.paper(p.ID)
	if err != nil {
		return err
	}
	if err := a.out.version(number, &p, about); err != nil {
		return err
	}
	if err := a.aliases(g.units, p.ID, number, &p); err != nil {
		return err
	}
	if p.Upvotes == nil && p.Comments == nil {
		return nil
	}
	return a.out.sighting(number, a.day(&p), p.Upvotes, p.Comments)
}

// knownPaper appends what is new about a paper that the history knows.
func (a *adder) knownPaper(g group, read corpus.Paper) error {
	a.t.reread = append(a.t.reread, g.number)
	own, same := "", true
	for _, u := range g.units {
		same = same && u.same
		if u.own {
			own = u.ID
		}
	}
	if own == "" {
		a.Duplicates++ // of the first unit: all came under aliases
		var err error
		if own, err = a.known.idOf(g.number); err != nil {
			return err
		}
	}
	if err := a.sight(g.number, &read); err != nil || same {
		return err
	}
	now, err := a.known.current(g.number)
	if err != nil {
		return err
	}
	now.ID = own
	merged := corpus.Merge(now.Paper, read)
	if err := a.aliases(g.units, own, g.number, &merged); err != nil {
		return err
	}
	about, err := contentOf(&merged)
	if err != nil || about.sum == now.sum {
		return err
	}
	a.Changed++
	return a.out.version(g.number, &merged, about)
}

// aliases appends the ids of a paper that the history does not know yet: those
// under which records came, with the first record of each, and those that the
// records name.
func (a *adder) aliases(units []*unit, own string, number int32, p *corpus.Paper) error {
	for _, u := range units {
		if u.ID == own {
			continue
		}
		e, err := a.known.byID(u.ID)
		if err != nil || e.sum != nil {
			if err != nil {
				return err
			}
			continue
		}
		a.Aliases++
		if err := a.out.alias(u.ID, number, u); err != nil {
			return err
		}
	}
	for _, id := range idsOf(p) {
		if id == own {
			continue
		}
		e, err := a.known.byID(id)
		if err != nil || e.number != 0 {
			if err != nil {
				return err
			}
			continue
		}
		a.Aliases++
		if err := a.out.alias(id, number, nil); err != nil {
			return err
		}
	}
	return nil
}

// sight appends the engagement of a known paper if it is new.
func (a *adder) sight(number int32, p *corpus.Paper) error {
	if p.Upvotes == nil && p.Comments == nil {
		return nil
	}
	known, err := a.known.sighted(number, a.day(p), p.Upvotes, p.Comments)
	if err != nil || known {
		return err
	}
	a.Sightings++
	return a.out.sighting(number, a.day(p), p.Upvotes, p.Comments)
}

// day is when the engagement of a paper was seen, "" if that is not known.
func (a *adder) day(p *corpus.Paper) string {
	if p.Page {
		return a.captured.String()
	}
	return ""
}

// parallel calls f with 0 to n−1, on all processors. Each call writes its own
// slot; the error of the lowest number counts.
func parallel(n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers && errs[w] == nil; i++ {
				errs[w] = f(i)
			}
		})
	}
	wait.Wait()
	return cmp.Or(errs...)
}
