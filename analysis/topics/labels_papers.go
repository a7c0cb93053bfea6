package topics

// A paperSet is the papers that hold a phrase of a label.
type paperSet struct {
	words         []uint64
	inside, total int // papers of the topic, papers
}

func newPaperSet(papers int) *paperSet { return &paperSet{words: make([]uint64, (papers+63)/64)} }

func (s *paperSet) clear() {
	clear(s.words)
	s.inside, s.total = 0, 0
}

func (s *paperSet) has(paper int32) bool { return s.words[paper/64]>>(paper%64)&1 == 1 }

func (s *paperSet) add(paper int32) { s.words[paper/64] |= 1 << (paper % 64) }

// addAll adds papers and counts those of the topic.
func (s *paperSet) addAll(papers []int32, topic *paperSet) {
	for _, i := range papers {
		if !s.has(i) {
			s.add(i)
			s.total++
			s.inside += int(topic.words[i/64] >> (i % 64) & 1)
		}
	}
}

// f returns the F of "holds a phrase" for "is in the topic" of so many papers.
func (s *paperSet) f(size int, beta float64) float64 {
	return occurrenceF(s.inside, s.total, size, beta)
}

// fWith returns the f that the set would have with more papers.
func (s *paperSet) fWith(papers []int32, topic *paperSet, size int, beta float64) float64 {
	inside, total := s.inside, s.total
	for _, i := range papers {
		if !s.has(i) {
			total++
			inside += int(topic.words[i/64] >> (i % 64) & 1)
		}
	}
	return occurrenceF(inside, total, size, beta)
}

func occurrenceF(inside, total, size int, beta float64) float64 {
	if inside == 0 {
		return 0
	}
	return fScore(float64(inside)/float64(total), float64(inside)/float64(size), beta)
}
