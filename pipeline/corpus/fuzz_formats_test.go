package corpus

import "testing"

func FuzzACL(f *testing.F)     { fuzzFormat(f, "acl-xml", fileSeeds(f, "formats/acl*")...) }
func FuzzAtom(f *testing.F)    { fuzzFormat(f, "atom", fileSeeds(f, "formats/atom*")...) }
func FuzzDBLP(f *testing.F)    { fuzzFormat(f, "dblp-xml", fileSeeds(f, "formats/dblp*")...) }
func FuzzEndNote(f *testing.F) { fuzzFormat(f, "endnote-xml", fileSeeds(f, "formats/endnote.xml")...) }
func FuzzOAI(f *testing.F)     { fuzzFormat(f, "oai-pmh", fileSeeds(f, "formats/arxiv-oai*")...) }
func FuzzPubMed(f *testing.F)  { fuzzFormat(f, "pubmed-xml", fileSeeds(f, "formats/pubmed.xml")...) }

func FuzzArXivAtom(f *testing.F) {
	fuzzFormat(f, "arxiv-atom", fileSeeds(f, "formats/arxiv-atom*")...)
}

func FuzzRSS(f *testing.F) {
	seeds := fileSeeds(f, "formats/rss*")
	for _, odd := range []string{
		"<item><!-- </item> --><title><![CDATA[a ]] <b>]]></title>", "<item><item/></item", "<!DOCTYPE a [<!ENTITY b 'c'>", "<item a='>' b=\"<", "<item>&#xb;&#0;&eacute;&x;\x00\xff</item>",
	} {
		seeds = append(seeds, rssOf(odd), odd)
	}
	fuzzFormat(f, "rss", seeds...)
}

func FuzzCrossref(f *testing.F) {
	fuzzFormat(f, "crossref", append(fileSeeds(f, "formats/c*.json"), `{"issued":{"date-parts":[[2020,"x",[1]],1]},`+fair+`}`)...)
}

func FuzzKaggle(f *testing.F) {
	fuzzFormat(f, "kaggle-arxiv", append(fileSeeds(f, "formats/kaggle*"), `{"id":"9999.9999","authors_parsed":[["a",["b"]],1],"versions":[1,{}],`+fair+`}`)...)
}

func FuzzOpenAlex(f *testing.F) {
	fuzzFormat(f, "openalex", append(fileSeeds(f, "formats/openalex*.json"), `{"title":"t","abstract_inverted_index":{"a":[4000000000,-1,1.5,"x"],"b":1,"c":{}}}`)...)
}

func FuzzOpenReview(f *testing.F) {
	fuzzFormat(f, "openreview", append(fileSeeds(f, "formats/openreview*.json"), `{"content":{"title":{"value":{"value":1}}},"forum":[]}`)...)
}

func FuzzPaperLists(f *testing.F) {
	fuzzFormat(f, "paperlists", fileSeeds(f, "formats/paperlists*")...)
}

func FuzzS2ORC(f *testing.F) {
	fuzzFormat(f, "s2orc", append(fileSeeds(f, "formats/s2orc*"), "{\"acl_id\":\"P1\xff07\","+fair+"}", `{"doi":"10.1000/a?b",`+fair+`}`)...)
}

func FuzzSemanticScholar(f *testing.F) {
	fuzzFormat(f, "semantic-scholar", append(fileSeeds(f, "formats/semantic*"), `{"citingPaper":{"citedPaper":{"paperId":1}},"externalIds":[]}`)...)
}
