package reports

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExportBibTeX is written by hand. The duplicate is left out; what LaTeX
// reserves is escaped outside formulas; a year and a month are no day.
func TestExportBibTeX(t *testing.T) {
	want := `@article{2404.02905,
  title = {{Visual, "autoregressive" modelling}},
  author = {Ann Lee and Bo; Jr.},
  year = {2025},
  month = jun,
  date = {2025-06-23},
  abstract = {We tokenise α,	say.},
  doi = {10.1/x},
  eprint = {2404.02905},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2404.02905},
  code = {https://github.com/a/b},
  source = {hf},
  upvotes = {12},
  comments = {0},
  note = {Topic T007: diffusion language models · masked denoising}
}

@misc{2405.00001,
  title = {{=HYPERLINK("http://evil")}},
  year = {2025},
  month = jun,
  date = {2025-06},
  organization = {Org},
  eprint = {2405.00001},
  archiveprefix = {arXiv},
  authorcount = {5},
  note = {Topic T007: diffusion language models · masked denoising}
}

@misc{h:0a1b,
  title = {{Untitled <b>\&amp;}},
  abstract = {'-1 is an integer; "so".},
  identifier = {h:0a1b},
  note = {Topic T012: GUI agents}
}

`
	got := exported(t, func(w io.Writer) error { return ExportPapers(w, BibTeX, exportRun(), exportTexts, Filter{}) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExportRIS(t *testing.T) {
	want := "TY  - JOUR\r\nTI  - Visual, \"autoregressive\" modelling\r\nAU  - Ann Lee\r\nAU  - Bo; Jr.\r\nPY  - 2025\r\nDA  - 2025/06/23/\r\nAB  - We tokenise α,\tsay.\r\n" +
		"DO  - 10.1/x\r\nUR  - https://arxiv.org/abs/2404.02905\r\nDB  - hf\r\nAN  - 2404.02905\r\nN1  - Upvotes: 12\r\nN1  - Comments: 0\r\nN1  - Code: https://github.com/a/b\r\n" +
		"N1  - Topic T007: diffusion language models · masked denoising\r\nER  - \r\n\r\n" +
		"TY  - JOUR\r\nTI  - =HYPERLINK(\"http://evil\")\r\nPY  - 2025\r\nDA  - 2025/06//\r\nAD  - Org\r\nAN  - 2405.00001\r\nN1  - Number of authors: 5\r\n" +
		"N1  - Topic T007: diffusion language models · masked denoising\r\nER  - \r\n\r\n"
	got := exported(t, func(w io.Writer) error {
		return ExportPapers(w, RIS, exportRun(), exportTexts, Filter{Topic: topicID("T007")})
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLaTeXText(t *testing.T) {
	for s, want := range map[string]string{
		"R&D 50% of a_b #1":  `R\&D 50\% of a\_b \#1`,
		"$a_b & 5%$ and c_d": `$a_b & 5\%$ and c\_d`,
		"$5 and a_b":         `$5 and a\_b`,
		`Schr\"odinger`:      `Schr\"odinger`,
		`R\&D {\%}`:          `R{\&}D {{\%}}`,
		"a { b":              `a {\textbraceleft} b`,
		"a } b {c}":          `a {\textbraceright} b {c}`,
		`a \{ b`:             `a {\lbrace} b`,
		`\{a\}`:              `\{a\}`,
		`a\`:                 `a{\textbackslash}`,
		"a {%} b":            "a {%} b",
		`\\&`:                `\\\&`,
		"plain α":            "plain α",
	} {
		if got := latexText(s); got != want {
			t.Errorf("latexText(%q) = %q, want %q", s, got, want)
		}
	}
}
