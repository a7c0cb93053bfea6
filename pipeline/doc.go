// Package pipeline lives one week of a field: from files to a committed run in
// the history and a page. Run is the whole way on one screen, and analyse its
// centre.
//
// # The way of one paper
//
// With a Fetching, package fetch first asks the sources for what they have listed
// since the last time, and keeps the answers as files of the inbox.
//
// A line of a file, say of papers.jsonl, is read by package corpus: it looks
// at the content to find the format, makes a Paper of the record, gives it an
// id (the arXiv id without version, else the DOI, else the source's id, else a
// hash of the title), and joins it with other records of the same paper. What
// cannot be used is counted by reason, with its place (papers.jsonl:17).
//
// Package history then adds the paper to the one database file as a new row,
// or as a new version of a paper that it knew, and returns the state that
// this run starts from: all papers in the order of their ids, and what the run
// before left. A lock is held from here until the page is written.
//
// Now analyse, a pure function of that state and the Settings, takes the
// paper's text through the stages. Packages text and tfidf turn title and
// abstract into stems and pairs of stems, count them, and weigh them into a
// sparse vector of unit length. Package lsa projects it onto the 150 directions in
// which the papers differ most. Package graph finds its 20 nearest papers and
// draws its vector towards theirs. Package topics finds how many topics there
// are, lets kmeans put the paper into one of them, starting from where the run
// before left it, matches the topics to those of the run before so that they
// keep their ids, says what happened to them (births, splits, merges and so on),
// obeys the user's corrections, names them, groups them into themes, measures
// their stability on resampled papers, and puts the paper into the watched topics
// whose terms or seeds it meets. Package trends counts the paper in its period,
// and turns counts into shares with intervals, tests which of them rise or fall,
// gathers the evidence of all periods, and forecasts. The upvotes and comments
// that the paper has are ranked among those of papers of equal age (attention.go),
// and what differs from what earlier runs said is parted into the papers' share
// and that of re-clustering (attribution.go, revisions.go).
//
// The result is a history.Run: everything that this run says. It is committed
// in one transaction, and package reports draws the page from it without
// computing anything more; any earlier run can be drawn again the same way.
// Compare and Backtest are asked by the user: they test the memberships, and
// judge the alerts, that lie in the history.
//
// # A past, and a proof
//
// Run with ByPeriod parts a back-file into its periods and takes this way once
// for each, under one lock: the history is then what weekly runs would have
// left. Verify takes it again for runs that lie in the history, from the stored
// papers, what the run before left, and the run's own settings, and compares
// digests. That both can be done follows from analyse being a pure function.
//
// # Large histories
//
// Texts are never all in memory: what is read waits in a temporary file until
// the history has it, and analyse reads the history's texts a few at a time.
// Above MostFitted papers, about Fitted of them, drawn by a hash of seed and id
// (corpus.Drawn), and those that the user names take the way above, as if there
// were no others. The others then follow in portions: counted with the same
// vocabulary, projected onto the same directions, drawn towards their nearest
// papers of the sample, and assigned to the nearest topic, or left in theirs
// by the hysteresis. Shares, periods, typical papers and watched topics are
// about all papers; vocabulary, labels, terms, events and the number of topics
// are those of the sample, and a warning of the run says so.
//
// Where one machine is not enough, package shard holds the two passes that an
// engine such as Spark runs around one Fit on a sample: one that counts terms and
// draws the sample, and one that assigns the others as above. CommitShards makes
// a run and a page of the tables that they leave.
//
// # Sameness of bytes
//
// The same papers give the same bytes, whatever the number of workers, the
// order of files and lines, or the time of day: papers are sorted by id before
// anything is computed, sums over papers fold in fixed chunks, and each stage
// draws from its own random stream, made from the seed and the stage's name.
package pipeline
