package corpus

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"papertide/analysis/calendar"
)

// What several tables and lists of references have in common: lists in one
// text, organisations, dates in more than one column.

// splitList takes keywords or organisations in one text apart: at semicolons,
// else at bars, else at commas.
func splitList(s string) []string {
	s = withoutMarkup(s) // entities have semicolons
	for _, sep := range ";|," {
		if strings.ContainsRune(s, sep) {
			return strings.Split(s, string(sep))
		}
	}
	if s == "" {
		return nil
	}
	return []string{s}
}

// mostOrganisations is the length from which further organisations of a paper
// are left out, bytes: exports repeat postal addresses for every author.
const mostOrganisations = 300

// organisations joins the different ones of a list.
func organisations(list []string) string {
	var kept []string
	size := 0
	seen := map[string]bool{}
	for _, o := range list {
		clean(&o)
		if o == "" || seen[o] || size > 0 && size+len(o) > mostOrganisations {
			continue
		}
		seen[o] = true
		kept = append(kept, o)
		size += len(o) + len("; ")
	}
	return strings.Join(kept, "; ")
}

// dateIn returns the most exact date of these columns; of equally exact ones
// that of the first.
func (r tableRow) dateIn(columns ...string) (calendar.Date, *flaw) {
	var dates []calendar.Date
	for _, c := range columns {
		d, bad := looseDate(r.get(c))
		if bad != nil {
			return calendar.Date{}, bad
		}
		dates = append(dates, d)
	}
	return exactest(dates...), nil
}

// pmid returns the alias of a paper that has this number in PubMed, nil if s
// is none.
func pmid(s string) []string {
	s = strings.TrimSpace(s)
	if len(s) > 9 || !digits(s) || strings.Trim(s, "0") == "" {
		return nil
	}
	return []string{"pmid:" + s}
}

// countIn returns a count of 0 or more; nil if s is none.
func countIn(s string) *int {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 31)
	if err != nil {
		return nil
	}
	v := int(n)
	return &v
}

// anyTable is a table whose columns are named as members of JSON records are,
// above all our own export.
//
// Spreadsheets compute what begins like a formula, so that our export puts an
// apostrophe before it (see reports); here it is taken away again. A duplicate
// that the export lists is a record of the paper that it is a copy of.
func anyTable(r tableRow) (Paper, *flaw) {
	own := r.table.hasAll("duplicateof", "similarity", "period")
	var v texts
	for i, name := range r.table.columns {
		f := fieldOf[name]
		if f == noField || i >= len(r.cells) || v[f] != "" {
			continue
		}
		if v[f] = r.get(name); own {
			v[f] = unguarded(v[f])
		}
	}
	v.fill(fieldTitle, r.get(titleColumns...))
	p, bad := v.paper()
	if bad != nil {
		return Paper{}, bad
	}
	if own {
		if len(p.Authors) > 0 { // a comma is part of a name
			p.Authors = strings.Split(v[fieldAuthors], ";")
		}
		original := r.get("duplicateof")
		if _, whole := arXivID(original); !whole {
			original = sourceID(&Paper{ID: original, Source: p.Source})
		}
		if original != "" {
			p.Aliases = append(p.Aliases, original)
		}
	}
	return p, nil
}

// guarded finds what the export of CSV puts an apostrophe before: signs that
// begin formulas, perhaps after apostrophes of the text.
var guarded = regexp.MustCompile(`^'+[=+\-@\t\r\n＝＋－＠]`)

func unguarded(s string) string {
	if guarded.MatchString(s) {
		return s[1:]
	}
	return s
}

// texts holds the values of a record by field, as plain text.
type texts [fieldCount]string

// fill sets a field that is not known yet.
func (v *texts) fill(f field, s string) { setFirst(&v[f], s) }

// paper makes a paper of the values of one record, as readers.paper does of
// JSON.
func (v *texts) paper() (Paper, *flaw) {
	p := Paper{
		Title:        v[fieldTitle],
		Abstract:     v[fieldAbstract],
		ID:           arXivOfNumber(v[fieldID]),
		DOI:          v[fieldDOI],
		URL:          v[fieldURL],
		Organisation: v[fieldOrganisation],
		Upvotes:      countIn(v[fieldUpvotes]),
		Comments:     countIn(v[fieldComments]),
		CodeURL:      v[fieldCode],
		ProjectURL:   v[fieldProject],
		Source:       v[fieldSource],
		Keywords:     splitList(v[fieldKeywords]),
	}
	if v[fieldAuthors] != "" {
		p.Authors = splitNames(v[fieldAuthors])
	}
	setFirst(&p.Abstract, v[fieldSummary])
	setFirst(&p.URL, v[fieldPDF])
	if strings.Contains(p.ID, "://") {
		setFirst(&p.URL, p.ID)
	}
	if id, ok := arXivID(arXivOfNumber(v[fieldArXiv])); ok {
		p.Aliases = []string{id}
	}
	p.Aliases = append(p.Aliases, pmid(v[fieldPMID])...)
	if n := countIn(v[fieldAuthorCount]); n != nil {
		p.AuthorCount = *n
	}
	for _, f := range []field{fieldDate, fieldPublished, fieldSubmitted, fieldYear} {
		var bad *flaw
		if p.Date, bad = looseDate(v[f]); bad != nil || !p.Date.IsZero() {
			return p, bad
		}
	}
	return p, nil
}

// queryValue returns a value of the query of an address.
func queryValue(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get(name)
}
