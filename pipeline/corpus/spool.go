package corpus

import (
	"encoding/binary"
	"io"
	"strings"

	"papertide/analysis/calendar"
)

// A Spool keeps records outside memory, of which a year's dump needs more than
// a machine has. What exceeds a megabyte goes to a temporary file, which is
// gone with the Spool, or with the process where the system allows it. The
// zero value keeps all in memory.
type Spool struct {
	dir   string
	file  *tempFile // nil: none was needed yet
	start int64     // where tail begins
	tail  []byte
}

// NewSpool returns a spool that may make its file in a folder.
func NewSpool(dir string) *Spool { return &Spool{dir: dir} }

// A Record is a paper on a spool, and what is known of it without reading it.
type Record struct {
	ID    string
	Date  calendar.Date
	spool *Spool
	at    int64
	size  int32
}

// spoolBytes is how much of a spool stays in memory.
const spoolBytes = 1 << 20

// Append puts a paper on the spool.
func (s *Spool) Append(p Paper) (Record, error) {
	from := len(s.tail)
	s.tail = appendPaper(s.tail, &p)
	r := Record{strings.Clone(p.ID), p.Date, s, s.start + int64(from), int32(len(s.tail) - from)}
	if len(s.tail) < spoolBytes || s.dir == "" {
		return r, nil
	}
	return r, s.flush()
}

func (s *Spool) flush() error {
	if s.file == nil {
		f, err := newTempFile(s.dir)
		if err != nil {
			return err
		}
		s.file = f
	}
	n, err := s.file.Write(s.tail)
	s.start += int64(n)
	s.tail = s.tail[:0]
	return err
}

// Close forgets the records and removes the file.
func (s *Spool) Close() (err error) {
	if s.file != nil {
		err = s.file.Close()
	}
	*s = Spool{}
	return err
}

// Paper reads a record. Several goroutines may read at a time, while nothing
// is appended.
func (r Record) Paper() (Paper, error) {
	s := r.spool
	if r.at >= s.start {
		return parsePaper(s.tail[r.at-s.start:][:r.size])
	}
	b := make([]byte, r.size)
	if _, err := s.file.ReadAt(b, r.at); err != nil {
		return Paper{}, err
	}
	return parsePaper(b)
}

// The form of a paper on a spool: its texts, lists and numbers one after the
// other, each with its length; only this process reads it.

// appendPaper writes all fields of p. One that is missing here would be lost;
// a test holds that none is.
func appendPaper(b []byte, p *Paper) []byte {
	for _, s := range p.texts() {
		b = binary.AppendUvarint(b, uint64(len(*s)))
		b = append(b, *s...)
	}
	for _, list := range p.lists() {
		b = binary.AppendUvarint(b, uint64(len(*list)))
		for _, s := range *list {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	page := int64(0)
	if p.Page {
		page = 1
	}
	for _, n := range []int64{int64(p.Date.Day), int64(p.Date.Precision), int64(p.AuthorCount), page} {
		b = binary.AppendVarint(b, n)
	}
	for _, n := range []*int{p.Upvotes, p.Comments} {
		if n == nil {
			b = append(b, 0)
			continue
		}
		b = binary.AppendVarint(append(b, 1), int64(*n))
	}
	return b
}

// texts and lists are the fields of one kind, in the order of the spool.
func (p *Paper) texts() []*string {
	return []*string{
		&p.ID, &p.Title, &p.Abstract, &p.Organisation, &p.URL, &p.CodeURL, &p.ProjectURL, &p.Source, &p.DOI,
	}
}

func (p *Paper) lists() []*[]string { return []*[]string{&p.Aliases, &p.Authors, &p.Keywords} }

func parsePaper(b []byte) (p Paper, err error) {
	r := spooled{all: string(b)}
	for _, s := range p.texts() {
		*s = r.text()
	}
	for _, list := range p.lists() {
		if n := r.uint(); n > 0 {
			*list = make([]string, min(n, len(r.all)))
			for i := range *list {
				(*list)[i] = r.text()
			}
		}
	}
	p.Date.Day, p.Date.Precision = int32(r.int()), calendar.Precision(r.int())
	p.AuthorCount, p.Page = r.int(), r.int() == 1
	for _, n := range []**int{&p.Upvotes, &p.Comments} {
		if r.uint() == 1 {
			v := r.int()
			*n = &v
		}
	}
	if r.cut {
		return Paper{}, io.ErrUnexpectedEOF
	}
	return p, nil
}

// A spooled is what is left of a record.
type spooled struct {
	all string
	cut bool // the record ended too early
}

func (r *spooled) uint() int {
	n, head := binary.Uvarint([]byte(r.all[:min(len(r.all), binary.MaxVarintLen64)]))
	return r.past(int(n), head)
}

func (r *spooled) int() int {
	n, head := binary.Varint([]byte(r.all[:min(len(r.all), binary.MaxVarintLen64)]))
	return r.past(int(n), head)
}

func (r *spooled) past(n, head int) int {
	if head <= 0 {
		*r = spooled{cut: true}
		return 0
	}
	r.all = r.all[head:]
	return n
}

func (r *spooled) text() string {
	n := r.uint()
	if n < 0 || n > len(r.all) {
		*r = spooled{cut: true}
		return ""
	}
	s := r.all[:n]
	r.all = r.all[n:]
	return s
}
