// Package tfidf turns texts into weighted sparse unit vectors.
//
// The vectors are made by an nlp.Pipeline: a vectoriser that counts terms in
// parallel, then weights, each an nlp.Transformer. nlp sees a [Matrix] as
// terms × papers; it is stored by paper, changed in place and never copied.
//
// # Terms
//
// A term is a stem or a pair of adjacent stems (see [text.Tokeniser]). The
// title counts twice. Words in fewer than 3 papers (2 below 200 papers), pairs
// in fewer than max(that, papers/4000) papers and terms in more than MaxDF of
// the papers leave the vocabulary. Where nothing would remain, as in a handful
// of papers, the limits fall and every term stays.
//
// # Weights
//
// With c the count of a term in a paper, df the papers that hold it, n all
// papers, L the sum of the paper's counts and mean(L) its mean:
//
//	bm25       c·(k1+1) / (c + k1·(1 − b + b·L/mean(L))) · ln(1 + (n − df + ½)/(df + ½))
//	tfidf      c · (ln((1 + n)/(1 + df)) + 1)
//	sublinear  (1 + ln c) · (ln((1 + n)/(1 + df)) + 1)
//
// each scaled to unit length. bm25 is the term weight of Robertson & Zaragoza
// 2009 (doi:10.1561/1500000019), whose idf is kept positive by the 1; the other
// two are those of Salton & Buckley 1988 (doi:10.1016/0306-4573(88)90021-0)
// with the smoothing that scikit-learn uses.
package tfidf
