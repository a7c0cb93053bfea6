package text

// A Tokeniser turns documents into the keys of their terms. A word's key is its
// stem; two words that stand side by side, with no stop word, number, single
// letter or punctuation between them, are a term too, its key the two stems
// joined by a space. It has the shape of nlp's Tokeniser, is not changed by use
// and may be used from several goroutines.
type Tokeniser struct {
	stop     map[string]bool // keys of the user's stop words
	phrases  trie            // synonyms, and stop words of several words
	synonyms []Form          // the first of each group
}

// NewTokeniser makes a tokeniser for one configuration.
func NewTokeniser(o Options) *Tokeniser {
	t := &Tokeniser{stop: map[string]bool{}}
	for _, s := range o.StopWords {
		switch parts := phraseParts(s); len(parts) {
		case 0:
		case 1:
			t.stop[parts[0]] = true
		default:
			t.phrases.add(parts, Break)
		}
	}
	for _, group := range o.Synonyms {
		if len(group) == 0 || len(phraseParts(group[0])) == 0 {
			continue
		}
		t.synonyms = append(t.synonyms, Form{Key: phraseKey(group[0]), Surface: Plain(group[0])})
		unit := Unit(len(t.synonyms))
		for _, member := range group {
			if parts := phraseParts(member); len(parts) > 0 {
				t.phrases.add(parts, unit)
			}
		}
	}
	return t
}

// ForEachIn calls f with the key of each term of a document, in order, those of
// the title twice.
func (t *Tokeniser) ForEachIn(doc string, f func(key string)) {
	r := t.Reader()
	units, title := r.Read(doc, nil)
	last := Break
	for i, u := range units {
		times := 1
		if i < title {
			times = 2
		}
		for range times {
			if u != Break {
				f(r.Forms[u.Form()].Key)
			}
			if u != Break && last != Break {
				f(r.Forms[last.Form()].Key + " " + r.Forms[u.Form()].Key)
			}
		}
		last = u
	}
}

// Tokenise returns the keys that ForEachIn gives.
func (t *Tokeniser) Tokenise(doc string) []string {
	var keys []string
	t.ForEachIn(doc, func(key string) { keys = append(keys, key) })
	return keys
}
