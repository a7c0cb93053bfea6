package text

import "strings"

// phraseParts returns the keys of the parts of a phrase of the configuration:
// its words, hyphenated ones taken apart, so that "retrieval-augmented" and
// "retrieval augmented" are the same.
func phraseParts(phrase string) []string {
	var parts []string
	for _, token := range Tokens(Clean(phrase), nil) {
		if token.Word {
			parts = append(parts, wordParts(token.Text)...)
		}
	}
	return parts
}

// wordParts returns the keys of the parts of one word.
func wordParts(word string) []string {
	parts := strings.Split(word, "-")
	for i, p := range parts {
		parts[i] = stemWritten(p)
	}
	return parts
}

// phraseKey returns the key of a phrase: that of its word, or the keys of its
// parts joined by _, which no word holds.
func phraseKey(phrase string) string {
	if tokens := Tokens(Clean(phrase), nil); len(tokens) == 1 {
		return stemWritten(tokens[0].Text)
	}
	return strings.Join(phraseParts(phrase), "_")
}

// trie holds phrases by their parts. Its zero value holds none.
type trie struct {
	part map[string]int32 // number of each part that occurs in a phrase
	next map[step]int32   // node reached; the root is 0
	unit map[int32]Unit   // by the node where a phrase ends
}

type step struct{ node, part int32 }

// add adds a phrase that counts as unit; what was added first stays.
func (t *trie) add(parts []string, unit Unit) {
	if t.next == nil {
		*t = trie{map[string]int32{}, map[step]int32{}, map[int32]Unit{}}
	}
	node := int32(0)
	for _, p := range parts {
		number, ok := t.part[p]
		if !ok {
			number = int32(len(t.part))
			t.part[p] = number
		}
		to, ok := t.next[step{node, number}]
		if !ok {
			to = int32(len(t.next)) + 1
			t.next[step{node, number}] = to
		}
		node = to
	}
	if _, taken := t.unit[node]; !taken {
		t.unit[node] = unit
	}
}

// phrase returns the unit of the longest phrase that tokens begin with, and how
// many tokens it takes; 0 if there is none.
func (r *Reader) phrase(tokens []Token) (unit Unit, n int) {
	t, node := &r.t.phrases, int32(0)
	for i, token := range tokens {
		if !token.Word {
			break
		}
		for _, p := range r.partsOf(token.Text) {
			to, ok := t.next[step{node, p}]
			if !ok {
				return unit, n
			}
			node = to
		}
		if u, ok := t.unit[node]; ok {
			unit, n = u, i+1
		}
	}
	return unit, n
}

// unknownPart is the number of a part that is in no phrase.
const unknownPart = -1

// partsOf returns the numbers of a word's parts.
func (r *Reader) partsOf(written string) []int32 {
	numbers, ok := r.parts[written]
	if ok {
		return numbers
	}
	written = strings.Clone(written)
	if len(written) > maxWord {
		numbers = []int32{unknownPart}
	} else {
		for _, p := range wordParts(written) {
			number, known := r.t.phrases.part[p]
			if !known {
				number = unknownPart
			}
			numbers = append(numbers, number)
		}
	}
	r.parts[written] = numbers
	return numbers
}
