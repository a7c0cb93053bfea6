package lsa

// chunk is the number of rows that one goroutine handles at a time. Sums over
// rows fold chunk by chunk, so it is part of the result and fixed.
const chunk = 1024

func chunks(rows int) int { return (rows + chunk - 1) / chunk }
