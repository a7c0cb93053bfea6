package history

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"papertide/pipeline/corpus"
)

// fields is what a version keeps of a record besides the columns of its own. A
// field of corpus.Paper that is missing here would be lost; a test holds that
// none is.
type fields struct {
	ID           string   `json:"id"` // which the record has; Paper.ID is the first
	Aliases      []string `json:"aliases,omitempty"`
	Authors      []string `json:"authors,omitempty"`
	AuthorCount  int      `json:"author_count,omitempty"`
	Organisation string   `json:"organisation,omitempty"`
	URL          string   `json:"url,omitempty"`
	CodeURL      string   `json:"code_url,omitempty"`
	ProjectURL   string   `json:"project_url,omitempty"`
	Source       string   `json:"source,omitempty"`
	DOI          string   `json:"doi,omitempty"`
	Keywords     []string `json:"keywords,omitempty"`
	Page         bool     `json:"page,omitempty"`
}

func fieldsOf(p *corpus.Paper) (string, error) {
	b, err := json.Marshal(fields{
		p.ID, p.Aliases, p.Authors, p.AuthorCount, p.Organisation, p.URL, p.CodeURL, p.ProjectURL, p.Source, p.DOI, p.Keywords, p.Page,
	})
	return string(b), err
}

func (f *fields) fill(p *corpus.Paper) {
	p.ID, p.Aliases = f.ID, f.Aliases
	p.Authors, p.AuthorCount, p.Organisation = f.Authors, f.AuthorCount, f.Organisation
	p.URL, p.CodeURL, p.ProjectURL = f.URL, f.CodeURL, f.ProjectURL
	p.Source, p.DOI, p.Keywords, p.Page = f.Source, f.DOI, f.Keywords, f.Page
}

// A digest is a SHA-256.
type digest = [sha256.Size]byte

// A content is what is derived from what a record says.
type content struct {
	fields string // as JSON
	sum    digest
	key    int64 // of the title
}

// contentOf derives the content of an identified record. The digest is over
// everything but engagement, which changes by the hour and makes sightings.
func contentOf(p *corpus.Paper) (c content, err error) {
	if c.fields, err = fieldsOf(p); err != nil {
		return c, err
	}
	c.sum = sumOf(p.Title, p.Date.String(), c.fields, p.Abstract)
	c.key, err = titleKey(p)
	return c, err
}

// sumOf is the digest of what is stored of a version.
func sumOf(title, date, fields, abstract string) digest {
	var b []byte
	for _, s := range []string{title, date, fields, abstract} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return sha256.Sum256(b)
}

// titleKey is equal for papers that have, by corpus.Identify, the same title:
// the number in the id that a paper gets which has no other.
func titleKey(p *corpus.Paper) (int64, error) {
	named := corpus.Paper{Title: p.Title, Abstract: p.Abstract, Authors: p.Authors, Date: p.Date}
	corpus.Identify(&named)
	key, ok := keyOfID(named.ID)
	if !ok {
		return 0, fmt.Errorf("paper %s: a title without an id", p.ID)
	}
	return key, nil
}

const titlePrefix = "title:"

// keyOfID returns the key of the title that an id stands for, if it does.
func keyOfID(id string) (int64, bool) {
	hash, is := strings.CutPrefix(id, titlePrefix)
	key, err := strconv.ParseUint(hash, 16, 64)
	return int64(key), is && err == nil && len(hash) == 16
}

// idOfKey is the inverse of keyOfID.
func idOfKey(key int64) string { return fmt.Sprintf("%s%016x", titlePrefix, uint64(key)) }

// idsOf lists every id that a record gives for its paper, its own first.
func idsOf(p *corpus.Paper) []string {
	ids := append([]string{p.ID}, p.Aliases...)
	if p.DOI != "" && p.DOI != p.ID {
		ids = append(ids, p.DOI)
	}
	return ids
}

// zipPaper is the form in which a duplicate's record is kept: without its
// abstract, which is the paper's or poorer.
func zipPaper(p corpus.Paper) ([]byte, error) {
	p.Abstract = ""
	b, err := json.Marshal(p)
	return zip(b), err
}

func unzipPaper(body []byte) (p corpus.Paper, err error) {
	b, err := unzip(body)
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	return p, err
}

// blockSize is the number of abstracts that are compressed together.
const blockSize = 16

// A place is where a version's abstract stands.
type place struct {
	block int64
	nth   int32
}

// packTexts is the form of a block.
func packTexts(block []pending) []byte {
	size := 0
	for _, v := range block {
		size += binary.MaxVarintLen64 + len(v.abstract)
	}
	b := make([]byte, 0, size)
	for _, v := range block {
		b = binary.AppendUvarint(b, uint64(len(v.abstract)))
		b = append(b, v.abstract...)
	}
	return zip(b)
}

// unpackTexts returns the texts of a block. They lie in room, or in a larger
// room that is returned to be used again.
func unpackTexts(packed, room []byte) (texts [][]byte, used []byte, err error) {
	used, err = unzipInto(room, packed)
	if err != nil {
		return nil, room, err
	}
	for b := used; len(b) > 0; {
		n, head := binary.Uvarint(b)
		if head <= 0 || n > uint64(len(b)-head) {
			return nil, used, errDamaged{"a block of abstracts ends in the middle of one"}
		}
		texts = append(texts, b[head:head+int(n)])
		b = b[head+int(n):]
	}
	return texts, used, nil
}

// abstracts reads the abstracts at the given places, each block once.
func abstracts(ctx context.Context, q querier, at []place) ([]string, error) {
	out := make([]string, len(at))
	return out, eachAbstract(ctx, q, at, func(i int32, text []byte) { out[i] = string(text) })
}

// eachAbstract calls use with the abstract at each of the places, in any order.
// The text is good until use returns.
func eachAbstract(ctx context.Context, q querier, at []place, use func(i int32, text []byte)) error {
	order := make([]int32, len(at))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(at[a].block, at[b].block), cmp.Compare(a, b))
	})
	var texts [][]byte
	var room []byte
	block := int64(-1)
	for _, i := range order {
		if p := at[i]; p.block != block {
			var body sql.RawBytes
			err := each(ctx, q, "SELECT body FROM abstracts WHERE block = ?", []any{p.block}, func(scan func(...any) error) (err error) {
				if err = scan(&body); err == nil {
					texts, room, err = unpackTexts(body, room)
				}
				return err
			})
			if err != nil {
				return fmt.Errorf("abstracts, block %d: %w", p.block, err)
			}
			block = p.block
		}
		if int(at[i].nth) >= len(texts) {
			return errDamaged{fmt.Sprintf("abstracts, block %d: no text %d", at[i].block, at[i].nth)}
		}
		use(i, texts[at[i].nth])
	}
	return nil
}
