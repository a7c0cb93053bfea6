package text

import "strings"

// wordKey returns the form by which a lower-case word is compared with
// others: plurals and British spellings fall together. It is never shown,
// so "series" may well become "sery".
func wordKey(w string) string {
	w = fold(w)
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies") && w[n-4] != 'a' && w[n-4] != 'e':
		w = w[:n-3] + "y"
	case strings.HasSuffix(w, "trices"):
		w = w[:n-4] + "ix"
	case strings.HasSuffix(w, "rtices"):
		w = w[:n-4] + "ex"
	case hasAnySuffix(w, "yses", "theses"):
		w = w[:n-2] + "is"
	case n > 4 && hasAnySuffix(w, "sses", "xes", "ches", "shes", "zzes"):
		w = w[:n-2]
	case n > 3 && w[n-1] == 's' && w[n-2] != 'u' && w[n-2] != 's' && w[n-2] != 'i':
		w = w[:n-1]
	}
	for _, s := range spellings {
		if i := strings.Index(w, s[0]); i >= 0 {
			w = w[:i] + s[1] + w[i+len(s[0]):]
		}
	}
	return w
}

// spellings are endings and roots that British and American writers spell
// differently.
var spellings = [][2]string{
	{"isation", "ization"}, {"elling", "eling"}, {"behaviour", "behavior"}, {"colour", "color"}, {"logue", "log"},
}

func hasAnySuffix(w string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

// compoundParts cuts a token at its inner hyphens and slashes.
func compoundParts(token string) []string {
	return strings.FieldsFunc(token, func(r rune) bool { return r == '-' || r == '/' })
}
