package corpus

// The Hugging Face Daily Papers API lists papers by the day on which they were
// listed: an array of {"paper": {…}, "publishedAt": …, "numComments": …}.
// Archives also hold it inside {"data": […]} and with Python literals in
// strings.
//
// A paper's date here is the day of its listing, as the stream that people
// follow has it, and not that of its submission to arXiv: "submittedOnDailyAt"
// where it is given (since 2025), else the outer "publishedAt", which meant the
// listing until then. Times are UTC.

// fitsHFDaily looks for a record with a paper inside among the first.
func fitsHFDaily(head []byte) bool {
	var pool readers
	found := false
	firstRecords(head, func(raw []byte) bool {
		v, bad := pool.valuesOf(raw)
		found = bad == nil && len(v[fieldPaper]) > 0 && v[fieldPaper][0] == '{'
		return !found
	})
	return found
}

func openHFDaily(s *stream, o Options, _ *Input) (splitter, parser) {
	head, _ := s.text.Peek(headSize)
	var pool readers
	return splitJSON(s.text, o.layout(head)), func(raw []byte) (Paper, *flaw) {
		listing, bad := pool.valuesOf(raw)
		if bad != nil {
			return Paper{}, bad
		}
		if len(listing[fieldPaper]) == 0 {
			return Paper{}, &flaw{reason: `missing "paper"`}
		}
		return pool.listed(listing)
	}
}

// listed makes a paper of a listing.
func (p *readers) listed(listing values) (Paper, *flaw) {
	v, bad := p.valuesOf(listing[fieldPaper])
	if bad != nil {
		return Paper{}, bad
	}
	for _, f := range []field{fieldTitle, fieldSummary, fieldOrganisation} {
		v[f] = firstOf(v[f], listing[f])
	}
	v[fieldComments] = listing[fieldComments]
	v[fieldDate] = firstOf(v[fieldListed], listing[fieldListed], listing[fieldPublished], v[fieldPublished])
	paper, bad := p.paper(v)
	if bad != nil {
		return Paper{}, bad
	}
	if id, ok := arXivID(paper.ID); ok {
		paper.URL = "https://huggingface.co/papers/" + id
	}
	paper.Source = "hf-daily"
	return paper, nil
}

func firstOf(values ...[]byte) []byte {
	for _, v := range values {
		if len(v) > 0 {
			return v
		}
	}
	return nil
}
