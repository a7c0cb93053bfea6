package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", "A plain title: with (marks) & more", "A plain title: with (marks) & more"},
		{"accents", `Schr\"odinger Erd\H{o}s Poincar\'{e} na\"{\i}ve \'a la {\L}ukasiewicz M\o ller Stra\ss e \c{C}a \v{z}`, "Schrödinger Erdős Poincaré naïve á la Łukasiewicz Møller Straße Ça ž"},
		{"accent on dotless i", `cl\'\i nica`, "clínica"},
		{"JSON's apostrophes", `query\'s point, we\'re, don\'t`, "query's point, we're, don't"},
		{"JSON's quotes", `an \"open\" set of \"Ozg\"ur`, `an "open" set of Özgür`},
		{"emphasis", `\emph{x} {\em two words} \textsc{Fast}CuRL {\bf b}`, "x two words FastCuRL b"},
		{"k-means", `$k$-means and $K$-SVD`, "k-means and K-SVD"},
		{"attached formulas", `CO$_2$, H$\alpha$, $\Lambda$CDM, $\gamma$-ray, $^{87}$Rb, $C^*$-algebra`, "CO2, Hα, ΛCDM, γ-ray, 87Rb, C*-algebra"},
		{"words as formulas", `$\ell_1$ norm, $SU(2)$, $\mathrm{YBa_2Cu_3O_7}$, $Drosophila$`, "l1 norm, SU(2), YBa2Cu3O7, Drosophila"},
		{"variables and powers alone", `for $x_i$ and $n^2$`, "for  .  and  . "},
		{"long formulas", `in $O(n \log n)$ time`, "in  .  time"},
		{"display", `Let $$ x = y $$ and \[ a^2 \] be \begin{equation*} E=0 \end{equation*} so`, "Let  .  and  .  be  .  so"},
		{"parentheses", `\(k\)-means \( O(n^3) \)`, "k-means  . "},
		{"currency", `from $5 to $10, \$3`, "from  5 to  10,  3"},
		{"macros", `see~\cite[p.~3]{a,b}, \ours is \textcolor{red}{good} \% \& \_`, "see ,   is good % & _"},
		{"unbalanced", `a $ b { c } } \ `, "a   b  c    "},
		{"HTML", `<p>CO<sub>2</sub> &amp;lt; 3 &lt;i&gt;in vitro&lt;/i&gt; <b class="x">b</b> R&amp;D`, " CO2 < 3 in vitro b R&D"},
		{"no HTML", `a <b and c> d <think> x</y`, "a < b and c> d < think> x< /y"},
		{"JATS", `<jats:title>A</jats:title><jats:p>B <mml:math><mml:mi>k</mml:mi></mml:math>-means</jats:p>`, " A  B k-means "},
		{"entities", `&#x3B1;-test &eacute;t&eacute; &nosuch; &ampfoo;`, "α-test été &nosuch; &ampfoo;"},
		{"links", `at https://x.org/a?b=$1~c. (http://y.de) www.z.com me@uni.edu or pass@k, mAP@0.5`, "at  .  ( .   .   .  or pass@k, mAP@0.5"},
		{"dashes", `Navier--Stokes Bose–Einstein a -- b 1--2 x—y`, "Navier-Stokes Bose-Einstein a -- b 1--2 x—y"},
		{"quotes and hyphens", "user’s long‐term −5", "user's long-term -5"},
		{"soft hyphens", "repre\u00adsentation repre\u00ad sentation", "representation representation"},
		{"zero width", "ze\u200bro\ufeff wi\u2060dth", "zero width"},
		{"compatibility", "ﬁne ＡＢ x² 𝛼 Foo™", "fine AB x2 α Foo"},
		{"composition", "e\u0301 e\u00ad\u0301", "é é"},
		{"invalid", "a\xffb\x00c\x1bd", "a\uFFFDb c d"},
		{"right to left", "\u202eabc\u202c שלום", "abc שלום"},
	} {
		got := Clean(c.in)
		if got != c.want {
			t.Errorf("%s: Clean(%q)\n got %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`The $\alpha$-Hypergeometric  Model`, "The α-Hypergeometric Model"},
		{`$O(n^2)$ and $2^{k-1}$, $\mathbb{R}^d$, $x_i$`, "O(n²) and 2ᵏ⁻¹, ℝᵈ, xᵢ"},
		{`$H_\infty$ control, $\frac{n}{3}$, $\sqrt{n+1}$`, "H_∞ control, n/3, √(n+1)"},
		{`$e^{-E/T}$`, "e^(-E/T)"},
		{"``Quoted'' -- and---so", "“Quoted” – and—so"},
		{`Erd\H{o}s {BERT} \emph{x} \& y`, "Erdős BERT x & y"},
		{`Earn $1 Million`, "Earn $1 Million"},
		{`about ~100 in Fig.~1`, "about ~100 in Fig. 1"},
		{`<i>In vivo</i> &lt;think&gt; <script>`, "In vivo <think> <script>"},
		{"soft\u00adhyphen \u202egnp\u202c \x1b[31mred\x00", "softhyphen gnp [31mred"},
		{`by \cite{x}, \OurModel`, "by, OurModel"},
	} {
		if got := Plain(c.in); got != c.want {
			t.Errorf("Plain(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

// hostile texts are of the kinds that make scanners quadratic or lose them.
func hostile(n int) []string {
	var all []string
	for _, unit := range []string{
		"{", "}", "$", "$a ", "$$", `\`, `\cite{`, `\"`, `\"{`, "^{", "&amp;", "&#38;", "<", "<a ", "<p x=", "@", "a@b.", "www.a",
		"://", "a://", "-", "--a", "–a", "\u00ad", "\u00ad ", "e\u0301", "\u0301", "\u200b", "\xff", "\x00", "ﷺ", "漢", "אב", "\u202e",
		`$\mathbb{`, `\begin{equation}`, `\(`, `\[`, "a.", "a+", "a*", "''", "~", "&a", "&lt;", `\'s `, "A.", "ß", "_{^",
	} {
		all = append(all, strings.Repeat(unit, n/len(unit)+1))
	}
	return all
}

// TestHostile cleans long texts: one that took quadratic time would
// not come to an end.
func TestHostile(t *testing.T) {
	size := 1 << 18
	if testing.Short() {
		size = 1 << 14
	}
	for _, s := range hostile(size) {
		once := Clean(s)
		check(t, s[:8], once)
		Tokens(once, nil)
		Plain(s)
		Language(s)
	}
}

func check(t *testing.T, in, once string) {
	t.Helper()
	if !utf8.ValidString(once) {
		t.Errorf("%q: not valid UTF-8", in)
	}
	if !norm.NFKC.IsNormalString(once) {
		t.Errorf("%q: not NFKC", in)
	}
	if twice := Clean(once); twice != once {
		i := 0
		for i < len(once) && i < len(twice) && once[i] == twice[i] {
			i++
		}
		t.Errorf("%q: cleaned twice differs at %d: %.40q, then %.40q", in, i, once[max(0, i-9):], twice[max(0, i-9):])
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hostile(40) {
		f.Add(s)
	}
	f.Add(`Schr\"odinger $k$-means \emph{x} <i>y</i> &amp;lt; https://a.b/c me@x.org A* C*-algebra a--b`)
	f.Fuzz(func(t *testing.T, s string) {
		once := Clean(s)
		check(t, s, once)
		if p := Plain(s); !utf8.ValidString(p) || strings.ContainsAny(p, "\x00\n\x1b") {
			t.Errorf("Plain(%q) = %q", s, p)
		}
		for _, token := range Tokens(once, nil) {
			if token.Text == "" || !utf8.ValidString(token.Text) {
				t.Errorf("%q: token %q", s, token.Text)
			}
		}
		Language(s)
		NewTokeniser(Options{StopWords: []string{s}, Synonyms: [][]string{{s, "x y"}}}).Tokenise(s + "\n" + s)
	})
}
