package corpus

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// A field is what a member of a record tells about the paper.
type field int

const (
	noField field = iota
	fieldTitle
	fieldAbstract
	fieldSummary // the abstract, where there is no member called so
	fieldID
	fieldArXiv
	fieldDOI
	fieldDate // the record's own date; the next three stand in for it, the first that is there
	fieldPublished
	fieldSubmitted
	fieldYear
	fieldURL
	fieldPDF // stands in for the URL
	fieldAuthors
	fieldAuthorCount
	fieldOrganisation
	fieldUpvotes
	fieldComments
	fieldCode
	fieldProject
	fieldSource
	fieldKeywords
	fieldPaper // the Daily Papers API: the paper inside the listing
	fieldListed
	fieldNote // what authors remark to arXiv: pages, places, addresses of code
	fieldPMID
	fieldAbs // the address of the abstract, or the abstract
	fieldCount
)

// fieldOf maps names as fieldName writes them. Labels, categories and venues
// are no part of a paper.
var fieldOf = map[string]field{
	"title": fieldTitle, "papertitle": fieldTitle,
	"abstract": fieldAbstract, "abstracttext": fieldAbstract, "paperabstract": fieldAbstract, "abstractnote": fieldAbstract, "summary": fieldSummary,
	"id": fieldID, "paperid": fieldID, "uid": fieldID, "identifier": fieldID,
	"arxiv": fieldArXiv, "arxivid": fieldArXiv, "doi": fieldDOI, "digitalobjectidentifier": fieldDOI,
	"date": fieldDate, "published": fieldPublished, "publishedat": fieldPublished, "publicationdate": fieldPublished,
	"publisheddate": fieldPublished, "datepublished": fieldPublished, "pubdate": fieldPublished, "firstpublicationdate": fieldPublished,
	"submitted": fieldSubmitted, "submittedat": fieldSubmitted, "submitteddate": fieldSubmitted, "created": fieldSubmitted, "createdat": fieldSubmitted,
	"year": fieldYear, "publicationyear": fieldYear, "pubyear": fieldYear, "yearpublished": fieldYear,
	"url": fieldURL, "link": fieldURL, "paperurl": fieldURL, "absurl": fieldURL, "documenturl": fieldURL, "abs": fieldAbs, "pdf": fieldPDF, "pdfurl": fieldPDF,
	"authors": fieldAuthors, "author": fieldAuthors, "authorstring": fieldAuthors, "authorcount": fieldAuthorCount, "numauthors": fieldAuthorCount, "authornum": fieldAuthorCount,
	"organisation": fieldOrganisation, "organization": fieldOrganisation,
	"upvotes": fieldUpvotes, "votes": fieldUpvotes, "comments": fieldComments, "numcomments": fieldComments,
	"code": fieldCode, "codeurl": fieldCode, "codelink": fieldCode, "github": fieldCode, "githubrepo": fieldCode, "githuburl": fieldCode,
	"repo": fieldCode, "repository": fieldCode, "repositoryurl": fieldCode,
	"project": fieldProject, "projectpage": fieldProject, "projecturl": fieldProject, "homepage": fieldProject, "website": fieldProject,
	"source": fieldSource, "keywords": fieldKeywords, "keyword": fieldKeywords, "tags": fieldKeywords, "manualtags": fieldKeywords, "aikeywords": fieldKeywords,
	"paper": fieldPaper, "submittedondailyat": fieldListed, "comment": fieldNote, "pmid": fieldPMID, "pubmedid": fieldPMID,
}

// fieldName returns a quoted name in small letters and digits alone:
// "publishedAt" and "published_at" are the same.
func fieldName(quoted []byte) string {
	var short [24]byte // longer names mean nothing here
	n := 0
	for _, c := range quoted {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		default:
			continue
		}
		if n == len(short) {
			return ""
		}
		short[n] = c
		n++
	}
	return string(short[:n])
}

// values holds the members of a record that are known: the first of each
// field that says something. Its parts belong to the raw record.
type values [fieldCount][]byte

// valuesOf reads the members of a record that are known.
func (p *readers) valuesOf(raw []byte) (v values, bad *flaw) {
	bad = p.record(raw, func() { v = values{} }, func(name string, value []byte) {
		if f := fieldOf[name]; f != noField && len(v[f]) == 0 {
			v[f] = value
		}
	})
	return v, bad
}

// record reads a record: a JSON object, or a text or a Python literal that
// holds one. It calls use for each member that says something, its name as
// fieldName writes it, and clear if it has to begin again.
func (p *readers) record(raw []byte, clear func(), use func(name string, value []byte)) *flaw {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("\ufeff")) // where files were joined
	raw = bytes.TrimRight(raw, ", \t")                             // a line of an array
	if len(raw) > 0 && raw[0] == '"' {
		unquoted, _ := jsontext.AppendUnquote(nil, raw) // as much of it as is good
		raw = bytes.TrimSpace(unquoted)
	}
	if len(raw) == 0 || raw[0] != '{' {
		return &flaw{"not an object", string(raw[:min(len(raw), 200)])}
	}
	known := func(name, value []byte) {
		if !empty(value) {
			use(fieldName(name), value)
		}
	}
	err := p.members(raw, known)
	if err == nil {
		return nil
	}
	clear()
	if again := p.members(jsonOfPython(string(raw)), known); again == nil {
		return nil
	}
	return &flaw{"malformed JSON", strings.TrimPrefix(err.Error(), "jsontext: ")}
}

// empty reports whether a value says nothing: null, true, false, "", [], {}.
func empty(value []byte) bool {
	switch value[0] {
	case 'n', 't', 'f':
		return true
	case '"', '[', '{':
		return len(value) == 2
	}
	return false
}

// paper makes a paper of the values of one record.
func (p *readers) paper(v values) (Paper, *flaw) {
	paper := Paper{
		Title:        textOf(v[fieldTitle]),
		Abstract:     textOf(v[fieldAbstract]),
		ID:           idOf(v[fieldID]),
		DOI:          textOf(v[fieldDOI]),
		URL:          textOf(v[fieldURL]),
		Authors:      p.namesOf(v[fieldAuthors]),
		Organisation: strings.Join(p.namesOf(v[fieldOrganisation]), "; "),
		Upvotes:      countOf(v[fieldUpvotes]),
		Comments:     countOf(v[fieldComments]),
		CodeURL:      textOf(v[fieldCode]),
		ProjectURL:   textOf(v[fieldProject]),
		Source:       textOf(v[fieldSource]),
		Keywords:     p.wordsOf(v[fieldKeywords]),
	}
	setFirst(&paper.Abstract, textOf(v[fieldSummary]))
	if abs := textOf(v[fieldAbs]); webAddress(abs) != "" {
		setFirst(&paper.URL, abs)
	} else {
		setFirst(&paper.Abstract, abs)
	}
	setFirst(&paper.URL, textOf(v[fieldPDF]))
	if strings.Contains(paper.ID, "://") {
		setFirst(&paper.URL, paper.ID)
	}
	paper.Aliases = pmid(textOf(v[fieldPMID]))
	if id, ok := arXivID(idOf(v[fieldArXiv])); ok {
		paper.Aliases = append(paper.Aliases, id)
	}
	for _, f := range []field{fieldNote, fieldComments} {
		if len(v[f]) > 0 && v[f][0] == '"' { // else they are those of readers
			code, project := linksIn(textOf(v[f]))
			setFirst(&paper.CodeURL, code)
			setFirst(&paper.ProjectURL, project)
		}
	}
	if n := countOf(v[fieldAuthorCount]); n != nil {
		paper.AuthorCount = *n
	}
	for _, f := range []field{fieldDate, fieldPublished, fieldSubmitted, fieldYear} {
		var bad *flaw
		if paper.Date, bad = parseDate(textOf(v[f])); bad != nil {
			return Paper{}, bad
		}
		if !paper.Date.IsZero() {
			break
		}
	}
	return paper, nil
}

// idOf returns an id; one of arXiv that was stored as a number (704.0001 for
// 0704.0001) gets its zeros back.
func idOf(value []byte) string {
	s := textOf(value)
	if len(value) == 0 || value[0] == '"' {
		return s
	}
	return arXivOfNumber(s)
}

// fitsJSON reports whether head is JSON that speaks of titles or abstracts, or
// that lists no papers at all.
func fitsJSON(head []byte) bool {
	if layoutOf(head) == notJSON {
		return false
	}
	return namesATitle.Match(head) || len(head) < headSize && holdsNone(head)
}

// namesATitle finds a member that a paper has, also inside a quoted text.
var namesATitle = regexp.MustCompile(`(?i)(?:title|abstract|summary)[\\'"]`)

func openJSON(s *stream, o Options, _ *Input) (splitter, parser) {
	head, _ := s.text.Peek(headSize)
	var pool readers
	return splitJSON(s.text, o.layout(head)), func(raw []byte) (Paper, *flaw) {
		v, bad := pool.valuesOf(raw)
		if bad != nil {
			return Paper{}, bad
		}
		return pool.paper(v)
	}
}
