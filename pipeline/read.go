package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
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
	spoken   map[string]int // papers that are not in English, by language
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
	b.warnings, b.spoken = warnings, map[string]int{}
	reasons := map[string]*Reason{}
	for _, f := range files {
		got, err := readFile(ctx, f, o, spool)
		switch {
		case ctx.Err() != nil:
			return b, ctx.Err()
		case !f.Named && errors.Is(err, corpus.ErrFormat) && got.input.Format == "": // without the list of all formats
			b.warnings = append(b.warnings, fmt.Sprintf("left out: %s: %v", f.Name, corpus.ErrFormat))
			continue
		case errors.Is(err, corpus.ErrEmpty), err != nil && !f.Named:
			b.warnings = append(b.warnings, "left out: "+err.Error())
			continue
		case err != nil:
			return b, err
		}
		b.take(got, reasons)
	}
	if b.read == 0 {
		for _, in := range b.inputs[:min(len(b.inputs), mostExamples)] {
			b.warnings = append(b.warnings, in.Name+": a list without papers ("+in.Format+")")
		}
	}
	if len(b.spoken) > 0 {
		b.warnings = append(b.warnings, languages(b.spoken))
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

// languages says how many papers are in which languages other than English.
func languages(spoken map[string]int) string {
	codes := slices.SortedFunc(maps.Keys(spoken), func(x, y string) int {
		return cmp.Or(cmp.Compare(spoken[y], spoken[x]), strings.Compare(x, y))
	})
	all, each := 0, make([]string, len(codes))
	for i, code := range codes {
		all += spoken[code]
		each[i] = fmt.Sprintf("%s %d", code, spoken[code])
	}
	return fmt.Sprintf("%s in other languages than English (%s): kept; --language en leaves them out", papers(all), strings.Join(each, ", "))
}

// A fileBatch is what one file brought.
type fileBatch struct {
	input    corpus.Input
	records  []corpus.Record
	rejected map[string]*Reason
}

// take adds what a file brought that could be read to its end.
func (b *batch) take(f fileBatch, reasons map[string]*Reason) {
	if len(b.records) == 0 { // one large file need not be copied
		b.records = f.records
	} else {
		b.records = append(b.records, f.records...)
	}
	b.inputs = append(b.inputs, f.input)
	b.read += f.input.Read
	b.rejected += f.input.Rejected
	for _, w := range f.input.Warnings {
		b.warnings = append(b.warnings, f.input.Name+": "+w)
	}
	for language, n := range f.input.Languages {
		b.spoken[language] += n
	}
	for reason, r := range f.rejected {
		if known := reasons[reason]; known == nil {
			reasons[reason] = r
		} else {
			known.Count += r.Count
			known.Examples = append(known.Examples, r.Examples[:min(len(r.Examples), mostExamples-len(known.Examples))]...)
		}
	}
}

func readFile(ctx context.Context, f corpus.File, o Options, spool *corpus.Spool) (b fileBatch, err error) {
	file, err := f.Open()
	if err != nil {
		return b, err
	}
	defer file.Close()
	b.rejected = map[string]*Reason{}
	reject := func(r corpus.Rejected) {
		known := b.rejected[r.Reason]
		if known == nil {
			known = &Reason{Reason: r.Reason}
			b.rejected[r.Reason] = known
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
	options := corpus.Options{
		Format: o.Format, Captured: o.Captured, Bound: o.Today, Titles: o.Titles, Language: o.Language, Temp: filepath.Dir(o.DB),
	}
	b.input, err = corpus.Read(f.Name, watched(ctx, file, o.Progress), options, add, reject)
	if err != nil && !strings.HasPrefix(err.Error(), f.Name) {
		err = fmt.Errorf("%s: %w", f.Name, err)
	}
	return b, err
}

// watched returns a reader that tells how many bytes of a file have been read,
// and ends with the context. A regular file can also be read at random.
func watched(ctx context.Context, file io.Reader, progress func(stage string, done, total int64)) io.Reader {
	w := watchedReader{ctx: ctx, from: file}
	regular, ok := file.(*os.File)
	if ok {
		info, err := regular.Stat()
		if ok = err == nil && info.Mode().IsRegular(); ok {
			w.size = info.Size()
		}
	}
	w.tell = func(n int64) { progress("read", n, w.size) }
	if !ok {
		return &w
	}
	return &watchedFile{w, regular}
}

type watchedReader struct {
	ctx  context.Context
	from io.Reader
	size int64 // 0: not known
	done int64
	tell func(done int64)
}

func (w *watchedReader) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.from.Read(p)
	w.advance(n)
	return n, err
}

// advance counts no more than there is: what is read at random is read in
// order, too, for its digest.
func (w *watchedReader) advance(n int) {
	w.done += int64(n)
	if w.size > 0 {
		w.done = min(w.done, w.size)
	}
	w.tell(w.done)
}

// A watchedFile is a watchedReader of a regular file.
type watchedFile struct {
	watchedReader
	at io.ReaderAt
}

// Size is the size of the file, bytes.
func (w *watchedFile) Size() int64 { return w.size }

func (w *watchedFile) ReadAt(p []byte, off int64) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.at.ReadAt(p, off)
	w.advance(n)
	return n, err
}

// account takes over what reading brought.
func (o *Outcome) account(b batch) {
	o.PapersRead, o.Rejected, o.Reasons = b.read, b.rejected, b.reasons
	o.Warnings = append(o.Warnings, b.warnings...)
}
