package text

// A Tokeniser turns documents into the keys of their terms: stems, and pairs
// of adjacent stems joined by a space. It has the shape of nlp's Tokeniser.
// It is not changed by use.
type Tokeniser struct {
	options Options
}

// NewTokeniser makes a tokeniser for one configuration.
func NewTokeniser(o Options) *Tokeniser { return &Tokeniser{o} }

// ForEachIn calls f with the key of each term of a document, in order, those of
// the title twice.
func (t *Tokeniser) ForEachIn(doc string, f func(key string)) {}

// Tokenise returns the keys that ForEachIn gives.
func (t *Tokeniser) Tokenise(doc string) []string {
	var keys []string
	t.ForEachIn(doc, func(key string) { keys = append(keys, key) })
	return keys
}
