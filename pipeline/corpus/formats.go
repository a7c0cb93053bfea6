package corpus

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// A format is one kind of file. A new one is a file of its own that says how
// its records are cut and read, and one line in formats.
type format struct {
	name string
	// fits reports whether a file that begins with head, at most headSize
	// bytes without byte order mark, is of this format.
	fits func(head []byte) bool
	// open returns how this file is cut into records and how a record becomes
	// a paper. It may note in in what the format knows of the file.
	open func(s *stream, o Options, in *Input) (splitter, parser)
}

// A splitter cuts a stream into raw records and hands each to emit, until emit
// returns false. It returns the stream's error other than io.EOF. What it
// cannot cut it hands on as a bad record.
type splitter func(emit func(record) bool) error

// A parser reads a raw record, which it must not keep. It is called from
// several goroutines. An error that is a *flaw tells why the record is left
// out.
type parser func(raw []byte) (Paper, *flaw)

// A record is one raw record of a file and its place in it.
type record struct {
	raw  []byte // valid during emit
	line int    // where it begins, from 1
	nth  int    // number of the record in a larger value, from 1; 0 if records are told apart by lines
	bad  *flaw  // set if it could not be cut
}

// A flaw says why a record is left out.
type flaw struct{ reason, detail string }

// formats holds all formats, the more particular before the more general: the
// first that fits is taken.
var formats = []format{
	{"hf-daily", fitsHFDaily, openHFDaily},
	{"crossref", crossrefWorks.fits, crossrefWorks.open},
	{"kaggle-arxiv", kaggleArXiv.fits, kaggleArXiv.open},
	{"openalex", openAlexWorks.fits, openAlexWorks.open},
	{"openreview", openReviewNotes.fits, openReviewNotes.open},
	{"paperlists", paperLists.fits, paperLists.open},
	{"s2orc", s2orcLines.fits, s2orcLines.open},
	{"semantic-scholar", semanticScholar.fits, semanticScholar.open},
	{"json", fitsJSON, openJSON},
	{"acl-xml", aclXML.fits, aclXML.open},
	{"arxiv-atom", arXivAtom.fits, arXivAtom.open},
	{"atom", atomFeed.fits, atomFeed.open},
	{"dblp-xml", dblpXML.fits, dblpXML.open},
	{"endnote-xml", endNoteXML.fits, endNoteXML.open},
	{"oai-pmh", oaiPMH.fits, openOAI},
	{"pubmed-xml", pubmedXML.fits, pubmedXML.open},
	{"rss", rssFeed.fits, rssFeed.open},
	{"arxiv-table", fitsTable("arxivid", "authortext", "title"), openTable(arXivTable)},
	{"embase", fitsTable("title", "authornames", "source"), openTable(embaseTable)},
	{"ieee", fitsTable("documenttitle", "pdflink"), openTable(ieeeTable)},
	{"lens", fitsTable("lensid", "title"), openTable(lensTable)},
	{"openalex-table", fitsTable("id", "displayname", "publicationyear"), openTable(openAlexTable)},
	{"openreview-table", fitsTable("openreviewurl", "title"), openOpenReviewTable},
	{"scopus", fitsTable("title", "sourcetitle", "eid"), openTable(scopusTable)},
	{"springer", fitsTable("itemtitle", "itemdoi"), openTable(springerTable)},
	{"wos-table", fitsWoSTable, openTable(wosTable)},
	{"table", fitsTable(), openTable(anyTable)},
	{"medline", fitsMEDLINE, medlineFormat.opened},
	{"wos", fitsWoS, wosFormat.opened},
	{"ris", fitsRIS, openRIS},
	{"refer", fitsRefer, referFormat.opened},
	{"bibtex", fitsBibTeX, openBibTeX},
	{"page-html", fitsPageHTML, openPageHTML},
	{"page", fitsPage, openPage},
}

// Formats returns the names that Options.Format takes besides "auto".
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// CheckFormat refuses what Options.Format cannot be.
func CheckFormat(name string) error {
	if name == "" || name == "auto" || slices.Contains(Formats(), name) {
		return nil
	}
	return fmt.Errorf("format %.40q: want auto, %s", name, strings.Join(Formats(), ", "))
}

// formatOf finds the format by name, or by the first bytes of a file.
func formatOf(name string, head []byte) (format, error) {
	if err := CheckFormat(name); err != nil {
		return format{}, err
	}
	auto := name == "" || name == "auto"
	for _, f := range formats {
		if f.name == name || auto && f.fits(head) {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("%w; it begins with %+q", ErrFormat, head[:min(len(head), 40)])
}

// blank reports whether head holds nothing but white space.
func blank(head []byte) bool { return len(bytes.TrimSpace(head)) == 0 }
