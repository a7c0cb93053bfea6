package corpus

import (
	"fmt"
	"strings"
	"testing"
)

func TestXMLFormats(t *testing.T) {
	varPaper := Paper{
		ID: "2404.02905", Title: "Next-Scale Prediction", Abstract: "We present a new paradigm.", Date: day(2024, 4, 4),
		Authors: []string{"Keyu Tian", "Yi Jiang"}, AuthorCount: 2, URL: "https://arxiv.org/abs/2404.02905",
	}
	as := func(p Paper, source string) Paper { p.Source = source; return p }
	testSamples(t, []formatSample{
		{"acl.xml", "acl-xml", []Paper{
			{
				// The 1st volume of P18, paper 7: one digit and three.
				ID: "10.18653/v1/p18-1007", Aliases: []string{"P18-1007"}, Title: "Bound on $O(n^2)$ & more",
				Abstract: "We parse in $n$ steps. See https://example.org/parse.", Date: date("2018-07"),
				Authors: []string{"Ada Lovelace", "Plato"}, AuthorCount: 2, URL: "https://aclanthology.org/P18-1007/",
				CodeURL: "https://github.com/ada/bound", ProjectURL: "https://example.org/parse", Source: "acl", DOI: "10.18653/v1/p18-1007",
			},
			{
				ID: "P18-2001", Title: "Second volume", Abstract: "It has no month.", Date: date("2019"),
				URL: "http://example.org/second.pdf", Source: "acl",
			},
		}, []string{`in:#2 missing "abstract" (Without one)`}},
		{"arxiv-atom.xml", "arxiv-atom", []Paper{{
			ID: "2404.02905", Title: "Next-Scale Prediction", Abstract: "We present a <new> paradigm, and more.", Date: day(2024, 4, 3),
			Authors: []string{"Keyu Tian", "Yi Jiang"}, AuthorCount: 2, URL: "https://arxiv.org/abs/2404.02905",
			CodeURL: "https://github.com/FoundationVision/VAR", ProjectURL: "https://var.example.org/demo", Source: "arxiv", DOI: "10.1000/xyz123",
		}}, []string{"in:#2 an error that the source sent (incorrect id format for abc)"}},
		{"arxiv-oai.xml", "oai-pmh", []Paper{
			{
				ID: "1401.2122", Aliases: []string{"10.1007/s11005-017-1013-4", "10.1007/s2"}, Title: "Contact geometry of $3$-folds",
				Abstract: "We introduce a novel construction for systems with $x < y$.", Date: day(2014, 1, 9),
				Authors: []string{"A. Sergyeyev Jr", "Planck Collaboration"}, AuthorCount: 2, URL: "https://arxiv.org/abs/1401.2122",
				CodeURL: "https://gitlab.com/a/contact", Source: "arxiv", DOI: "10.1007/s1",
			},
			{
				ID: "hep-th/9901001", Title: "Old strings", Abstract: "Strings are old.", Date: day(1999, 1, 1),
				Authors: []string{"M. One", "N. Two", "O. Three"}, AuthorCount: 3, URL: "https://arxiv.org/abs/hep-th/9901001", Source: "arxiv",
			},
			{
				ID: "2405.00001", Title: "As Dublin Core", Abstract: "An abstract of a few words.", Date: day(2024, 5, 2),
				Authors: []string{"Doe, Jane"}, AuthorCount: 1, URL: "https://arxiv.org/abs/2405.00001", Source: "oai", DOI: "10.1000/abc", Keywords: []string{"Parsing"},
			},
		}, []string{
			"in:#2 deleted by the source (oai:arXiv.org:1401.9999)",
			"in:#5 neither Dublin Core nor arXiv's metadata (oai:library.example.org:17)",
		}},
		{"atom.xml", "atom", []Paper{
			{
				ID: "tag:journal.example.org,2024:17", Title: "On Drosophila", Abstract: "We study flies. They fly 10^3 m.",
				Date: day(2024, 3, 1), Authors: []string{"Jane Doe"}, AuthorCount: 1, URL: "https://journal.example.org/17", Source: "atom",
			},
			as(varPaper, "atom"),
		}, nil},
		{"rss.xml", "rss", []Paper{
			as(varPaper, "rss"),
			{
				ID: titlePrefix, Title: "A post", Abstract: "The whole post of the blog.", Date: day(2024, 4, 4),
				URL: "https://blog.example.org/post", Source: "rss",
			},
			{ // of which the feed does not tell when it came
				ID: "1903.00007", Title: "An old paper", Abstract: "It was changed.", Date: date("2019-03"), URL: "https://arxiv.org/abs/1903.00007", Source: "rss",
			},
		}, []string{"in:#4 impossible date (yesterday)"}},
		{"rss1.xml", "rss", []Paper{{
			ID: "10.1038/s41586-1", Title: "Old feed", Abstract: "We find what we seek.", Date: day(2024, 3, 6), Authors: []string{"Jane Doe", "John Roe"},
			AuthorCount: 2, URL: "https://www.example.org/a1", Source: "rss", DOI: "10.1038/s41586-1",
		}}, nil},
		{"dblp.xml", "dblp-xml", nil, []string{
			`in:#1 missing "abstract" (Queues – n2 ways.)`, `in:#2 missing "abstract" (A talk.)`, "in:#3 not a paper (the page of a person: homepages/d/ZoeDoe)",
		}},
		{"endnote.xml", "endnote-xml", []Paper{
			{
				ID: "10.1000/mice.1", Aliases: []string{"pmid:25012345"}, Title: "Effects of E. coli on mice",
				Abstract: "BACKGROUND: Mice are small. METHODS: We fed them 10^3 times.", Date: day(2015, 3, 4), Authors: []string{"Doe, Jane", "Roe, John"}, AuthorCount: 2,
				URL: "http://www.ncbi.nlm.nih.gov/pubmed/25012345", Source: "endnote", DOI: "10.1000/mice.1", Keywords: []string{"bacteria", "mice"},
			},
			{ID: "WOS:000123", Title: "A book", Abstract: "About all.", Date: date("1999"), Source: "endnote"},
		}, nil},
		{"pubmed.xml", "pubmed-xml", []Paper{
			{
				// On the web in December 2017, in print in February 2018.
				ID: "10.1000/cells.1", Aliases: []string{"pmid:100001"}, Title: "CD4+ cells of Mus.",
				Abstract: "BACKGROUND: Cells divide often. We counted 10^-6 of them.", Date: day(2017, 12, 5), Authors: []string{"Jane A Doe", "Cell Group"}, AuthorCount: 2,
				URL: "https://pubmed.ncbi.nlm.nih.gov/100001/", Source: "pubmed", DOI: "10.1000/cells.1", Keywords: []string{"T cells", "mice"},
			},
			{
				ID: "10.1000/zellen", Aliases: []string{"pmid:100002"}, Title: "Von den Zellen.", Abstract: "Les cellules.", Date: date("1998"),
				Authors: []string{"J Roe"}, AuthorCount: 1, URL: "https://pubmed.ncbi.nlm.nih.gov/100002/", Source: "pubmed", DOI: "10.1000/zellen",
			},
			{
				ID: "pmid:100004", Title: "A Syndrome", Abstract: "CLINICAL: It is rare.", Date: day(2001, 1, 31), Authors: []string{"Jo Roe"}, AuthorCount: 1,
				URL: "https://pubmed.ncbi.nlm.nih.gov/100004/", Source: "pubmed",
			},
		}, []string{`in:#3 missing "abstract" (No abstract here.)`}},
	})
}

// The forms of the Anthology's ids: since 2020 with the names of collection and
// volume, before that with two digits for the volume of workshops and one for
// that of others.
func TestACLIDs(t *testing.T) {
	const paper = "<title>A title</title><abstract>Two words.</abstract></paper>"
	for text, want := range map[string]string{
		`<collection id="2022.acl"><volume id="long"><paper id="7">` + paper + `</volume></collection>`:            "2022.acl-long.7",
		`<collection id="P18"><volume id="1"><paper id="7">` + paper + `</volume></collection>`:                    "P18-1007",
		`<collection id="W18"><volume id="3"><paper id="7">` + paper + `</volume></collection>`:                    "W18-0307",
		`<collection id="D19"><volume id="1"><paper id="7">` + paper + `</volume></collection>`:                    "D19-1007",
		`<collection id="D19"><volume id="53"><paper id="7">` + paper + `</volume></collection>`:                   "D19-5307",
		`<volume id="P18"><paper id="1007">` + paper + `</volume>`:                                                 "P18-1007",
		`<collection id="P18"><volume id="1"><paper id="7"><url>P18-1099</url>` + paper + `</volume></collection>`: "P18-1099",
	} {
		p := readString(t, text, Options{}).one(t)
		if len(aclAlias(want)) != 1 || p.ID != want || p.URL != "https://aclanthology.org/"+want+"/" {
			t.Errorf("%s: id %s, address %s; want %s", text, p.ID, p.URL, want)
		}
	}
}

// Dates of PubMed, as exact as they are.
func TestPubMedDates(t *testing.T) {
	const article = `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><PubDate>%s</PubDate></JournalIssue></Journal>` +
		`<ArticleTitle>A title of words</ArticleTitle><Abstract><AbstractText>Two words.</AbstractText></Abstract>%s</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`
	for _, c := range []struct{ journal, web, want string }{
		{"<Year>2017</Year><Month>Dec</Month>", "", "2017-12"},
		{"<Year>2017</Year><Month>3</Month>", "", "2017-03"},
		{"<Year>2017</Year><Month>Mar</Month><Day>7</Day>", "", "2017-03-07"},
		{"<Year>2017</Year><Season>Spring</Season>", "", "2017"},
		{"<MedlineDate>1975 Jul-Aug</MedlineDate>", "", "1975"},
		{"<MedlineDate>2003 Jan 15-31</MedlineDate>", "", "2003-01"},
		{"<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "", "1998"},
		{"<Year>2018</Year>", "2017-11-05", "2017-11-05"}, // first on the web
		{"<Year>2017</Year>", "2017-11-05", "2017-11-05"}, // the day lies in the year
		{"<Year>2016</Year>", "2017-11-05", "2016"},
		{"", "", ""},
	} {
		web := ""
		if y, md, ok := strings.Cut(c.web, "-"); ok {
			m, d, _ := strings.Cut(md, "-")
			web = `<ArticleDate DateType="Electronic"><Year>` + y + "</Year><Month>" + m + "</Month><Day>" + d + "</Day></ArticleDate>"
		}
		if p := readString(t, fmt.Sprintf(article, c.journal, web), Options{}).one(t); p.Date.String() != c.want {
			t.Errorf("%s, %s: %s, want %s", c.journal, c.web, p.Date, c.want)
		}
	}
}
