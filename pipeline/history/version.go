package history

import (
	"context"
	"encoding/json"
	"fmt"

	"papertide/pipeline/corpus"
)

// A version is what the records of one run say about a paper, or what several
// versions say together.
type version struct {
	corpus.Paper // as the record has it, without engagement; its abstract may not be read yet
	at           place
	sum          digest
}

// versionColumns are what parse needs.
const versionColumns = "title, date, fields, block, place, sha256"

// scanVersion reads versionColumns after other columns.
func scanVersion(scan func(...any) error, before ...any) (v version, err error) {
	var title, date string
	var more, sum []byte
	if err := scan(append(before, &title, &date, &more, &v.at.block, &v.at.nth, &sum)...); err != nil {
		return v, err
	}
	var f fields
	if err := json.Unmarshal(more, &f); err != nil {
		return v, err
	}
	f.fill(&v.Paper)
	v.Title = title
	copy(v.sum[:], sum)
	return v, v.Date.UnmarshalText([]byte(date))
}

// together returns what the versions of each of some papers say together.
func together(ctx context.Context, q querier, papers [][]version) ([]version, error) {
	var at []place
	for _, versions := range papers {
		for _, v := range versions {
			at = append(at, v.at)
		}
	}
	texts, err := abstracts(ctx, q, at)
	if err != nil {
		return nil, err
	}
	all := make([]version, len(papers))
	for i, versions := range papers {
		for n, v := range versions {
			v.Abstract, texts = texts[0], texts[1:]
			if n == 0 {
				all[i] = v
				continue
			}
			p := corpus.Merge(all[i].Paper, v.Paper)
			if p.Abstract != all[i].Abstract {
				all[i].at = v.at
			}
			all[i].Paper = p
		}
		if len(versions) > 1 {
			p := &all[i].Paper
			fields, err := fieldsOf(p)
			if err != nil {
				return nil, fmt.Errorf("paper %s: %w", p.ID, err)
			}
			all[i].sum = sumOf(p.Title, p.Date.String(), fields, p.Abstract)
		}
	}
	return all, nil
}
