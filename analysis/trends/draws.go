package trends

import "papertide/analysis/calendar"

// CountDraws counts clusterings of resampled papers for c, which was counted
// from the same dates. of is each paper's topic, resampled by clustering the
// topic that the paper's cluster matches best, both as an index of c.Topic;
// −1 in of is no topic, and in resampled a paper that was not drawn.
func CountDraws(c Counts, dates []calendar.Date, of []int32, resampled [][]int32) []Draw {
	return nil
}
