// Package corpus reads papers from files: it looks at the content to find the
// format, reads one record at a time, says of each record that it leaves out
// where it stood and why, and finds the records that are the same paper.
package corpus

import "papertide/analysis/calendar"

// A Paper is one record of a source, or what several records of one paper say
// together (see Merge). Title and Abstract are plain UTF-8 text as the source
// had it, white space collapsed; LaTeX stays, tags and entities of HTML and XML
// do not. Notices of copyright and other words of a publisher behind an abstract
// are no part of it.
type Paper struct {
	ID           string        `json:"id"`                // see Identify
	Aliases      []string      `json:"aliases,omitempty"` // other ids of the same paper, sorted
	Title        string        `json:"title"`
	Abstract     string        `json:"abstract,omitempty"`
	Date         calendar.Date `json:"date,omitzero"` // of several records the earliest; may be none
	Authors      []string      `json:"authors,omitempty"`
	AuthorCount  int           `json:"author_count,omitempty"` // 0: not known; known without names on saved pages
	Organisation string        `json:"organisation,omitempty"`
	Upvotes      *int          `json:"upvotes,omitempty"`     // nil: not known
	Comments     *int          `json:"comments,omitempty"`    // nil: not known
	URL          string        `json:"url,omitempty"`         // of the paper; "" where only a title search can find it
	CodeURL      string        `json:"code_url,omitempty"`    // http or https only
	ProjectURL   string        `json:"project_url,omitempty"` // http or https only
	Source       string        `json:"source,omitempty"`
	DOI          string        `json:"doi,omitempty"`      // lower case, without resolver
	Keywords     []string      `json:"keywords,omitempty"` // sorted
	Page         bool          `json:"page,omitempty"`     // read from a saved page, which may be a search result
}

// A Rejected record was read and left out.
type Rejected struct {
	Place  string // "papers.jsonl:17"; for records of a larger value "papers.json:#17"
	Reason string // a short phrase that is the same for all records left out for it: `missing "title"`
	Detail string // what was found, for the list of examples; may be empty
}

// Input says what one file brought.
type Input struct {
	Name     string        // as the user named it; shown by runs, in no digest
	Format   string        // name of the format that was recognised
	SHA256   string        // of the raw bytes, hex
	Read     int           // records read, those left out included
	Rejected int           // records left out
	Captured calendar.Date // the day the page was saved, where the format has one
	Warnings []string      // for example a truncated .gz, a guessed year
	Damaged  bool          // packing was damaged or cut off, so that records may be missing

	Languages map[string]int // papers that are not in English and were kept, by ISO 639-1 code
}

// Options are what the user says about the files.
type Options struct {
	Format   string        // "auto" or the name of a format
	Captured calendar.Date // when a page with year-less dates was saved; none: guessed, with a warning
	Bound    calendar.Date // records dated later are left out, as those with an impossible date are; none: no bound
	Titles   bool          // let records without an abstract stand on their title
	Language string        // "auto" keeps all; else an ISO 639-1 code: only papers in it; what is too short to tell counts as English
	Lines    bool          // of a JSON format: each line is a record, blank ones too, however the file begins
	Temp     string        // folder for temporary files; "": the system's
}
