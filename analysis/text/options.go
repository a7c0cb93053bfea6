package text

// Options are what the user's configuration says about words.
type Options struct {
	// StopWords leave the vocabulary and break phrases, as the built-in ones
	// do. All words of the same stem go with a word ("benchmark" takes
	// "benchmarks" along); an entry of several words takes out the phrase.
	StopWords []string
	// Synonyms are groups of words or phrases that count as one term, shown
	// as the first of the group.
	Synonyms [][]string
}

// Default returns the options of an empty configuration.
func Default() Options { return Options{} }
