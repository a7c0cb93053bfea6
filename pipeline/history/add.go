package history

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

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
// have the same title by corpus.Identify and agree as corpus.Papers asks. A paper keeps the id under which the
// history saw it first; what is known of it is what all records say together
// (corpus.Merge). Upvotes and comments become a sighting, of the day on which
// the page was saved. The order of records and of files does not matter.
// Records must be identified; they are read from their spool a few at a time.
//
// What only runs brought that the user has withdrawn is not known, and comes as
// if for the first time.
func (t *Tx) Add(ctx context.Context, records []corpus.Record, inputs []corpus.Input) (Added, error) {
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

// A unit is the records of one id: what tells papers apart of what they say
// together.
type unit struct {
	records []corpus.Record
	ids     []string // that the records give for their paper, the common one first
	content
	keys   []int64 // of the titles of its records
	number int32   // of the paper in the history, 0 if it is not known
	own    bool    // the paper stands under this id in the history
	row    int64   // of the version that says just this; 0: it is new
}

// read returns what the records of a unit say together.
func (u *unit) read() (p corpus.Paper, err error) {
	for i, r := range u.records {
		one, err := r.Paper()
		if err != nil {
			return p, err
		}
		if i == 0 {
			p = one
		} else {
			p = corpus.Merge(p, one)
		}
	}
	return p, nil
}

func (a *adder) add(ctx context.Context, records []corpus.Record) (err error) {
	bare := context.WithoutCancel(ctx) // a goroutine for each of many statements is dear: ctx is asked between them
	if a.t.stands, err = readStanding(bare, a.t.tx, a.t.run); err != nil {
		return err
	}
	if a.known, err = prepareLookups(bare, a.t.tx, a.t.stands); err != nil {
		return err
	}
	defer a.known.close()
	if a.out, err = newAppender(bare, a.t); err != nil {
		return err
	}
	defer a.out.close()

	units, err := a.units(ctx, records)
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
	for some := range slices.Chunk(groups, chunk) {
		read := func(i int) (reading, error) { return readGroup(some[i]) }
		err := ahead(len(some), read, func(_ int, g reading) error { return cmp.Or(ctx.Err(), a.group(&g)) })
		if err != nil {
			return err
		}
	}
	if !a.t.stands.all() {
		a.t.stands.add(a.t.reread)
	}
	return a.out.flush()
}

// units puts the records of each id together, and sorts by it.
func (a *adder) units(ctx context.Context, records []corpus.Record) ([]unit, error) {
	sorted := slices.SortedFunc(slices.Values(records), func(x, y corpus.Record) int { return strings.Compare(x.ID, y.ID) })
	var units []unit
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].ID == sorted[0].ID {
			n++
		}
		a.Duplicates += n - 1
		units = append(units, unit{records: sorted[:n:n]})
		sorted = sorted[n:]
	}
	return units, parallel(len(units), func(i int) error { return cmp.Or(ctx.Err(), units[i].learn()) })
}

// learn fills in what the records of a unit say.
func (u *unit) learn() error {
	p, err := u.read()
	if err != nil {
		return err
	}
	for _, id := range idsOf(&p) {
		u.ids = append(u.ids, strings.Clone(id)) // a part would keep all of the record
	}
	if u.content, err = contentOf(&p); err != nil {
		return err
	}
	u.fields = "" // made again when it is written
	if len(u.records) == 1 {
		u.keys = []int64{u.key}
		return nil
	}
	for _, r := range u.records {
		one, err := r.Paper()
		if err != nil {
			return err
		}
		key, err := titleKey(&one)
		if err != nil {
			return err
		}
		u.keys = append(u.keys, key)
	}
	return nil
}

// recognise finds out whether the history knows a unit by an id, and whether
// it has read just this before.
func (a *adder) recognise(u *unit) error {
	if a.known.empty {
		return nil
	}
	for i, id := range u.ids {
		e, err := a.known.byID(id)
		if err != nil {
			return err
		}
		if e.number != 0 {
			u.number, u.own = e.number, i == 0 && e.own
			u.row, err = a.known.row(e.number, u.sum)
			return err
		}
	}
	return nil
}

// A reading is a group, read from the spool.
type reading struct {
	group
	paper corpus.Paper // what its units say together
	content
	of []corpus.Paper // what each unit says, if there are several
}

func readGroup(g group) (r reading, err error) {
	r.group = g
	for i, u := range g.units {
		p, err := u.read()
		if err != nil {
			return r, err
		}
		if i == 0 {
			r.paper = p
		} else {
			r.paper = corpus.Merge(r.paper, p)
		}
		r.of = append(r.of, p)
	}
	if len(g.units) == 1 {
		r.content = g.units[0].content
		r.fields, err = fieldsOf(&r.paper)
		return r, err
	}
	r.content, err = contentOf(&r.paper)
	return r, err
}

// group appends what the units of one paper say.
func (a *adder) group(g *reading) (err error) {
	a.Duplicates += len(g.units) - 1
	if g.number != 0 {
		return a.knownPaper(g)
	}
	return a.newPaper(g)
}

// newPaper appends a paper that the history does not know.
func (a *adder) newPaper(g *reading) error {
	a.New++
	p := &g.paper
	number, err := a.number(p.ID)
	if err != nil {
		return err
	}
	if err := a.out.version(number, p, g.content); err != nil {
		return err
	}
	if err := a.aliases(g, p.ID, number, p); err != nil {
		return err
	}
	if p.Upvotes == nil && p.Comments == nil {
		return nil
	}
	return a.out.sighting(number, a.day(p), p.Upvotes, p.Comments)
}

// number returns the number of a new paper: of its own, or the one that it had
// before the runs were withdrawn that brought it.
func (a *adder) number(id string) (int32, error) {
	if !a.t.stands.all() {
		if number, err := a.known.numberOf(id); err != nil || number != 0 {
			return number, err
		}
	}
	return a.out.paper(id)
}

// knownPaper appends what is new about a paper that the history knows.
func (a *adder) knownPaper(g *reading) error {
	a.Known++
	own, same := "", true
	for _, u := range g.units {
		same = same && u.row != 0
		if u.own {
			own = u.ids[0]
		}
	}
	if own == "" {
		a.Duplicates++ // of the first unit: all came under aliases
		var err error
		if own, err = a.known.idOf(g.number); err != nil {
			return err
		}
	}
	if err := a.sight(g.number, &g.paper); err != nil {
		return err
	}
	if same {
		for _, u := range g.units {
			a.again(u.row)
		}
		return nil
	}
	now, err := a.known.current(g.number)
	if err != nil {
		return err
	}
	merged := corpus.Merge(now.Paper, g.paper)
	if err := a.aliases(g, own, g.number, &merged); err != nil {
		return err
	}
	row, err := a.known.row(g.number, g.sum)
	if err != nil || row != 0 {
		a.again(row)
		return err
	}
	about, err := contentOf(&merged)
	if err != nil {
		return err
	}
	if about.sum != now.sum {
		a.Changed++
	}
	return a.out.version(g.number, &g.paper, g.content)
}

// again notes a version that was read before.
func (a *adder) again(row int64) {
	if row != 0 {
		a.t.reread.versions = append(a.t.reread.versions, row)
	}
}

// aliases appends the ids of a paper that the history does not know yet: those
// under which records came, with the first record of each, and those that the
// records name.
func (a *adder) aliases(g *reading, own string, number int32, p *corpus.Paper) error {
	for i, u := range g.units {
		if u.ids[0] == own {
			continue
		}
		e, err := a.known.byID(u.ids[0])
		if err != nil || e.recorded {
			if err != nil {
				return err
			}
			continue
		}
		a.Aliases++
		if err := a.out.alias(u.ids[0], number, &g.of[i]); err != nil {
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

// sight appends the engagement of a known paper, unless it was read of this day
// before.
func (a *adder) sight(number int32, p *corpus.Paper) error {
	if p.Upvotes == nil && p.Comments == nil {
		return nil
	}
	row, news, err := a.known.sighted(number, a.day(p), p.Upvotes, p.Comments)
	if err != nil {
		return err
	}
	if row != 0 {
		a.t.reread.sightings = append(a.t.reread.sightings, row)
		return nil
	}
	if news {
		a.Sightings++
	}
	return a.out.sighting(number, a.day(p), p.Upvotes, p.Comments)
}

// day is when the engagement of a paper was seen, "" if that is not known.
func (a *adder) day(p *corpus.Paper) string {
	if p.Page {
		return a.captured.String()
	}
	return ""
}
