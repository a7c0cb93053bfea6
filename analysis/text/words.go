package text

import (
	_ "embed" // word lists
	"strings"
)

//go:embed words/stop.txt
var stopList string

//go:embed words/academic.txt
var academicList string

var (
	stopWords     = wordSet(stopList)
	academicWords = wordSet(academicList)
)

// wordSet reads a list of words separated by white space.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// IsStop reports whether a lower-case word is an English function word, which
// carries no subject.
func IsStop(lower string) bool { return stopWords[lower] }

// IsAcademic reports whether a lower-case word speaks of the paper rather than
// of its subject ("propose", "experiments").
func IsAcademic(lower string) bool { return academicWords[lower] }
