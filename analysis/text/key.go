package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the length in bytes above which a word is no term.
const maxWord = 64

// key returns the key of a word as written, "" if it breaks phrases: a stop
// word, number, single letter, piece of a formula, or too long.
func (t *Tokeniser) key(surface string) string {
	if len(surface) > maxWord || utf8.RuneCountInString(surface) < 2 ||
		!strings.ContainsFunc(surface, unicode.IsLetter) || isExpression(surface) {
		return ""
	}
	lower := strings.ToLower(surface)
	if isBuiltInStop(lower) {
		return ""
	}
	key := stemWritten(surface)
	if t.stop[key] {
		return ""
	}
	return key
}

// stemWritten returns the stem of a word as written. An acronym's plural,
// LLMs, is seen by its capitals: its stem without them would keep the s.
func stemWritten(word string) string {
	if n := len(word); n > 2 && word[n-1] == 's' && 'A' <= word[n-2] && word[n-2] <= 'Z' {
		word = word[:n-1]
	}
	return Stem(fold(strings.ToLower(word)))
}

// isBuiltInStop reports whether a word, or each part of a word such as and/or,
// is in the built-in lists, or a verb with n't and the like.
func isBuiltInStop(lower string) bool {
	if IsStop(lower) || IsAcademic(lower) {
		return true
	}
	if _, ending, ok := strings.Cut(lower, "'"); ok {
		switch ending {
		case "t", "re", "ve", "ll", "d", "m":
			return true
		}
	}
	if strings.IndexByte(lower, '/') < 0 {
		return false
	}
	for part := range strings.SplitSeq(lower, "/") {
		if !IsStop(part) && !IsAcademic(part) {
			return false
		}
	}
	return true
}

// isExpression tells n+1, 2n/3, 1+ε and k-1 from I/O, M/M/1, 3D/4D and 3-D: it
// holds an operator, and else numbers and small letters that may follow one, or
// single letters.
func isExpression(w string) bool {
	if len(w) > 12 || !strings.ContainsAny(w, "+/-") {
		return false
	}
	operator := false
	number, variable := false, false // what the present operand holds
	for i, r := range w {
		switch {
		case r == '+' || r == '/' && !('A' <= w[0] && w[0] <= 'Z'):
			operator, number, variable = true, false, false
		case r == '-' && i == 1 && len(w) == 3 && 'a' <= w[0] && w[0] <= 'z' && '0' <= w[2] && w[2] <= '9':
			operator, number, variable = true, false, false
		case r < utf8.RuneSelf && classes[r] == joiner:
			number, variable = false, false
		case unicode.IsDigit(r) && !variable:
			number = true
		case unicode.IsLetter(r) && !variable && (!number || unicode.IsLower(r)):
			variable = true
		default:
			return false
		}
	}
	return operator
}

// greek spells the Greek letters of words such as λ-calculus and NF-κB.
var greek = strings.NewReplacer(
	"α", "alpha", "β", "beta", "γ", "gamma", "δ", "delta", "ε", "epsilon", "ζ", "zeta", "η", "eta", "θ", "theta",
	"ι", "iota", "κ", "kappa", "λ", "lambda", "μ", "mu", "ν", "nu", "ξ", "xi", "π", "pi", "ρ", "rho", "σ", "sigma",
	"τ", "tau", "υ", "upsilon", "φ", "phi", "χ", "chi", "ψ", "psi", "ω", "omega")

// letters are the Latin letters that do not decompose.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// fold takes the accents off a word of Latin letters and spells its Greek
// letters, as people write Schrödinger and Schrodinger, λ-calculus and
// lambda-calculus.
func fold(lower string) string {
	if isASCII(lower) || !strings.ContainsFunc(lower, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		return lower
	}
	bare := make([]byte, 0, len(lower))
	for _, r := range norm.NFD.String(lower) {
		if !unicode.Is(unicode.Mn, r) {
			bare = utf8.AppendRune(bare, r)
		}
	}
	return greek.Replace(letters.Replace(string(bare)))
}
