package reports

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/calendar"
	"papertide/pipeline/corpus"
)

// The formats of reference managers, for papers alone: entries of BibTeX, in
// UTF-8, and records of RIS. Reading them again gives the same papers; their
// topics are notes, for people. Duplicates are left out: a library holds a
// paper once.
const (
	BibTeX Format = "bibtex"
	RIS    Format = "ris"
)

var referenceFormats = []Format{BibTeX, RIS}

// OfReferences reports whether the format holds references and no tables.
func (f Format) OfReferences() bool { return slices.Contains(referenceFormats, f) }

// writeReferences writes papers as references.
func writeReferences(w io.Writer, f Format, rows iter.Seq2[paperRow, error]) error {
	b := bufio.NewWriter(w)
	for row, err := range rows {
		if err != nil {
			return err
		}
		if row.duplicateOf != "" {
			continue
		}
		if f == BibTeX {
			writeEntry(b, row)
		} else {
			writeRIS(b, row)
		}
	}
	return b.Flush()
}

// noteOf tells the topic of a paper.
func noteOf(row paperRow) string {
	if row.topic == nil {
		return ""
	}
	return "Topic " + row.topic.ID.String() + ": " + fullLabel(*row.topic)
}

// pmid returns the number of a paper in PubMed.
func pmid(p *corpus.Paper) string {
	for _, id := range append([]string{p.ID}, p.Aliases...) {
		if number, ok := strings.CutPrefix(id, "pmid:"); ok {
			return number
		}
	}
	return ""
}

// unnamed returns the number of authors where not all of their names are known.
func unnamed(p *corpus.Paper) string {
	if p.AuthorCount > len(p.Authors) {
		return strconv.Itoa(p.AuthorCount)
	}
	return ""
}

func known(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// writeRIS writes a record of RIS. What it has no tag for stands in notes.
func writeRIS(b *bufio.Writer, row paperRow) {
	p := row.paper
	line := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s  - %s\r\n", tag, value)
		}
	}
	note := func(name, value string) {
		if value != "" {
			line("N1", name+": "+value)
		}
	}
	line("TY", "JOUR")
	line("TI", p.Title)
	for _, a := range p.Authors {
		line("AU", a)
	}
	year, date := risDate(p.Date)
	line("PY", year)
	line("DA", date)
	line("AB", row.abstract)
	for _, k := range p.Keywords {
		line("KW", strings.ReplaceAll(k, ";", ",")) // some write lists with semicolons
	}
	line("AD", p.Organisation)
	line("DO", p.DOI)
	line("UR", p.URL)
	line("DB", p.Source)
	line("AN", row.id)
	note("PMID", pmid(p))
	note("Number of authors", unnamed(p))
	note("Upvotes", known(p.Upvotes))
	note("Comments", known(p.Comments))
	note("Code", p.CodeURL)
	note("Project page", p.ProjectURL)
	line("N1", noteOf(row))
	b.WriteString("ER  - \r\n\r\n")
}

// risDate returns the year, and the date as RIS writes it: what is not known is
// left out between slashes.
func risDate(d calendar.Date) (year, date string) {
	if d.IsZero() {
		return "", ""
	}
	t := d.Time()
	year = t.Format("2006")
	switch d.Precision {
	case calendar.ToYear:
		return year, year + "///"
	case calendar.ToMonth:
		return year, t.Format("2006/01//")
	}
	return year, t.Format("2006/01/02/")
}

// writeEntry writes an entry of BibTeX.
func writeEntry(b *bufio.Writer, row paperRow) {
	p := row.paper
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, ",\n  %s = {%s}", name, value)
		}
	}
	kind := "misc"
	if p.DOI != "" {
		kind = "article"
	}
	fmt.Fprintf(b, "@%s{%s", kind, citationKey(row.id))
	field("title", "{"+latexText(p.Title)+"}") // so that styles keep its capitals
	field("author", joinLaTeX(p.Authors, " and ", isNoName))
	if !p.Date.IsZero() {
		t := p.Date.Time()
		field("year", t.Format("2006"))
		if p.Date.Precision >= calendar.ToMonth {
			fmt.Fprintf(b, ",\n  month = %s", strings.ToLower(t.Month().String()[:3]))
		}
		field("date", p.Date.String())
	}
	field("abstract", latexText(row.abstract))
	field("keywords", joinLaTeX(p.Keywords, ", ", func(k string) bool { return strings.ContainsAny(k, ",;") }))
	field("organization", latexText(p.Organisation))
	field("doi", latexText(p.DOI))
	if arxivID.MatchString(row.id) {
		field("eprint", row.id)
		field("archiveprefix", "arXiv")
	} else {
		field("identifier", latexText(row.id))
	}
	field("pmid", pmid(p))
	field("url", p.URL)
	field("code", p.CodeURL)
	field("project", p.ProjectURL)
	field("source", latexText(p.Source))
	field("authorcount", unnamed(p))
	field("upvotes", known(p.Upvotes))
	field("comments", known(p.Comments))
	field("note", latexText(noteOf(row)))
	b.WriteString("\n}\n\n")
}

// citationKey returns an id without what a citation may not hold.
func citationKey(id string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' && !strings.ContainsRune(`{}(),=#%~"'\`, r) {
			return r
		}
		return '-'
	}, id)
}

// isNoName reports whether a name would be taken for several, or for those that
// are not named.
func isNoName(name string) bool {
	return strings.EqualFold(name, "others") || slices.ContainsFunc(strings.Fields(name), func(w string) bool { return strings.EqualFold(w, "and") })
}
