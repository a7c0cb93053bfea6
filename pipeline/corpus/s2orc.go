package corpus

import "strings"

// The metadata of S2ORC, the corpus of Semantic Scholar for research: a line a
// paper, with the paper's number there as its id.
var s2orcLines = jsonShape{
	is: func(o object) bool {
		return o.has("s2url") || o.has("magid", "hasoutboundcitations") && o.has("paperid")
	},
	paper: s2orcPaper,
}

func s2orcPaper(r *readers, o object) (Paper, *flaw) {
	p, bad := r.paper(o.values)
	if bad != nil {
		return Paper{}, bad
	}
	if digits(p.ID) {
		p.ID = corpusID(p.ID)
	}
	p.Aliases = append(p.Aliases, aclAlias(o.text("aclid"))...)
	p.Authors = nil
	o.each(r, "authors", func(a object) {
		p.Authors = append(p.Authors, strings.Join([]string{a.text("first"), a.text("middle"), a.text("last"), a.text("suffix")}, " "))
	})
	setFirst(&p.URL, o.text("s2url"))
	p.Source = "s2orc"
	return p, nil
}
