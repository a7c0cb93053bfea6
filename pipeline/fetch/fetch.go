// Package fetch asks the sources that people follow for their papers, and keeps
// the answers as files in a folder, the inbox, which is then read like any other.
//
// Each source gives its papers in portions of a day (OAI-PMH: of a month of
// changes), each portion in one or more pages. A page is one file, named by
// source, category and day, and written whole or not at all. Beside the files lie
// a journal, which says what was asked and when, and a lock, both hidden. What
// the journal calls whole is not asked again: so an interrupted fetch goes on
// where it stopped. A day whose list may still grow is asked again, with the
// conditional request of HTTP where the source offers it.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/time/rate"

	"papertide/analysis/calendar"
)

// Options are what all sources have in common.
type Options struct {
	Dir     string // the inbox; made where it does not exist
	Contact string // mail or web address that sources are told; "": none
	Version string // of the program, which sources are told
	Key     string // OpenAlex's key; "": none

	Progress func(doing string)                               // nil: nobody
	Notice   func(string)                                     // for what cannot wait, such as a pause; nil: nobody
	Now      func() time.Time                                 // nil: the clock
	Sleep    func(ctx context.Context, d time.Duration) error // nil: a pause, which ends with the context
}

// A Result is what one source brought.
type Result struct {
	Source   string        // its name, with category or filter
	From, To calendar.Date // days of papers that were asked for; None: nothing was due
	Papers   int           // in all files of these days
	Files    int           // of these days
	New      int           // files that were written now, the others were whole or unchanged
}

// An Inbox is a folder that answers are kept in. It is for one goroutine.
type Inbox struct {
	o       Options
	client  *client
	journal *journal
	limits  map[string]*rate.Limiter // by source name
	asked   map[string]time.Time     // by source name: the last request
}

// Open locks the inbox, waiting while another process fetches into it. Close
// gives it back.
func Open(ctx context.Context, o Options) (*Inbox, error) {
	if err := ValidContact(o.Contact); err != nil {
		return nil, err
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.Notice == nil {
		o.Notice = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return nil, err
	}
	j, err := openJournal(ctx, o.Dir, o.Notice)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.Dir, err)
	}
	in := &Inbox{o: o, client: newClient(o), journal: j, limits: map[string]*rate.Limiter{}, asked: map[string]time.Time{}}
	for name, last := range j.lastAsked() {
		in.limit(name).ReserveN(last, 1)
	}
	return in, nil
}

// Close gives the inbox back.
func (in *Inbox) Close() error {
	in.client.http.CloseIdleConnections()
	var err error
	for name, last := range in.asked {
		err = errors.Join(err, in.journal.add(entry{Source: name, Asked: last}))
	}
	return errors.Join(err, in.journal.close())
}

// limit is the source's limit of requests.
func (in *Inbox) limit(name string) *rate.Limiter {
	l := in.limits[name]
	if l == nil {
		l = rate.NewLimiter(rate.Every(pace[name]), 1)
		in.limits[name] = l
	}
	return l
}

// today is the day of the sources, who all count in UTC.
func (in *Inbox) today() calendar.Date { return dayOf(in.o.Now()) }

// firstTime is how far back the first Follow of a source without From goes.
const firstTime = 13 * 7 // days

// Follow fetches what a source has listed since the last time: from the first
// day that may have grown since then to today. The first time it begins at
// s.From, else after the last day that Fetch brought, else 13 weeks ago.
func (in *Inbox) Follow(ctx context.Context, s Source) (Result, error) {
	if err := s.Validate(); err != nil {
		return Result{}, err
	}
	from, today := in.journal.due(s.String(), s.From), in.today()
	if from.IsZero() {
		from = plus(today, -firstTime)
	}
	if from.Compare(today) > 0 {
		return Result{Source: s.String()}, nil
	}
	return in.fetch(ctx, s, from, today, true)
}

// Fetch fetches the papers that a source lists under the days from first to
// last; none, or a day after today, means today. After an error the pages that came
// before it stay, and the same call goes on there.
func (in *Inbox) Fetch(ctx context.Context, s Source, first, last calendar.Date) (Result, error) {
	if err := s.Validate(); err != nil {
		return Result{}, err
	}
	if today := in.today(); last.IsZero() || last.Compare(today) > 0 {
		last = today
	}
	if first.IsZero() || first.Compare(last) > 0 {
		return Result{}, fmt.Errorf("no day from %s to %s", first, last)
	}
	return in.fetch(ctx, s, first, last, false)
}

func (in *Inbox) fetch(ctx context.Context, s Source, first, last calendar.Date, follow bool) (Result, error) {
	r := Result{Source: s.String(), From: first, To: last}
	a := s.api(first, last, in.today())
	var through calendar.Date
	for _, p := range a.portions {
		in.o.Progress(fmt.Sprintf("%s %s", s, p.says))
		got, err := in.portion(ctx, s, a, p)
		if stale := (*staleError)(nil); errors.As(err, &stale) {
			got, err = in.portion(ctx, s, a, p.anew()) // a token of an earlier day has died
		}
		switch {
		case ctx.Err() != nil:
			return r, ctx.Err()
		case err != nil:
			err = fmt.Errorf("%s %s: %w", s, p.says, err)
			return r, errors.Join(err, in.reached(s, first, through, a.settles, follow))
		}
		if !p.upTo.IsZero() {
			through = p.upTo
		}
		r.Papers, r.Files, r.New = r.Papers+got.Papers, r.Files+got.Files, r.New+got.New
	}
	return r, in.reached(s, first, through, a.settles, follow)
}

// reached notes the days of a source that need not be asked for again.
func (in *Inbox) reached(s Source, first, through calendar.Date, settles int, follow bool) error {
	if settled := plus(in.today(), -settles); through.Compare(settled) > 0 {
		through = settled
	}
	if through.IsZero() || through.Compare(first) < 0 {
		return nil
	}
	return in.journal.add(entry{Source: s.String(), From: first, Through: through, Follow: follow})
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func dayOf(t time.Time) calendar.Date {
	t = t.UTC()
	return calendar.NewDate(t.Year(), t.Month(), t.Day())
}

func plus(d calendar.Date, days int) calendar.Date {
	d.Day += int32(days)
	return d
}
