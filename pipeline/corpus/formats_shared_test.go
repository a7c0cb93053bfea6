package corpus

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"papertide/analysis/calendar"
)

// sharedFormats lists the folders of real samples beside the checkout. The
// records of each file were counted by other means than ours, which counted
// tells, and so was what must be left out.
var sharedFormats = []struct {
	folder  string
	counted string
	files   map[string]int // records in each file; one that is not here is no list of papers
	papers  int            // read from all files
	left    map[string]int // left out, by reason
}{
	{
		folder: "acl_anthology_xml", counted: "grep -o '<paper ' | wc -l; abstracts with xml.etree",
		files: map[string]int{
			"2022.acl.first120.xml": 120,
			"2022.naloma.xml":       5,
			"J89.xml":               58,
			"L06.xml":               4,
		},
		papers: 124, left: map[string]int{`missing "abstract"`: 63},
	},
	{
		folder: "arxiv_atom", counted: "grep -o '<entry>' | wc -l; the error was seen",
		files: map[string]int{
			"id_0000.0000_s0_m100_8b51d9633a68.xml":             0,
			"id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.xml": 1,
			"id_0808.05394_s0_m100_7b0c7d0a7cdd.xml":            0,
			"id_1605.08386_s0_m100_199195aa31ad.xml":            1,
			"id_1707.08567_s0_m100_6a1afebfc6a3.xml":            1,
			"id_2104.12255v1_s0_m100_6ae69987ffe1.xml":          1,
			"id_abc_s0_m100_b79c8dcf6bc3.xml":                   1,
			"id_astro-ph_0601001_s0_m100_3150dca9dc76.xml":      1,
			"id_quant-ph_0201082v1_s0_m100_86989fe779ef.xml":    1,
			"q_testing_s0_m100_cfe7536492ca.xml":                100,
			"q_testing_s0_m10_bc5a6c384fe9.xml":                 10,
			"q_testing_s0_m15_80c242b59d59.xml":                 15,
			"q_testing_s10_m10_34e56e15aaac.xml":                10,
			"q_testing_s20_m10_348a237fecab.xml":                10,
			"q_testing_s30_m10_f2e39f0143dc.xml":                10,
			"q_testing_s40_m10_96dd32eb854c.xml":                10,
			"q_testing_s50_m10_7f488ab8598c.xml":                10,
			"q_testing_s5_m10_c0e94a259d4a.xml":                 10,
			"q_testing_s5_m15_bbcf6b23085b.xml":                 15,
			"q_testing_s9_m15_0b78d4b4d476.xml":                 15,
		},
		papers: 221, left: map[string]int{"an error that the source sent": 1},
	},
	{
		folder: "arxiv_oai_pmh", counted: "grep -o '<record>' | wc -l",
		files: map[string]int{
			"arxiv-physics-hep-ex.xml":  3,
			"arxiv-physics-hep-th.xml":  3,
			"arxiv-single.xml":          1,
			"sample_arxiv_record.xml":   12,
			"sample_arxiv_record0.xml":  1,
			"sample_arxiv_record1.xml":  1,
			"sample_arxiv_record10.xml": 1,
			"sample_arxiv_record2.xml":  1,
			"sample_arxiv_record3.xml":  1,
			"sample_arxiv_record4.xml":  1,
			"sample_arxiv_record5.xml":  1,
			"sample_arxiv_record6.xml":  1,
			"sample_arxiv_record7.xml":  1,
			"sample_arxiv_record8.xml":  1,
			"sample_arxiv_record9.xml":  1,
		},
		papers: 30, left: map[string]int{},
	},
	{
		folder: "crossref_json", counted: "json.load: message, or its items; those with abstract",
		files: map[string]int{
			"2018.3804742.json":                             1,
			"9781316535783.011.json":                        1,
			"PhysRevB.33.3547.2.json":                       1,
			"journal_works_0.json":                          20,
			"journal_works_1.json":                          20,
			"s1463-4988(99)00060-3.json":                    1,
			"sample_crossref_record.json":                   1,
			"sample_crossref_record_with_unknown_type.json": 1,
			"tasc.2017.2776938.json":                        1,
			"works_query_0.json":                            20,
		},
		papers: 52, left: map[string]int{`missing "abstract"`: 15},
	},
	{
		folder: "daily_arxiv_jsonl", counted: "wc -l",
		files: map[string]int{
			"2025-06-03.jsonl": 543,
		},
		papers: 543, left: map[string]int{},
	},
	{
		folder: "dblp_xml", counted: "grep -c 'mdate='; there are no abstracts",
		files: map[string]int{
			"dblp_sample.xml": 25,
		},
		papers: 0, left: map[string]int{`missing "abstract"`: 25},
	},
	{
		folder: "hf_daily_papers_api", counted: "json.load: elements, of data where wrapped",
		files: map[string]int{
			"2024-05-29.json":         8,
			"2024-12-27.pyrepr.json":  4,
			"2025-01-10.wrapped.json": 9,
			"2026-08-14.json":         23,
		},
		papers: 44, left: map[string]int{},
	},
	{
		folder: "kaggle_arxiv_jsonl", counted: "wc -l; json.load",
		files: map[string]int{
			"arxiv-metadata-oai-snapshot.head.json":  200,
			"arxiv-metadata-oai-snapshot.small.json": 4,
		},
		papers: 204, left: map[string]int{},
	},
	{
		folder: "oai_dc_generic", counted: "grep -o '<record>' | wc -l; deleted and <dc:description> with grep",
		files: map[string]int{
			"GetRecord_utf8test.xml": 1,
			"ListRecords.xml":        2,
			"ListRecords2.xml":       2,
			"noRecordsMatch.xml":     0,
		},
		papers: 2, left: map[string]int{"deleted by the source": 2, `missing "abstract"`: 1},
	},
	{
		folder: "openalex_json", counted: "json.load: the work, or results; those with abstract_inverted_index",
		files: map[string]int{
			"zotero_00.json": 1,
			"zotero_01.json": 1,
			"zotero_02.json": 1,
			"zotero_03.json": 1,
			"zotero_04.json": 1,
			"zotero_05.json": 5,
			"zotero_06.json": 1,
			"zotero_07.json": 1,
		},
		papers: 8, left: map[string]int{`missing "abstract"`: 4},
	},
	{
		folder: "openreview_json", counted: "json.load: submissions",
		files: map[string]int{
			"example_output.json": 2,
		},
		papers: 2, left: map[string]int{},
	},
	{
		folder: "paperlists_json", counted: "json.load: elements",
		files: map[string]int{
			"acml2011.json": 24,
		},
		papers: 24, left: map[string]int{},
	},
	{
		folder: "pubmed_xml", counted: "grep -c '</PubmedArticle>'; <Abstract> and <OtherAbstract> with xml.etree",
		files: map[string]int{
			"articlesPubmed.xml":  12,
			"pubmed-29768149.xml": 1,
		},
		papers: 8, left: map[string]int{`missing "abstract"`: 5},
	},
	{
		folder: "s2orc_jsonl", counted: "wc -l; those with abstract with json.loads",
		files: map[string]int{
			"sample_first100.jsonl": 100,
		},
		papers: 7, left: map[string]int{`missing "abstract"`: 93},
	},
	{
		folder: "semantic_scholar_api", counted: "json.load: data, or elements; those with abstract",
		files: map[string]int{
			"bulk_0.json":                       1000,
			"citations_0.json":                  100,
			"citations_1.json":                  100,
			"paper_batch_with_abstracts_0.json": 4,
			"search_0.json":                     77,
			"search_1.json":                     79,
			"search_fields_0.json":              100,
		},
		papers: 3, left: map[string]int{`missing "abstract"`: 1356, `missing "title"`: 100, "not an object": 1},
	},
	{
		folder: "acl_anthology_bibtex", counted: "bibtexparser 2.1; there are no abstracts",
		files: map[string]int{"acl2022.first60.noabstract.bib": 60},
		left:  map[string]int{`missing "abstract"`: 60},
	},
	{
		folder: "arxiv_tsv_staeiou", counted: "Python csv",
		files:  map[string]int{"cs.GL.tsv": 180},
		papers: 180, left: map[string]int{},
	},
	{
		folder: "bibtex", counted: "bibtexparser 2.1, fields too",
		files: map[string]int{
			"30_example_records.bib":     30,
			"scopus_bib.bib":             11,
			"taylor_and_francis_bib.bib": 2,
			"wiley_bib.bib":              2,
		},
		papers: 2, left: map[string]int{`missing "abstract"`: 43},
	},
	{
		folder: "embase_csv", counted: "Python csv",
		files:  map[string]int{"embase.csv": 6, "embase_newpage.csv": 6},
		papers: 12, left: map[string]int{},
	},
	{
		folder: "endnote_xml", counted: "rispy 0.10; grep -c '^%0', '^%T', '^%X'",
		files:  map[string]int{"pubmed_endnote.txt": 6, "enl_data.enl": 3},
		papers: 8, left: map[string]int{`missing "abstract"`: 1},
	},
	{
		folder: "ieee_csv", counted: "Python csv",
		files:  map[string]int{"ieee.csv": 10},
		papers: 10, left: map[string]int{},
	},
	{
		folder: "lens_csv", counted: "Python csv",
		files:  map[string]int{"lens_sample.csv": 8},
		papers: 8, left: map[string]int{},
	},
	{
		folder: "medline_nbib", counted: "grep -c '^PMID-', '^OWN -'; '^AB  -', one of which says \"Abstract ...\"",
		files:  map[string]int{"medline_test.medline": 175, "eric_nbib.nbib": 1},
		papers: 171, left: map[string]int{`missing "abstract"`: 5},
	},
	{
		folder: "openalex_csv", counted: "Python csv",
		files:  map[string]int{"openalex_sample.csv": 8},
		papers: 5, left: map[string]int{`missing "abstract"`: 3},
	},
	{
		folder: "openreview_csv", counted: "Python csv",
		files:  map[string]int{"iclr2026_transfer.csv": 118},
		papers: 118, left: map[string]int{},
	},
	{
		folder: "ris", counted: "rispy 0.10; those with title and abstract with it, too",
		files: map[string]int{
			"asreview_embase.ris":                 6,
			"asreview_ovid_psycinfo.ris":          6,
			"asreview_ovid_zotero.ris":            6,
			"asreview_proquest.ris":               6,
			"asreview_pubmed_zotero.ris":          6,
			"asreview_ris_issue_1099.txt":         7,
			"asreview_ris_issue_992.txt":          19,
			"asreview_scopus.ris":                 6,
			"litstudy_example.ris":                25,
			"rispy_example_bom.ris":               1,
			"rispy_example_full.ris":              2,
			"rispy_example_multiline.ris":         3,
			"rispy_example_starting_newlines.ris": 1,
			"rispy_example_utf_chars.ris":         1,
			"rispy_example_wos.ris":               2,
		},
		papers: 81, left: map[string]int{`missing "abstract"`: 12, `missing "title"`: 4},
	},
	{
		folder: "scopus_csv", counted: "Python csv; one abstract is \"[No abstract available]\"",
		files:  map[string]int{"litstudy_scopus.csv": 58, "scopus_sample.csv": 8},
		papers: 65, left: map[string]int{`missing "abstract"`: 1},
	},
	{
		folder: "springer_csv", counted: "Python csv; there are no abstracts",
		files: map[string]int{"springer.csv": 18},
		left:  map[string]int{`missing "abstract"`: 18},
	},
	{
		folder: "wos_isi", counted: "grep -c '^PT ', '^TY  -'; '^AB '",
		files: map[string]int{
			"OnePaper.isi":                1,
			"asreview_web_of_science.txt": 10,
			"badFile.isi":                 32,
			"testFile.isi":                34,
			"wos_sample.txt":              8,
		},
		papers: 40, left: map[string]int{`missing "abstract"`: 45},
	},
}

const sharedFolder = "../../../shared/formats/"

func TestSharedFormats(t *testing.T) {
	for _, c := range sharedFormats {
		t.Run(c.folder, func(t *testing.T) {
			entries, err := os.ReadDir(sharedFolder + c.folder)
			if err != nil {
				t.Skip("no shared samples here")
			}
			papers, left, files := 0, map[string]int{}, 0
			for _, entry := range entries {
				f, err := os.Open(filepath.Join(sharedFolder, c.folder, entry.Name()))
				if err != nil {
					t.Fatal(err)
				}
				g := readAll(t, entry.Name(), f, Options{Bound: calendar.NewDate(2026, 12, 31)})
				_ = f.Close()
				records, listed := c.files[entry.Name()]
				if !listed {
					if g.err == nil {
						t.Errorf("%s: %d records of %s; it is no list of papers", entry.Name(), g.in.Read, g.in.Format)
					}
					continue
				}
				files++
				if g.err != nil || g.in.Read != records {
					t.Errorf("%s: %d records of %s, error %v; %d were counted", entry.Name(), g.in.Read, g.in.Format, g.err, records)
				}
				papers += len(g.papers)
				for _, r := range g.rejected {
					left[r.Reason]++
				}
			}
			if files != len(c.files) {
				t.Errorf("%d files, want %d", files, len(c.files))
			}
			if papers != c.papers || !maps.Equal(left, c.left) {
				t.Errorf("%d papers, want %d; left out %v, want %v", papers, c.papers, left, c.left)
			}
		})
	}
}
