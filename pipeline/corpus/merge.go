package corpus

import (
	"cmp"
	"slices"
	"strings"

	"papertide/analysis/calendar"
)

// Merge returns what two records of one paper say together. It is commutative,
// associative and idempotent, so that the order of records and files cannot
// matter: each field is the greater of two by an order of its own.
//
// The longer title and abstract win, the longer list of authors, the larger
// counts, the earliest date, the shorter of two addresses of code or project.
// Ids are united; the best becomes the ID (see Identify). A title that loses
// leaves its hash among the aliases. The result is from a saved page only if
// both records are: one that also came in a stream is no search result.
//
// The records must be identified. Merge shares no memory that it changes.
func Merge(a, b Paper) Paper {
	p := Paper{
		Title:        longer(a.Title, b.Title),
		Abstract:     longer(a.Abstract, b.Abstract),
		Date:         earlier(a.Date, b.Date),
		Authors:      moreNames(a.Authors, b.Authors),
		AuthorCount:  max(a.AuthorCount, b.AuthorCount),
		Organisation: longer(a.Organisation, b.Organisation),
		Upvotes:      larger(a.Upvotes, b.Upvotes),
		Comments:     larger(a.Comments, b.Comments),
		URL:          betterURL(a.URL, b.URL),
		CodeURL:      shorter(a.CodeURL, b.CodeURL),
		ProjectURL:   shorter(a.ProjectURL, b.ProjectURL),
		Source:       shorter(a.Source, b.Source),
		Keywords:     union(a.Keywords, b.Keywords),
		Page:         a.Page && b.Page,
	}
	settle(&p, append(idsOf(&a), idsOf(&b)...))
	p.forgetTitle()
	return p
}

// idsOf returns all ids of an identified paper, with that of its title if the
// title tells papers apart.
func idsOf(p *Paper) []string {
	ids := append(slices.Clone(p.Aliases), p.ID)
	if p.DOI != "" && p.DOI != p.ID {
		ids = append(ids, p.DOI)
	}
	if key := TitleKey(p.Title); !commonTitle(p.Title, key) {
		if own := hashedTitle(key); own != p.ID {
			ids = append(ids, own)
		}
	}
	return ids
}

// forgetTitle takes the id of p's own title from the aliases: it need not be
// stored, as idsOf makes it again.
func (p *Paper) forgetTitle() {
	key := TitleKey(p.Title)
	if commonTitle(p.Title, key) {
		return
	}
	own := hashedTitle(key)
	p.Aliases = slices.DeleteFunc(p.Aliases, func(id string) bool { return id == own })
	if len(p.Aliases) == 0 {
		p.Aliases = nil
	}
}

// earlier returns the date of which more is known to be past: that with the
// earlier last day. So a day wins over the month and the year that hold it,
// and the earlier of two periods that are apart wins.
func earlier(a, b calendar.Date) calendar.Date {
	if b.IsZero() || !a.IsZero() && cmp.Or(cmp.Compare(lastDay(a), lastDay(b)), -cmp.Compare(a.Precision, b.Precision)) <= 0 {
		return a
	}
	return b
}

func lastDay(d calendar.Date) int32 {
	switch t := d.Time(); d.Precision {
	case calendar.ToYear:
		return calendar.NewDate(t.Year(), 12, 31).Day
	case calendar.ToMonth:
		return calendar.NewDate(t.Year(), t.Month()+1, 0).Day
	}
	return d.Day
}

func longer(a, b string) string {
	if cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

// shorter returns the shorter text, but none only if there is no other.
func shorter(a, b string) string {
	if b == "" || a != "" && cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

// betterURL prefers pages about papers to resolvers, and those with discussion
// to those without.
func betterURL(a, b string) string {
	kind := func(s string) int {
		host, _, _ := cutAddress(s)
		switch {
		case s == "":
			return 4
		case isHost(host, []string{"huggingface.co"}):
			return 0
		case isHost(host, []string{"arxiv.org"}):
			return 1
		case isHost(host, []string{"doi.org"}):
			return 3
		}
		return 2
	}
	switch d := kind(a) - kind(b); {
	case d < 0:
		return a
	case d > 0:
		return b
	}
	return shorter(a, b)
}

func larger(a, b *int) *int {
	if b == nil || a != nil && *a >= *b {
		return a
	}
	return b
}

func moreNames(a, b []string) []string {
	if cmp.Or(cmp.Compare(len(b), len(a)), slices.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

func union(a, b []string) []string {
	if len(a)+len(b) == 0 {
		return nil
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
