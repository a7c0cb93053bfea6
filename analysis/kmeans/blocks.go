package kmeans

// block is the number of points that one goroutine handles at a time. Sums
// over points fold block by block, so it is part of the result and fixed.
const block = 512

func blocks(n int) int { return (n + block - 1) / block }
