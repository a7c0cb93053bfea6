package text

import "strings"

// pairs reads "name value name value …".
func pairs(list string) map[string]string {
	m := map[string]string{}
	f := strings.Fields(list)
	for i := 0; i+1 < len(f); i += 2 {
		m[f[i]] = f[i+1]
	}
	return m
}

// symbols are the TeX commands that stand for a character or a word.
var symbols = pairs(`
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε eps ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
mu μ nu ν xi ξ pi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
ell ℓ hbar ℏ infty ∞ partial ∂ nabla ∇ aleph ℵ Re ℜ Im ℑ wp ℘ emptyset ∅ varnothing ∅
times × cdot · pm ± mp ∓ div ÷ ast * star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ wedge ∧ vee ∨ cap ∩ cup ∪ setminus ∖
le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ll ≪ gg ≫ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝
lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid | parallel ∥ perp ⊥ vert | Vert ‖
to → rightarrow → longrightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪ rtimes ⋊ ltimes ⋉
sum ∑ prod ∏ int ∫ oint ∮ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ lor ∨ top ⊤ bot ⊥ angle ∠ triangle △ square □
langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } lbrack [ rbrack ] colon : prime ' dagger † dag †
textless < textgreater > circledR ® textregistered ® ldots … dots … cdots ⋯ vdots ⋮ textellipsis … textendash – textemdash — textquoteright ' textquotesingle '
deg ° degree ° textdegree ° textmu μ micro μ pounds £ euro € S § P ¶ copyright © checkmark ✓
sharp ♯ flat ♭ natural ♮ diamond ⋄ backslash ∖ textasciitilde ~ textbar |
ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ
TeX TeX LaTeX LaTeX BibTeX BibTeX
`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(list) {
		m[s] = true
	}
	return m
}

// lettersOnly are the symbols that are letters of words: TeX takes the space
// behind them away.
var lettersOnly = set(`ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ`)

// upright are the commands whose argument is words, also in a formula.
var upright = set(`text textrm textsf texttt textsc textbf textit textnormal mbox hbox mathrm mathsf mathtt operatorname rm sf
tt sc bf`)

// blackboard are the commands for letters with doubled strokes.
var blackboard = set(`mathbb Bbb mathbbm`)

var doubleStruck = pairs(`R ℝ N ℕ Z ℤ Q ℚ C ℂ P ℙ H ℍ E 𝔼 F 𝔽`)

// styles are the commands that say how something is set, and not what.
var styles = set(`text textrm textsf texttt textsc textbf textit textnormal textup textsl textmd mbox hbox mathrm mathsf mathtt
operatorname rm sf tt sc bf it em sl cal emph underline uline textsuperscript textsubscript mathcal mathfrak mathscr mathbf
mathit mathbb mathbbm Bbb frak Cal boldsymbol bm pmb boldmath unboldmath ensuremath protect left right big Big bigg Bigg
bigl bigr Bigl Bigr displaystyle textstyle scriptstyle scriptsize footnotesize small large Large normalsize tiny noindent
hat widehat tilde widetilde bar overline vec dot ddot acute grave check breve mathring limits nolimits mathop mathrel
mathbin mathord xspace centering itshape bfseries scshape sffamily ttfamily rmfamily normalfont hspace relax`)

// dropped are the commands whose first arguments, so many, are not text.
var dropped = map[string]int{
	"cite": 1, "citep": 1, "citet": 1, "citealp": 1, "citealt": 1, "citeauthor": 1, "citeyear": 1, "parencite": 1,
	"textcite": 1, "nocite": 1, "ref": 1, "eqref": 1, "cref": 1, "Cref": 1, "autoref": 1, "pageref": 1, "label": 1,
	"url": 1, "href": 1, "footnote": 1, "footnotemark": 1, "thanks": 1, "color": 1, "textcolor": 1, "vspace": 1,
	"includegraphics": 1, "input": 1, "bibliography": 1, "hyphenation": 1, "newcommand": 2, "renewcommand": 2,
	"providecommand": 2, "item": 0, "par": 0, "newline": 0, "linebreak": 0, "quad": 0, "qquad": 0, "maketitle": 0,
	"smallskip": 0, "medskip": 0, "bigskip": 0, "phantom": 1, "eg": 0, "ie": 0, "etal": 0,
}

var superscripts = runePairs("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻=⁼(⁽)⁾nⁿiⁱ*∗′′''aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰjʲkᵏlˡmᵐoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ∗∗∘°TᵀNᴺ")

var subscripts = runePairs("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ")

func runePairs(list string) map[rune]rune {
	m := map[rune]rune{}
	r := []rune(list)
	for i := 0; i+1 < len(r); i += 2 {
		m[r[i]] = r[i+1]
	}
	return m
}
