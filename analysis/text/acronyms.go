package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Acronyms are found where their authors define them: "visual autoregressive
// models (VAR)". An acronym has 2 to 10 characters and two capitals.

const (
	acronymLength = 10 // longest acronym, in characters
	longestWindow = acronymLength + 5
)

// mayBeAcronym reports whether a token in brackets can be an acronym.
func mayBeAcronym(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= acronymLength && capitals(s) >= 2
}

func capitals(s string) (n int) {
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// singularAcronym cuts the plural's s: "VLMs" and "T2Is" are "VLM" and "T2I".
func singularAcronym(s string) string {
	if n := len(s); n > 1 && s[n-1] == 's' {
		if c := s[n-2]; c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return s[:n-1]
		}
	}
	return s
}

// longForm returns the words before the bracket that the acronym stands for,
// in lower case, or nil. The words are those of the same clause, the last one
// directly before the bracket.
func longForm(acronym string, words []string) []string {
	short := acronym
	if len(short) > 2 {
		short = strings.TrimSuffix(short, "s")
	}
	n := utf8.RuneCountInString(short)
	words = words[max(0, len(words)-min(n+5, 2*n)):]
	before := strings.ToLower(strings.Join(words, " "))
	start := initials(strings.ToLower(short), before)
	if start < 0 {
		start = schwartzHearst(strings.ToLower(short), before)
	}
	if start < 0 {
		return nil
	}
	long := before[start:]
	parts := strings.FieldsFunc(long, func(r rune) bool { return r == ' ' || r == '-' })
	characters := utf8.RuneCountInString(acronym)
	if len(parts) < 2 || len(parts) > characters+2 || utf8.RuneCountInString(long) <= characters+2 {
		return nil
	}
	words = strings.Fields(long)
	if IsStop(words[0]) {
		return nil
	}
	return words
}

// initials matches every letter or digit of short with the first character of
// a word or hyphen part, from right to left; stop words may be skipped, "2"
// may be "to" and "4" may be "for". It returns where the first word begins,
// or -1.
func initials(short, before string) int {
	var want [longestWindow]rune
	i := 0
	for _, r := range short {
		if isLetterOrDigit(r) && i < len(want) {
			want[i] = r
			i++
		}
	}
	end := len(before)
	for i--; i >= 0; {
		from, to := lastPart(before[:end])
		if from == to {
			return -1
		}
		part := before[from:to]
		end = from
		first, _ := utf8.DecodeRuneInString(part)
		switch {
		case first == want[i], want[i] == '2' && part == "to", want[i] == '4' && part == "for":
			i--
		case !IsStop(part):
			return -1
		}
	}
	return end
}

// lastPart returns the bounds of the last run of letters and digits.
func lastPart(s string) (from, to int) {
	to = len(strings.TrimRightFunc(s, func(r rune) bool { return !isLetterOrDigit(r) }))
	from = len(strings.TrimRightFunc(s[:to], isLetterOrDigit))
	return from, to
}

// schwartzHearst matches the letters of short from right to left with letters
// of before, wherever they stand; only the first must begin a word. It
// returns where that word begins, or -1.
//
// Schwartz & Hearst 2003, A simple algorithm for identifying abbreviation
// definitions in biomedical text, Pacific Symposium on Biocomputing 8, 451–462.
func schwartzHearst(short, before string) int {
	at := len(before)
	for i := len(short); i > 0; {
		r, size := utf8.DecodeLastRuneInString(short[:i])
		i -= size
		if !isLetterOrDigit(r) {
			continue
		}
		for {
			at = strings.LastIndex(before[:at], string(r))
			if at < 0 {
				return -1
			}
			left, _ := utf8.DecodeLastRuneInString(before[:at])
			if i > 0 || at == 0 || !isLetterOrDigit(left) {
				break
			}
		}
	}
	return at
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
