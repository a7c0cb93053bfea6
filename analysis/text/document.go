// Package text turns the titles and abstracts of papers into words: it takes
// LaTeX, HTML and stray characters out, finds the words, reduces them to
// stems, and knows the words that carry no subject.
//
// A paper travels through the stages as one string, its document: the title,
// a newline, the abstract (see [Document]).
package text

import "strings"

// Document joins a paper's title and abstract to the one string that the
// stages take: title, newline, abstract. Newlines of the title become spaces.
func Document(title, abstract string) string {
	if strings.ContainsAny(title, "\n\r") {
		title = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, title)
	}
	return title + "\n" + abstract
}

// Docs are documents that are read a few at a time: those of a large history
// do not lie in memory.
type Docs struct {
	Len  int
	Read func(rows []int32) ([]string, error) // of rows below Len; several goroutines may call it
}

// DocsOf returns documents that lie in memory.
func DocsOf(docs []string) Docs {
	return Docs{len(docs), func(rows []int32) ([]string, error) {
		some := make([]string, len(rows))
		for i, row := range rows {
			some[i] = docs[row]
		}
		return some, nil
	}}
}

// Range reads consecutive documents.
func (d Docs) Range(from, to int) ([]string, error) {
	rows := make([]int32, to-from)
	for i := range rows {
		rows[i] = int32(from + i)
	}
	return d.Read(rows)
}

// Some returns the documents of some rows, which are then numbered anew.
func (d Docs) Some(rows []int32) Docs {
	return Docs{len(rows), func(some []int32) ([]string, error) {
		among := make([]int32, len(some))
		for i, row := range some {
			among[i] = rows[row]
		}
		return d.Read(among)
	}}
}

// Split takes a document apart. Without a newline all of it is the title.
func Split(doc string) (title, abstract string) {
	title, abstract, _ = strings.Cut(doc, "\n")
	return title, abstract
}
