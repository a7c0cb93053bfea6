package corpus

import (
	"strings"

	"papertide/analysis/calendar"
)

// PubMed and Medline as XML: what efetch and "Send to: Citation manager" give,
// and the files of the yearly baseline. Articles and chapters of books are
// records; citations that were deleted are none.
var pubmedXML = xmlShape{
	roots:   []string{"PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle", "MedlineCitationSet"},
	records: []string{"PubmedArticle", "PubmedBookArticle", "MedlineCitation"},
	paper:   pubmedPaper,
}

func pubmedPaper(rec, _ *element) (Paper, *flaw) {
	citation := rec.find([]string{"MedlineCitation", "BookDocument"})
	article := citation.kid("Article")
	if article == nil {
		article = citation // a book has all in one place
	}
	number := citation.words("PMID")
	p := Paper{
		Aliases:  pmid(number),
		Title:    pubmedTitle(article),
		Abstract: pubmedAbstract(article.kid("Abstract")),
		Authors:  pubmedAuthors(article),
		Keywords: citation.allWords("KeywordList", "Keyword"),
		Source:   "pubmed",
	}
	for _, other := range citation.every("OtherAbstract") {
		if setFirst(&p.Abstract, pubmedAbstract(other)); other.get("Language") == "eng" {
			break
		}
	}
	if p.Aliases != nil {
		p.URL = "https://pubmed.ncbi.nlm.nih.gov/" + number + "/"
	}
	for _, id := range article.every("ELocationID") {
		if id.get("EIdType") == "doi" && id.get("ValidYN") != "N" {
			setFirst(&p.DOI, id.plain())
		}
	}
	for _, data := range []string{"PubmedData", "PubmedBookData"} {
		for _, id := range rec.every(data, "ArticleIdList", "ArticleId") {
			if id.get("IdType") == "doi" {
				setFirst(&p.DOI, id.plain())
			}
		}
	}
	for _, id := range article.every("ArticleIdList", "ArticleId") { // of a book
		if id.get("IdType") == "doi" {
			setFirst(&p.DOI, id.plain())
		}
	}
	var bad *flaw
	p.Date, bad = pubmedDate(article)
	return p, bad
}

func pubmedTitle(article *element) string {
	title := article.words("ArticleTitle")
	if strings.HasPrefix(title, "[Not Available") {
		title = ""
	}
	for _, other := range []string{"VernacularTitle", "BookTitle"} {
		setFirst(&title, article.words(other))
	}
	setFirst(&title, article.words("Book", "BookTitle"))
	return title
}

// pubmedAbstract joins the parts of an abstract, with their labels as
// PubMed shows them: "METHODS: We …".
func pubmedAbstract(abstract *element) string {
	var parts []string
	for _, part := range abstract.every("AbstractText") {
		text := part.plain()
		if label := part.get("Label"); text != "" && label != "" && label != "UNLABELLED" {
			text = label + ": " + text
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func pubmedAuthors(article *element) (names []string) {
	for _, list := range article.every("AuthorList") {
		if list.get("Type") == "editors" {
			continue
		}
		for _, a := range list.every("Author") {
			given := a.words("ForeName")
			setFirst(&given, a.words("Initials"))
			name := strings.TrimSpace(given + " " + a.words("LastName") + " " + a.words("Suffix"))
			setFirst(&name, a.words("CollectiveName"))
			names = append(names, name)
		}
	}
	return names
}

// pubmedDate returns when an article came out: in the journal, or before that
// on the web; of the chapter of a book, when that was added.
func pubmedDate(article *element) (calendar.Date, *flaw) {
	days := func(path ...string) (texts []string) {
		for _, e := range article.every(path...) {
			texts = append(texts, pubmedDay(e))
		}
		return texts
	}
	date, bad := earliest(append(days("ArticleDate"), days("Journal", "JournalIssue", "PubDate")...))
	for _, path := range [][]string{{"ContributionDate"}, {"Book", "PubDate"}} {
		if date.IsZero() && bad == nil {
			date, bad = earliest(days(path...))
		}
	}
	return date, bad
}

// pubmedDay returns the text of a date, in one piece ("1998 Dec-1999 Jan") or
// in parts.
func pubmedDay(e *element) string {
	if s := e.words("MedlineDate"); s != "" {
		return s
	}
	parts := []string{e.words("Year")}
	for _, name := range []string{"Month", "Day"} {
		if s := e.words(name); len(s) == 1 {
			parts = append(parts, "0"+s)
		} else if s != "" {
			parts = append(parts, s)
		}
	}
	separator := " "
	if len(parts) > 1 && digits(parts[1]) {
		separator = "-"
	}
	return strings.Join(parts, separator)
}
