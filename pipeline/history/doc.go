// Package history is the one file that remembers everything: papers as they
// were read, which run saw them, and what each run said. Nothing in it is ever
// changed or deleted; a run is one transaction.
//
// The file is an SQLite database in rollback-journal mode, so that a copy of
// the one file is a copy of the history. Its tables, with their columns, from
// migrations/*.sql:
//
//	run(run, made)
//	    A run by its number (1, 2, 3 … without gaps) and when it was made. Other
//	    tables name the run that appended the row.
//	input(run, place, name, format, sha256, read, rejected, captured, warnings)
//	    The files that a run read. captured is when a page was saved, or ''.
//	paper(paper, id, run)
//	    A paper under the id by which it was first seen, which stays.
//	version(version, paper, run, title_key, title, date, fields, block, place, sha256)
//	    What the records of a paper that a run read say, where the history has
//	    not read just this before. What is known of a paper is what all its
//	    versions say together (corpus.Merge). title_key is equal for equal titles;
//	    fields is JSON; the abstract is text number place of the block; sha256
//	    covers title, date, fields and abstract.
//	abstracts(block, body)
//	    The abstracts of up to 16 versions, compressed together: a fifth smaller
//	    than one by one, and three times as quick to read.
//	alias(alias, id, paper, run, record)
//	    Another id of a paper. record, as compressed JSON, is there if a record
//	    came under this id; the last row of an id counts.
//	sighting(sighting, paper, run, captured, upvotes, comments)
//	    The engagement of a paper as a run read it, of the day on which the page
//	    was saved, or ''; a row only for values of a day that no run before read.
//	reread(run, versions, sightings)
//	    The rows of both that a run read again: so it can be told what only one
//	    run brought. Ascending numbers as differences, uvarint, compressed.
//	membership(paper, run, topic)
//	    Where a paper's topic differs from the run before: number of the topic, 0
//	    for none, -1 if the paper takes part no more. A paper's first row is the
//	    first run that it takes part in.
//	said(run, as_of, bound, version, settings, title, unit, reported, added, papers, topics, events, papers_sha256, digest, body, rows, movers)
//	    What the run said, whole: body is the Run as compressed JSON without
//	    what is per paper, rows is that; the other columns are for lists of runs.
//	vintage(run, body)
//	    What the run said of the periods that it was the first to see whole, as
//	    compressed JSON: it stands in said too, but 84 of these take a second to
//	    read.
//	name(name, id, label, after, made)
//	    A label that the user gave to a topic or theme after a run.
//	withdrawal(run, after, made)
//	    A run that the user withdrew after another: what only it brought takes
//	    part in no later one.
//
// Dates are ISO 8601 text as exact as they are known, times RFC 3339 text,
// blobs compressed with zstd. Triggers refuse every UPDATE and DELETE.
package history
