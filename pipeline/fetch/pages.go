package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// mostPages bounds a portion whose pages do not end.
const mostPages = 10_000

// portion brings all pages of a portion.
func (in *Inbox) portion(ctx context.Context, s Source, a api, p portion) (r Result, err error) {
	seen := map[string]bool{}
	n, query, before := 1, p.query, entry{}
	for ; query != ""; n++ {
		switch {
		case seen[query]:
			return r, pageError(n, errors.New("the source names a page that it gave before"))
		case n > mostPages:
			return r, fmt.Errorf("more than %d pages", mostPages)
		}
		seen[query] = true
		name := p.file(n, a.ending)
		e, whole := in.journal.whole(name, query)
		if !whole || p.fresh || dayOf(e.Asked).Compare(p.whole) < 0 {
			var wrote bool
			if e, wrote, err = in.ask(ctx, s, a, e, name, query); err != nil {
				return r, pageError(n, err)
			}
			if wrote {
				r.New++
			}
		}
		r.Papers += e.Papers
		if e.Size > 0 {
			r.Files++
		}
		if same, err := in.journal.same(before, e); same || err != nil {
			return r, pageError(n, cmp.Or(err, errors.New("the source gives the page before again")))
		}
		before, query = e, e.Next
	}
	return r, in.journal.removeFrom(p, n, a.ending)
}

// pageError says on which page it was, if that is not the only one.
func pageError(n int, err error) error {
	if n == 1 {
		return err
	}
	return fmt.Errorf("page %d: %w", n, err)
}

// ask asks for one page and keeps it. Where an entry is known, the page is asked
// for on the condition that it changed.
func (in *Inbox) ask(ctx context.Context, s Source, a api, e entry, name, query string) (_ entry, wrote bool, err error) {
	q := request{address: cmp.Or(strings.TrimRight(s.Base, "/"), a.root) + a.path + "?" + in.told(s, query), source: s.Name, read: a.read, etag: e.ETag, modified: e.Modified}
	answer, err := in.client.get(ctx, q, in.wait)
	if err != nil {
		return e, false, err
	}
	p := answer.page
	switch {
	case answer.unchanged, p.papers == 0 && e.Papers > 0 && a.stay: // what is known stays
	case p.papers > 0:
		e = entry{ETag: answer.etag, Modified: answer.modified, Papers: p.papers, Size: int64(len(p.body)), Next: a.next(query, p)}
		wrote, err = in.journal.write(name, p.body)
	default: // a page without papers is remembered, and is no file
		e = entry{ETag: answer.etag, Modified: answer.modified, Next: a.next(query, p)}
		err = in.journal.remove(name)
	}
	if err != nil {
		return e, false, err
	}
	e.File, e.Query, e.Asked = name, query, in.o.Now().UTC()
	return e, wrote, in.journal.add(e)
}

// told adds to a query what is said to the source and kept nowhere: who asks.
func (in *Inbox) told(s Source, query string) string {
	if s.Name != OpenAlex {
		return query
	}
	if isMail(in.o.Contact) {
		query += "&mailto=" + url.QueryEscape(in.o.Contact)
	}
	if in.o.Key != "" {
		query += "&api_key=" + url.QueryEscape(in.o.Key)
	}
	return query
}

// wait keeps the source's limit.
func (in *Inbox) wait(ctx context.Context, name string) error {
	now := in.o.Now()
	if d := in.limit(name).ReserveN(now, 1).DelayFrom(now); d > 0 {
		if err := in.o.Sleep(ctx, d); err != nil {
			return err
		}
	}
	in.asked[name] = in.o.Now().UTC()
	return ctx.Err()
}
