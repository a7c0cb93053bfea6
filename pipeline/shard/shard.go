// Package shard holds the two passes that an engine, such as Spark, runs around
// one fit, where one machine is not enough, and the model file between them.
//
// # Contract of a worker
//
// A worker reads lines: one JSON record a line, or the name of a file a line,
// in any format that package corpus reads. It writes lines of at most four
// fields with tabs between them, without tab, CR or newline inside:
//
//	S  record                    a paper of the sample, as one JSON object
//	T  term  n                   a stem, and the papers of this worker that hold it
//	A  id  topic  period         a paper, where it belongs, and when
//	W  topic|period  n           how many such papers this worker met
//	N  docs|bad  n               records that were papers, and others
//	E  inputs  lines  hash/v     the last line: lines read, lines written before it, the hash of the model ("-" in Count), version of the contract
//
// period is as calendar.Period writes it; Undated where the date is missing or
// coarser than the period, Later where it lies after the model's as-of date.
// Merging is adding the integers of T, W and N by their keys, and concatenating
// S and A: any split of the records, in any order, gives the same. Any error of
// reading, damaged compression included, ends a worker; it writes no file, reads
// no clock, and its lines depend on nothing but its input and the model.
package shard

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"papertide/pipeline/corpus"
)

// Version is the version of the contract.
const Version = 1

// Words in place of a period.
const (
	Undated = "undated"
	Later   = "later"
)

// Options say how a worker reads.
type Options struct {
	Paths    bool   // lines are names of files
	Format   string // "auto" or a name of corpus.Formats; of lines, "auto" is "json", as what the first ones look like depends on the split
	Titles   bool   // let records without an abstract stand on their title
	Language string // "auto", or an ISO 639-1 code
	Workers  int    // goroutines; results do not depend on it
}

// A lineReader counts the lines that pass.
type lineReader struct {
	from  io.Reader
	lines int
	open  bool // the last byte was no line end
}

func (r *lineReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	for _, b := range p[:n] {
		if r.open = b != '\n'; !r.open {
			r.lines++
		}
	}
	if err == io.EOF && r.open {
		r.lines++
		r.open = false
	}
	return n, err
}

// A met tells what a worker read.
type met struct{ inputs, docs, bad int }

// read hands all papers of in to add.
func read(in io.Reader, o Options, c corpus.Options, add func(corpus.Paper) error) (m met, err error) {
	c.Titles, c.Language, c.Format = o.Titles, o.Language, o.Format
	one := func(name string, r io.Reader) error {
		got, err := corpus.Read(name, r, c, add, func(corpus.Rejected) {})
		m.docs, m.bad = m.docs+got.Read-got.Rejected, m.bad+got.Rejected
		if err == nil && got.Damaged {
			err = fmt.Errorf("%s: %s", name, strings.Join(got.Warnings, "; "))
		}
		return err
	}
	if !o.Paths {
		if c.Lines = true; c.Format == "" || c.Format == "auto" {
			c.Format = "json"
		}
		lines := &lineReader{from: in}
		err := one("stdin", lines)
		m.inputs = lines.lines
		if errors.Is(err, corpus.ErrEmpty) { // no line, or blank ones
			m.bad, err = m.inputs, nil
		}
		if err == nil && m.docs+m.bad != m.inputs {
			err = fmt.Errorf("stdin: %d lines, but %d records: want one JSON record a line (--paths: one file name a line)", m.inputs, m.docs+m.bad)
		}
		return m, err
	}
	names := bufio.NewScanner(in)
	for names.Scan() {
		m.inputs++
		file, err := os.Open(names.Text())
		if err == nil {
			err = errors.Join(one(names.Text(), file), file.Close())
		}
		if err != nil {
			return m, err
		}
	}
	return m, names.Err()
}

// A table writes the lines of a worker.
type table struct {
	to    *bufio.Writer
	lines int
	err   error
}

func newTable(to io.Writer) *table { return &table{to: bufio.NewWriterSize(to, 1<<18)} }

// inField takes out of a text what would end a field or a line.
var inField = strings.NewReplacer("\t", " ", "\r", " ", "\n", " ")

func (t *table) line(fields ...string) {
	for i, f := range fields {
		if i > 0 {
			t.put("\t")
		}
		if strings.ContainsAny(f, "\t\r\n") {
			f = inField.Replace(f)
		}
		t.put(f)
	}
	t.put("\n")
	t.lines++
}

func (t *table) put(s string) {
	if _, err := t.to.WriteString(s); err != nil && t.err == nil {
		t.err = err
	}
}

// end writes what was met, and the last line.
func (t *table) end(m met, hash string) error {
	t.line("N", "docs", strconv.Itoa(m.docs))
	t.line("N", "bad", strconv.Itoa(m.bad))
	t.line("E", strconv.Itoa(m.inputs), strconv.Itoa(t.lines), hash+"/"+strconv.Itoa(Version))
	if err := t.to.Flush(); t.err == nil {
		t.err = err
	}
	return t.err
}
