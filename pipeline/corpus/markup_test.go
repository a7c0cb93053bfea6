package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWithoutMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"plain & < simple": "plain & < simple",
		"<jats:p>One</jats:p><jats:p>two &lt; three</jats:p>":       "One two < three",
		"<p>not good < xml</p>":                                     "not good < xml",
		"x<sup>2</sup>":                                             "x2",
		"10<sup>−3</sup> m":                                         "10^−3 m",
		"3<sup>rd</sup> of 5<sup/>":                                 "3rd of 5",
		"<tex-math>x</tex-math>":                                    "$x$",
		strings.Repeat("1<sup>", 90) + strings.Repeat("</sup>", 90): strings.Repeat("1", 88) + "1^1", // in linear time

		"Ca<SUP class=up>2+</SUP> &amp; H<sub>2</sub>O":        "Ca2+ & H2O",
		"&lt;p&gt;p &amp;lt; 0.05&lt;/p&gt;":                   "p < 0.05", // escaped once, and what it holds twice
		"<scp>T</scp>reebase":                                  "Treebase",
		"One<br>two<br/>three":                                 "One two three",
		"<h4>Background</h4>We study.<h4>Results</h4>It works": "Background We study. Results It works",
		"<mml:math><mml:mi>x</mml:mi></mml:math> is":           "x is",
		"J&uuml;rgen&#39;s caf&#xe9;&nbsp;x":                   "Jürgen's café x",

		// No markup: numbers that are compared, a mean, what models say, text of
		// programs and TeX, the beginnings of entities.
		"0<p<1 and a<b and c>d":                     "0<p<1 and a<b and c>d",
		"the mean <p> of x<sup>2</sup>":             "the mean <p> of x2",
		"the mean <p> of all":                       "the mean <p> of all",
		"<think>so</think> it goes":                 "<think>so</think> it goes",
		`AT&T, $a \& b$, x &b; y, ?a=1&copy=2, &;`:  `AT&T, $a \& b$, x &b; y, ?a=1&copy=2, &;`,
		"<p>" + strings.Repeat("<i>", 200) + "</i>": "<p>" + strings.Repeat("<i>", 200) + "</i>", // too deep
	} {
		got := strings.Join(strings.Fields(withoutMarkup(in)), " ")
		if got != want || !utf8.ValidString(got) {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
		if again := withoutMarkup(got); again != got {
			t.Errorf("%q became %q at a second reading", got, again)
		}
	}
}

// All formats lose their markup, in all texts that are shown.
func TestMarkupInTables(t *testing.T) {
	g := readString(t, "title,abstract,authors,keywords,year\n"+
		`A <i>title</i>,"<jats:title>Abstract</jats:title><jats:p>We study R&amp;D.</jats:p> © 2020 Elsevier","J&ouml;rg M; A B",r&amp;d,2020`+"\n", Options{})
	if len(g.papers) != 1 {
		t.Fatalf("%+v", g)
	}
	p := g.papers[0]
	if p.Title != "A title" || p.Abstract != "We study R&D." || p.Authors[0] != "Jörg M" || p.Keywords[0] != "r&d" {
		t.Errorf("%+v", p)
	}
}
