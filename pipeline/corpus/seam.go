package corpus

import (
	"errors"
	"io"
)

// Errors of Read that the caller may want to tell from others: a file that was
// named makes the command fail, one met in a folder is named and left out.
var (
	ErrEmpty  = errors.New("empty file")
	ErrFormat = errors.New("not a known format")
)

// Read reads the papers of one file.
func Read(name string, r io.Reader, o Options, add func(Paper) error, reject func(Rejected)) (Input, error) {
	return Input{}, ErrEmpty
}

// Formats returns the names that Options.Format takes besides "auto".
func Formats() []string { return nil }

// Identify gives p its id.
func Identify(p *Paper) {}

// TitleKey returns the form of a title in which two spellings of it are equal.
func TitleKey(title string) string { return title }

// Merge returns what two records of one paper say together.
func Merge(a, b Paper) Paper { return a }

// A Collection joins the records of the same paper.
type Collection struct{}

// NewCollection returns an empty collection.
func NewCollection() *Collection { return &Collection{} }

// Known adds a paper that the history already has: its id stands.
func (c *Collection) Known(p Paper) {}

// Add adds one record.
func (c *Collection) Add(p Paper) {}

// Joined is one distinct paper of a collection.
type Joined struct {
	Paper   Paper    // all records of the paper that were added, merged; identified
	Known   []string // ids under which the history has the paper, sorted; several if the records bridge them
	Records int      // records that were added
}

// Papers returns the distinct papers that Add brought, sorted by id.
func (c *Collection) Papers() []Joined { return nil }

// Duplicates counts the records that were added beyond the first of each paper.
func (c *Collection) Duplicates() int { return 0 }

// A File is one input that the arguments of the command line stand for.
type File struct {
	Name  string // as the user named it, or the folder's name and the path in it
	Named bool   // by itself, so that a failure is an error; else it is named and left out
}

// Open opens the file; "-" is the standard input.
func (f File) Open() (io.ReadCloser, error) { return nil, ErrEmpty }

// Expand returns the files that the arguments stand for.
func Expand(args []string) ([]File, []string, error) { return nil, nil, nil }
