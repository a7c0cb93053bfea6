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
		folder: "dblp_xml", counted: "grep -c 'mdate='; there are no abstracts",
		files: map[string]int{
			"dblp_sample.xml": 25,
		},
		papers: 0, left: map[string]int{`missing "abstract"`: 25},
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
		folder: "pubmed_xml", counted: "grep -c '</PubmedArticle>'; <Abstract> and <OtherAbstract> with xml.etree",
		files: map[string]int{
			"articlesPubmed.xml":  12,
			"pubmed-29768149.xml": 1,
		},
		papers: 8, left: map[string]int{`missing "abstract"`: 5},
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
