package corpus

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// BenchmarkFormats reads real samples whose records are repeated until they are
// grownSize bytes: what stands between begin and the last end.
func BenchmarkFormats(b *testing.B) {
	for _, c := range []struct{ format, file, begin, end string }{
		{"acl-xml", "acl_anthology_xml/2022.acl.first120.xml", "<paper ", "</volume"},
		{"arxiv-atom", "arxiv_atom/q_testing_s0_m100_cfe7536492ca.xml", "<entry", "</feed"},
		{"arxiv-table", "arxiv_tsv_staeiou/cs.GL.tsv", `\n`, ""},
		{"bibtex", "bibtex/30_example_records.bib", "@", ""},
		{"crossref", "crossref_json/works_query_0.json", `\{"indexed`, "]"},
		{"dblp-xml", "dblp_xml/dblp_sample.xml", "<www ", "</dblp"},
		{"embase", "embase_csv/embase.csv", `\n`, ""},
		{"ieee", "ieee_csv/ieee.csv", `\n`, ""},
		{"json", "daily_arxiv_jsonl/2025-06-03.jsonl", `\{`, ""},
		{"kaggle-arxiv", "kaggle_arxiv_jsonl/arxiv-metadata-oai-snapshot.head.json", `\{`, ""},
		{"lens", "lens_csv/lens_sample.csv", `\n`, ""},
		{"medline", "medline_nbib/medline_test.medline", "PMID-", ""},
		{"oai-pmh", "arxiv_oai_pmh/arxiv-physics-hep-ex.xml", "<record>", "</ListRecords"},
		{"openalex", "openalex_json/zotero_07.json", `\{`, ""},
		{"openalex-table", "openalex_csv/openalex_sample.csv", `\n`, ""},
		{"openreview", "openreview_json/example_output.json", `\{`, "]"},
		{"openreview-table", "openreview_csv/iclr2026_transfer.csv", `\n`, ""},
		{"paperlists", "paperlists_json/acml2011.json", `\{`, "]"},
		{"pubmed-xml", "pubmed_xml/articlesPubmed.xml", "<PubmedArticle>", "</PubmedArticleSet"},
		{"refer", "endnote_xml/enl_data.enl", "%T", ""},
		{"ris", "ris/asreview_scopus.ris", "TY  -", ""},
		{"s2orc", "s2orc_jsonl/sample_first100.jsonl", `\{`, ""},
		{"scopus", "scopus_csv/scopus_sample.csv", `\n`, ""},
		{"semantic-scholar", "semantic_scholar_api/bulk_0.json", `\{"paperId`, "]"},
		{"springer", "springer_csv/springer.csv", `\n`, ""},
		{"wos", "wos_isi/testFile.isi", "PT J", ""},
	} {
		b.Run(c.format, func(b *testing.B) {
			text, err := os.ReadFile(sharedFolder + c.file)
			if err != nil {
				b.Skip("no shared samples here")
			}
			from, to := regexp.MustCompile(c.begin).FindIndex(text), bytes.LastIndex(text, []byte(c.end))
			if from == nil || to < from[0] {
				b.Fatal("no records found")
			}
			part := text[from[0]:to]
			separator := ""
			if strings.HasSuffix(c.file, ".json") && c.end != "" {
				separator = ","
			}
			b.ReportAllocs()
			var in Input
			for b.Loop() {
				size := int64(from[0])
				parts := []io.Reader{bytes.NewReader(text[:size]), bytes.NewReader(part)}
				for ; size < grownSize; size += int64(len(part)) {
					parts = append(parts, strings.NewReader(separator), bytes.NewReader(part))
				}
				parts = append(parts, bytes.NewReader(text[to:]))
				b.SetBytes(size)
				in, err = Read("x", io.MultiReader(parts...), Options{}, func(Paper) error { return nil }, func(Rejected) {})
				if err != nil || in.Format != c.format {
					b.Fatal(in.Format, err)
				}
			}
			b.ReportMetric(float64(in.Read), "records")
		})
	}
}

const grownSize = 32 << 20

// BenchmarkPageHTML reads a saved page of 16 MB: there is no larger one.
func BenchmarkPageHTML(b *testing.B) {
	text, err := os.ReadFile("testdata/papers-search.html")
	if err != nil {
		b.Fatal(err)
	}
	text = bytes.Repeat(text, 16<<20/len(text))
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Read("x", bytes.NewReader(text), Options{}, func(Paper) error { return nil }, func(Rejected) {}); err != nil {
			b.Fatal(err)
		}
	}
}
