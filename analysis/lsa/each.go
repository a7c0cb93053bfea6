package lsa

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// chunk is the number of rows that one goroutine handles at a time. Sums over
// rows fold chunk by chunk, so it is part of the result and fixed.
const chunk = 1024

func chunks(rows int) int { return (rows + chunk - 1) / chunk }

// count returns how many goroutines workers stands for.
func count(workers int) int {
	if workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return workers
}

// each starts goroutines that share the tasks 0 to n−1: work calls next until
// it returns a negative number, so it can keep scratch memory between tasks.
func each(workers, n int, work func(next func() int)) {
	var taken atomic.Int64
	next := func() int {
		if i := int(taken.Add(1)) - 1; i < n {
			return i
		}
		return -1
	}
	workers = min(count(workers), n)
	if workers <= 1 {
		work(next)
		return
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { work(next) })
	}
	wg.Wait()
}
