package history

import (
	"bytes"
	"context"
	"database/sql"
)

// An Altered paper is one of which the file holds something else than what was
// read: something that is not this program changed its title, date, abstract or
// another field.
type Altered struct {
	ID   string
	From int // the run that read what was altered
}

// Altered compares all papers, abstracts included, with the digests that were
// taken when they were read, and returns those that differ. Where a block of
// abstracts cannot be unpacked, these are all papers in it.
func (d *DB) Altered(ctx context.Context) ([]Altered, error) {
	var all []Altered
	block, texts, room := int64(0), [][]byte(nil), []byte(nil)
	check := func(scan func(...any) error) error {
		var run int
		var id, title, date, fields string
		var at place
		var sum []byte
		var body sql.RawBytes
		if err := scan(&id, &run, &title, &date, &fields, &sum, &at.block, &at.nth, &body); err != nil {
			return err
		}
		if at.block != block {
			block = at.block
			texts, room, _ = unpackTexts(body, room) // none of them is right where this fails
		}
		if int(at.nth) < len(texts) {
			if is := sumOf(title, date, fields, string(texts[at.nth])); bytes.Equal(is[:], sum) {
				return nil
			}
		}
		all = append(all, Altered{ID: id, From: run})
		return nil
	}
	err := d.view(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, `SELECT p.id, v.run, v.title, v.date, v.fields, v.sha256, v.block, v.place, a.body
			FROM version v JOIN paper p USING (paper) LEFT JOIN abstracts a USING (block) ORDER BY v.version`, nil, check)
	})
	return all, err
}
