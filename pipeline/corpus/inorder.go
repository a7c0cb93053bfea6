package corpus

import (
	"runtime"
	"sync"
)

// A batch carries raw records from the splitter to a worker and what became of
// them on to the caller. Batches are used again.
type batch struct {
	raw  []byte   // of all records, one after the other
	ends []int    // where each of them ends in raw
	recs []record // without their raw bytes
	out  []outcome
	done chan struct{}
}

const (
	batchBytes   = 256 << 10 // raw bytes after which a batch is full
	batchRecords = 512       // records after which a batch is full
)

// inOrder splits and reads records in parallel and hands them to use one after
// the other, in the order of the file. The first error of use ends the
// reading. At most a few batches are under way, and no goroutine is left when
// inOrder returns. The records given to use hold no raw bytes.
func inOrder(split splitter, read func(raw []byte) outcome, use func(record, outcome) error) error {
	workers := min(runtime.GOMAXPROCS(0), 8)
	order := make(chan *batch, workers+1) // in the order of the file
	work := make(chan *batch, workers+1)  // the same batches, for whoever is free
	free := make(chan *batch, workers+3)
	stop := make(chan struct{})

	var splitErr error
	go func() {
		defer close(order)
		defer close(work)
		b := newBatch(free)
		send := func() bool {
			select {
			case <-stop:
				return false
			case order <- b:
				work <- b
				b = newBatch(free)
				return true
			}
		}
		splitErr = split(func(rec record) bool {
			b.add(rec)
			return len(b.raw) < batchBytes && len(b.recs) < batchRecords || send()
		})
		if len(b.recs) > 0 {
			send()
		}
	}()

	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for b := range work {
				b.read(read)
			}
		})
	}

	var useErr error
	for b := range order {
		<-b.done
		for i := 0; i < len(b.recs) && useErr == nil; i++ {
			if useErr = use(b.recs[i], b.out[i]); useErr != nil {
				close(stop)
			}
		}
		select {
		case free <- b:
		default:
		}
	}
	all.Wait()
	if useErr != nil {
		return useErr
	}
	return splitErr
}

func newBatch(free chan *batch) *batch {
	select {
	case b := <-free:
		if cap(b.raw) > 4*batchBytes { // it held a giant: do not keep that
			b.raw = nil
		}
		clear(b.out)
		b.raw, b.ends, b.recs, b.out = b.raw[:0], b.ends[:0], b.recs[:0], b.out[:0]
		b.done = make(chan struct{})
		return b
	default:
		return &batch{done: make(chan struct{})}
	}
}

func (b *batch) add(rec record) {
	b.raw = append(b.raw, rec.raw...)
	b.ends = append(b.ends, len(b.raw))
	rec.raw = nil
	b.recs = append(b.recs, rec)
}

func (b *batch) read(read func(raw []byte) outcome) {
	from := 0
	for i, rec := range b.recs {
		if rec.bad != nil {
			b.out = append(b.out, outcome{flaw: rec.bad})
		} else {
			b.out = append(b.out, read(b.raw[from:b.ends[i]]))
		}
		from = b.ends[i]
	}
	close(b.done)
}
