package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// packRun returns the two blobs of a run: JSON of what it said without what has
// a row a paper, and the numbers that have. The names of Run's fields, and of
// those of the types in it, are part of the format: one that is renamed would
// be lost to older histories, of which one lies in testdata.
func packRun(r Run) (said, rows []byte, err error) {
	rows = zip(packFloats(r.Similarity, pairs(r.Spot)))
	r.Papers, r.Of, r.Similarity, r.Spot, r.Duplicates = nil, nil, nil, nil, nil
	text, err := json.Marshal(r)
	if err != nil { // a number that is none
		return nil, nil, fmt.Errorf("run %d cannot be stored: %w", r.Number, err)
	}
	return zip(text), rows, nil
}

// readSaid reads what run n said, but what has a row a paper.
func readSaid(ctx context.Context, q querier, n int) (*Run, error) {
	var packed []byte
	err := q.QueryRowContext(ctx, "SELECT body FROM said WHERE run = ?", n).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errDamaged{fmt.Sprintf("run %d is missing", n)}
	}
	if err != nil {
		return nil, err
	}
	text, err := unzip(packed)
	if err != nil {
		return nil, fmt.Errorf("run %d: %w", n, err)
	}
	var r Run
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("run %d: %w", n, err)
	}
	return &r, nil
}

// readRows reads the numbers that run n gave to its papers.
func (r *Run) readRows(ctx context.Context, q querier) error {
	var packed []byte
	if err := q.QueryRowContext(ctx, "SELECT rows FROM said WHERE run = ?", r.Number).Scan(&packed); err != nil {
		return err
	}
	b, err := unzip(packed)
	if err != nil {
		return fmt.Errorf("run %d: %w", r.Number, err)
	}
	parts, err := unpackFloats(b)
	if err != nil || len(parts) != 2 {
		return fmt.Errorf("run %d: %w", r.Number, errDamaged{"the papers' numbers"})
	}
	r.Similarity = parts[0]
	if spots := parts[1]; len(spots) > 0 {
		r.Spot = make([][2]float32, len(spots)/2)
		for i := range r.Spot {
			r.Spot[i] = [2]float32{spots[2*i], spots[2*i+1]}
		}
	}
	return nil
}

func pairs(v [][2]float32) []float32 {
	flat := make([]float32, 0, 2*len(v))
	for _, p := range v {
		flat = append(flat, p[0], p[1])
	}
	return flat
}
