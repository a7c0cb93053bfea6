package history

import (
	"cmp"
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls f with 0 to n−1, on all processors. Each call writes its own
// slot; the error of the lowest number counts.
func parallel(n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers && errs[w] == nil; i++ {
				errs[w] = f(i)
			}
		})
	}
	wait.Wait()
	return cmp.Or(errs...)
}

// ahead calls use with 0 to n−1, in order and in the caller's goroutine, and
// with what prepare made of each; prepare runs ahead of it on other processors. The
// first error of either ends it.
func ahead[T any](n int, prepare func(i int) (T, error), use func(i int, made T) error) error {
	type result struct {
		made T
		err  error
	}
	results := make([]chan result, n)
	for i := range results {
		results[i] = make(chan result, 1)
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	defer wait.Wait()
	defer next.Store(int64(n)) // what is not begun is not needed
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				made, err := prepare(i)
				results[i] <- result{made, err}
			}
		})
	}
	for i, r := range results {
		r := <-r
		if r.err != nil {
			return r.err
		}
		if err := use(i, r.made); err != nil {
			return err
		}
	}
	return nil
}
