package text

import (
	_ "embed"
	"slices"
	"strings"
)

// Word lists that decide what may be a label. They are compared with keys, so
// each list holds its words' keys too.
var (
	//go:embed words/weak-first.txt
	weakFirstText string
	//go:embed words/weak-last.txt
	weakLastText string
	//go:embed words/never-alone.txt
	neverAloneText string
	//go:embed words/may-stand-alone.txt
	mayStandAloneText string
	//go:embed words/verbs.txt
	verbsText string

	weakFirst     = keySet(weakFirstText)     // may not begin a phrase unless the rest mostly stands with it
	weakLast      = keySet(weakLastText)      // may not end one
	neverAlone    = keySet(neverAloneText)    // no phrase by themselves
	mayStandAlone = keySet(mayStandAloneText) // generic, yet names of subjects
	verbs         = keySet(verbsText)

	// kinds of things that every field has: they do not tell two labels apart.
	genericNouns = keySet("model models system systems algorithm algorithms architecture architectures " +
		"network networks dataset datasets benchmark benchmarks")
	reportWords = keySet("best better good well newly recent previous proposed")
	nounsInEd   = keySet("speed seed feed bed need breed testbed embed")
	nounsInLy   = keySet("early only family")

	// words before a verb, and before a predicative adjective.
	beforeVerbs      = keySet("to can could will would may might should must we not cannot")
	beforeAdjectives = keySet("is are was were be been being more most very less highly become becomes")
)

func keySet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
		set[wordKey(w)] = true
	}
	return set
}

// Concept returns what a key (see Phrases.Key) is about: its sorted stems
// without stop words and words that any phrase could hold, or with these if
// nothing else is left. Phrases of one concept are one name to a reader:
// "vision-language models" and "vision language".
func Concept(key string) []string {
	return stems(key, func(w string) bool { return weakFirst[w] || weakLast[w] || genericNouns[w] })
}

// Stems returns the sorted stems of a key without stop words.
func Stems(key string) []string { return stems(key, func(string) bool { return false }) }

// stems returns the sorted distinct stems of a key's words without stop words
// and without those that skip names, unless none is left.
func stems(key string, skip func(string) bool) []string {
	var all, few []string
	for _, w := range strings.Fields(key) {
		if IsStop(w) {
			continue
		}
		s := Stem(w)
		all = append(all, s)
		if !skip(w) {
			few = append(few, s)
		}
	}
	if len(few) == 0 {
		few = all
	}
	slices.Sort(few)
	return slices.Compact(few)
}
