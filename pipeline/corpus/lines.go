package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// MaxRecord is the largest raw record that is read, bytes. Nothing that
// describes one paper comes near it; what does is broken or hostile.
const MaxRecord = 8 << 20

// tooLong is the flaw of a record of size bytes.
func tooLong(size int64) *flaw {
	return &flaw{"record too long", fmt.Sprintf("%d bytes, at most %d are read", size, MaxRecord)}
}

// cutOff is the flaw of a record that ends where damaged compression does.
var cutOff = &flaw{reason: "record cut off"}

// eachLine hands on the lines of r without their ends. A line of more than
// MaxRecord bytes has its size as flaw and no bytes; one in whose middle r
// fails is cut off. It returns r's error other than io.EOF.
func eachLine(r *bufio.Reader, use func(number int, line []byte, bad *flaw) bool) error {
	var long []byte // a line that is longer than r's buffer
	for number := 1; ; number++ {
		line, err := r.ReadSlice('\n')
		read := int64(len(line))
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long[:0], line...)
			for errors.Is(err, bufio.ErrBufferFull) {
				line, err = r.ReadSlice('\n')
				if read += int64(len(line)); read <= MaxRecord+1 {
					long = append(long, line...)
				}
			}
			line = long
		}
		size := read
		if err == nil {
			size-- // the line break
		}
		var bad *flaw
		switch {
		case size > MaxRecord:
			line, bad = nil, tooLong(size)
		case err != nil && err != io.EOF && size > 0:
			bad = cutOff
		}
		if read > 0 && !use(number, trimEnd(line), bad) {
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// trimEnd takes the end of the line away, "\n" or "\r\n".
func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
