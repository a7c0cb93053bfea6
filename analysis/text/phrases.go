package text

// Phrases is what FindPhrases learned from a set of papers: which phrases the
// papers hold, how they are used and how they are written.
type Phrases struct{}
