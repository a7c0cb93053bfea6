package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"papertide/pipeline/corpus"
)

// A batch is what the files of one execution brought.
type batch struct {
	records  []corpus.Record // on the spool
	inputs   []corpus.Input  // sorted by digest, so that the order of files is forgotten
	read     int             // records, those left out included
	rejected int
	reasons  []Reason
	warnings []string
}

// mostExamples is the number of left-out records that are listed by reason.
const mostExamples = 10

// read reads all files. A file that was named and cannot be read, or is of no
// known format, is an error; one met in a folder or by a glob is named in a
// warning and left out, and so is an empty file.
func read(ctx context.Context, o Options, spool *corpus.Spool) (batch, error) {
	var b batch
	files, warnings, err := corpus.Expand(o.Files)
	if err != nil {
		return b, err
	}
	b.warnings = warnings
	reasons := map[string]*Reason{}
	reject := func(r corpus.Rejected) {
		known := reasons[r.Reason]
		if known == nil {
			known = &Reason{Reason: r.Reason}
			reasons[r.Reason] = known
		}
		known.Count++
		if len(known.Examples) < mostExamples {
			known.Examples = append(known.Examples, strings.TrimSpace(r.Place+": "+r.Detail))
		}
	}
	add := func(p corpus.Paper) error {
		r, err := spool.Append(p)
		b.records = append(b.records, r)
		return cmp.Or(err, ctx.Err())
	}
	options := corpus.Options{Format: o.Format, Captured: o.Captured, Bound: o.Today, Titles: o.Titles, Language: o.Language}
	for _, f := range files {
		in, err := readFile(ctx, f, o, options, add, reject)
		switch {
		case ctx.Err() != nil:
			return b, ctx.Err()
		case errors.Is(err, corpus.ErrEmpty), err != nil && !f.Named:
			b.warnings = append(b.warnings, "left out: "+err.Error())
			continue
		case err != nil:
			return b, err
		}
		b.inputs = append(b.inputs, in)
		b.read += in.Read
		b.rejected += in.Rejected
		for _, w := range in.Warnings {
			b.warnings = append(b.warnings, in.Name+": "+w)
		}
	}
	for _, r := range reasons {
		b.reasons = append(b.reasons, *r)
	}
	slices.SortFunc(b.reasons, func(x, y Reason) int {
		if x.Count != y.Count {
			return y.Count - x.Count
		}
		return strings.Compare(x.Reason, y.Reason)
	})
	slices.SortStableFunc(b.inputs, func(x, y corpus.Input) int { return strings.Compare(x.SHA256, y.SHA256) })
	return b, nil
}

func readFile(ctx context.Context, f corpus.File, o Options, options corpus.Options, add func(corpus.Paper) error, reject func(corpus.Rejected)) (corpus.Input, error) {
	file, err := f.Open()
	if err != nil {
		return corpus.Input{}, err
	}
	defer file.Close()
	size := int64(0)
	if known, ok := file.(*os.File); ok {
		if info, err := known.Stat(); err == nil {
			size = info.Size()
		}
	}
	watched := &watchedReader{ctx: ctx, from: file, tell: func(n int64) { o.Progress("read", n, size) }}
	in, err := corpus.Read(f.Name, watched, options, add, reject)
	if err != nil && !strings.HasPrefix(err.Error(), f.Name) {
		err = fmt.Errorf("%s: %w", f.Name, err)
	}
	return in, err
}

// A watchedReader tells how many bytes have been read, and ends with the
// context.
type watchedReader struct {
	ctx  context.Context
	from io.Reader
	done int64
	tell func(done int64)
}

func (w *watchedReader) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.from.Read(p)
	w.done += int64(n)
	w.tell(w.done)
	return n, err
}

// account takes over what reading brought.
func (o *Outcome) account(b batch) {
	o.PapersRead, o.Rejected, o.Reasons = b.read, b.rejected, b.reasons
	o.Warnings = append(o.Warnings, b.warnings...)
}
