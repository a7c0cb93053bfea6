package corpus

import (
	"slices"
	"strings"
	"testing"

	"papertide/analysis/text"
)

func TestArXivID(t *testing.T) {
	for in, want := range map[string]string{
		"2404.02905":                                 "2404.02905",
		"2404.02905v2":                               "2404.02905",
		"0704.0001":                                  "0704.0001",
		"arXiv:2404.02905":                           "2404.02905",
		"arxiv: 2404.02905v1":                        "2404.02905",
		"math/9201203":                               "math/9201203",
		"math.GT/0309136v2":                          "math/0309136",
		"hep-th/9308154":                             "hep-th/9308154",
		"https://arxiv.org/abs/2404.02905":           "2404.02905",
		"http://arxiv.org/abs/2404.02905v3":          "2404.02905",
		"https://arxiv.org/pdf/2404.02905v3.pdf":     "2404.02905",
		"https://www.arxiv.org/pdf/2404.02905?a=1#b": "2404.02905",
		"http://export.arxiv.org/abs/math/0309136":   "math/0309136",
		"https://huggingface.co/papers/2404.02905":   "2404.02905",
		"10.48550/arXiv.2404.02905":                  "2404.02905",
		"https://doi.org/10.48550/arXiv.2404.02905":  "2404.02905",
		"doi:10.48550/arXiv.hep-th/9308154":          "hep-th/9308154",
		"oai:arXiv.org:2404.02905v1":                 "2404.02905",
		"oai:arXiv.org:math/0309136":                 "math/0309136",
		"https://doi.org/10.1145/2404.02905":         "",
		"https://huggingface.co/facebook/opt":        "",
		"https://example.org/abs/2404.02905":         "",
		"2404.029":                                   "",
		"2413.02905":                                 "",
		"2404.029055":                                "",
		"12345.67890":                                "",
		"2404.02905v":                                "",
		"paper/9201203":                              "",
		"math/920120":                                "",
		"":                                           "",
	} {
		if got, ok := arXivID(in); got != want || ok != (want != "") {
			t.Errorf("arXivID(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestDOI(t *testing.T) {
	for in, want := range map[string]string{
		"10.1145/3292500.3330701":                 "10.1145/3292500.3330701",
		"DOI: 10.1145/ABC.":                       "10.1145/abc",
		"https://doi.org/10.1103/PhysRevB.33.354": "10.1103/physrevb.33.354",
		"http://dx.doi.org/10.1016%2FS0140-6736":  "10.1016/s0140-6736",

		"10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2": "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",

		"10.1145/abc</a>":               "",
		"10.48550/arXiv.2404.02905":     "", // arXiv's own: its id is better
		"10.12/abc":                     "",
		"10.1145/with space":            "",
		"https://example.org/10.1145/x": "",
		"":                              "",
	} {
		if got := doi(in); got != want {
			t.Errorf("doi(%q) = %q, want %q", in, got, want)
		}
	}
}

const title = "A Title that Tells Papers Apart"

func TestIdentify(t *testing.T) {
	own := hashedTitle(TitleKey(title))
	for _, c := range []struct {
		what string
		p    Paper
		want string // id, aliases, DOI, URL
	}{
		{"arXiv before DOI before the source's", Paper{ID: "W12", DOI: "10.1145/ABC", URL: "https://arxiv.org/abs/2404.02905v2"}, "2404.02905 [W12] 10.1145/abc https://arxiv.org/abs/2404.02905v2"},
		{"DOI before the source's", Paper{ID: "W12", DOI: "https://doi.org/10.1145/ABC"}, "10.1145/abc [W12] 10.1145/abc https://doi.org/10.1145/abc"},
		{"the source's", Paper{ID: "ACL2020:main.1"}, "ACL2020:main.1 []  "},
		{"arXiv gets an address", Paper{ID: "arXiv:math/9201203v1"}, "math/9201203 []  https://arxiv.org/abs/math/9201203"},
		{"arXiv's DOI is no DOI", Paper{DOI: "10.48550/arXiv.2404.02905"}, "2404.02905 []  https://arxiv.org/abs/2404.02905"},
		{"DOI as id", Paper{ID: "doi:10.1145/ABC"}, "10.1145/abc [] 10.1145/abc https://doi.org/10.1145/abc"},
		{"title", Paper{}, own + " []  "},
		{"a number names nothing", Paper{ID: "17"}, own + " []  "},
		{"a number of a register", Paper{ID: "123456"}, "123456 []  "},
		{"a register's number of a source", Paper{ID: "123456", Source: "zotero"}, "zotero:123456 []  "},
		{"PubMed before the source's", Paper{ID: "W12", Aliases: []string{"pmid:029768149"}}, "pmid:29768149 [W12]  "},
		{"DOI before PubMed", Paper{ID: "PMID: 29768149", DOI: "10.1145/ABC"}, "10.1145/abc [pmid:29768149] 10.1145/abc https://doi.org/10.1145/abc"},
		{"PubMed in an address", Paper{URL: "https://www.ncbi.nlm.nih.gov/pubmed/29768149/"}, "pmid:29768149 []  https://www.ncbi.nlm.nih.gov/pubmed/29768149/"},
		{"a number of a source", Paper{ID: "17", Source: "zotero"}, "zotero:17 []  "},
		{"no id in words", Paper{ID: "N/A", Source: "zotero"}, own + " []  "},
		{"alias of arXiv", Paper{ID: "W12", Aliases: []string{"2404.02905v1"}}, "2404.02905 [W12]  https://arxiv.org/abs/2404.02905"},
	} {
		p := c.p
		p.Title, p.Abstract = title, "words of it"
		Identify(&p)
		got := strings.Join([]string{p.ID, "[" + strings.Join(p.Aliases, " ") + "]", p.DOI, p.URL}, " ")
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
		again := p
		Identify(&again)
		if again.ID != p.ID || !slices.Equal(again.Aliases, p.Aliases) || again.DOI != p.DOI || again.URL != p.URL {
			t.Errorf("%s: a second call changed %+v to %+v", c.what, p, again)
		}
	}
}

func TestTitleKey(t *testing.T) {
	for _, same := range [][]string{
		{"Auto-Regressive Models", "autoregressive models", "Autoregressive  Models.", "AUTOREGRESSIVE MODELS"},
		{"PanGu-$α$: Large-scale", `PanGu-$\alpha$: Large-scale`, "PanGu-α: large scale"},
		{"Schrödinger", `Schr\"odinger`, `Schr{\"o}dinger`, "SCHRO\u0308DINGER"},
		{"Straße", "STRASSE"},
		{"ﬁne-tuning", "Fine Tuning"},
	} {
		for _, s := range same[1:] {
			if TitleKey(s) != TitleKey(same[0]) {
				t.Errorf("TitleKey(%q) = %q, TitleKey(%q) = %q", s, TitleKey(s), same[0], TitleKey(same[0]))
			}
		}
	}
	if a, b := TitleKey("Learning with 2 views"), TitleKey("Learning with 3 views"); a == b {
		t.Errorf("numbers are lost: %q", a)
	}
}

// The quick way must give what the whole way gives.
func TestASCIIKey(t *testing.T) {
	for _, s := range []string{"A Plain Title: of words (2nd ed.)", "What's \"new\"? #1 + more; a*b = c!", ""} {
		key, ok := asciiKey(s)
		if want := TitleKey(s + "\u200b"); !ok || key != want {
			t.Errorf("asciiKey(%q) = %q, %v; the whole way gives %q from %q", s, key, ok, want, text.Plain(s))
		}
	}
}

func TestCommonTitles(t *testing.T) {
	identified := func(title, abstract string, authors ...string) string {
		p := Paper{Title: title, Abstract: abstract, Authors: authors}
		Identify(&p)
		return p.ID
	}
	for _, title := range []string{"Introduction", "Editorial", "GPT-4", "Deep Learning", "Letter to the Editor", "Preface to the Special Issue on Learning", "引言"} {
		a, b := identified(title, "We introduce one volume of papers."), identified(title, "This is about another thing altogether.")
		if a == b {
			t.Errorf("%s: two papers are one", title)
		}
		if c := identified(strings.ToUpper(title), "We introduce  one volume of papers"); a != c {
			t.Errorf("%s: one paper is two", title)
		}
		if identified(title, "", "A B") == identified(title, "", "C D") {
			t.Errorf("%s without abstract: two papers are one", title)
		}
	}
	if identified(title, "one abstract") != identified(title, "another abstract") {
		t.Errorf("%s: the abstract counts", title)
	}
	if identified("???", "one abstract") == identified("!!!", "another abstract") {
		t.Error("titles without letters are one")
	}
}
