package corpus

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/parquet-go/parquet-go"
)

// Parquet holds a table by columns. Of its columns those are read whose names
// mean something in JSON records, too; a row becomes such a record, with lists
// as arrays, so that both are understood alike.

// mostFooter is the size of the description of a Parquet file up to which it
// is read, bytes. It is held in memory; row groups of a thousand columns have
// some hundred KiB each.
const mostFooter = 64 << 20

// isParquet knows the mark of the format before the header of a first page.
func isParquet(head []byte) bool {
	return len(head) > 4 && bytes.HasPrefix(head, []byte("PAR1\x15"))
}

// parquet reads the rows of a Parquet file, one row group after the other.
func (x *reading) parquet(in *Input, from source) (err error) {
	at, done, cut := x.anywhere(from)
	if at == nil {
		return cut
	}
	defer func() { err = errors.Join(err, done()) }()
	t, err := openParquet(at, at.Size())
	switch {
	case errors.Is(err, ErrFormat), errors.Is(err, ErrRefused):
		return err
	case err != nil:
		return fmt.Errorf("%w: parquet: %w", ErrDamaged, err)
	}
	in.Format = "parquet"
	var pool readers
	return x.records(in, "parquet", t.split, func(raw []byte) (Paper, *flaw) {
		v, bad := pool.valuesOf(raw)
		if bad != nil {
			return Paper{}, bad
		}
		return pool.paper(v)
	})
}

// A parquetTable is the part of a Parquet file that is read.
type parquetTable struct {
	file    *parquet.File
	at      io.ReaderAt
	size    int64
	columns []parquetColumn
}

// A parquetColumn is a column that is read.
type parquetColumn struct {
	name string // of the record's member
	leaf parquet.LeafColumn
}

// openParquet reads the description of a file. The library panics at some that
// are broken.
func openParquet(at io.ReaderAt, size int64) (t *parquetTable, err error) {
	defer recovered(&err)
	var end [8]byte
	if _, err := at.ReadAt(end[:], size-int64(len(end))); err != nil && err != io.EOF {
		return nil, err
	}
	if n := binary.LittleEndian.Uint32(end[:]); n > mostFooter || int64(n)+12 > size || string(end[4:]) != "PAR1" {
		return nil, errors.New("it does not end as it should: cut off, or not copied whole")
	}
	t = &parquetTable{at: at, size: size}
	t.file, err = parquet.OpenFile(at, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(headSize))
	if err != nil {
		return nil, err
	}
	named := [fieldCount]bool{}
	schema := t.file.Schema()
	for _, path := range schema.Columns() {
		f := fieldOf[fieldName([]byte(path[0]))]
		leaf, found := schema.Lookup(path...)
		if f == noField || !found || !holdsText(path) || t.has(path[0]) {
			continue
		}
		named[f] = true
		t.columns = append(t.columns, parquetColumn{path[0], leaf})
	}
	if !named[fieldTitle] {
		return nil, fmt.Errorf("%w: Parquet without a column \"title\"", ErrFormat)
	}
	return t, nil
}

func (t *parquetTable) has(name string) bool {
	for _, c := range t.columns {
		if c.name == name {
			return true
		}
	}
	return false
}

// holdsText reports whether a column is a value of its own, an element of a
// list, or the name in a list of persons.
func holdsText(path []string) bool {
	switch path[len(path)-1] {
	case "element", "item", "array", "array_element", "name", "fullname", "full_name", "display_name":
		return true
	}
	return len(path) == 1
}

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("broken: %.100v", p)
	}
}

// split makes a record of each row.
func (t *parquetTable) split(emit func(record) bool) (err error) {
	defer recovered(&err)
	row := 0
	for nth := range t.file.RowGroups() {
		more, err := t.group(nth, &row, emit)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// group makes a record of each row of a row group.
func (t *parquetTable) group(nth int, row *int, emit func(record) bool) (more bool, err error) {
	group, about := t.file.RowGroups()[nth], t.file.Metadata().RowGroups[nth].Columns
	cells := make([]*cellReader, len(t.columns))
	for i, c := range t.columns {
		if err := t.checkPages(&about[c.leaf.ColumnIndex].MetaData); err != nil {
			return false, fmt.Errorf("column %.40q: %w", c.name, err)
		}
		cells[i] = &cellReader{pages: group.ColumnChunks()[c.leaf.ColumnIndex].Pages(), print: printerOf(c.leaf.Node.Type())}
		defer cells[i].close()
	}
	var raw []byte
	for range group.NumRows() {
		raw = append(raw[:0], '{')
		*row++
		var long *flaw
		for i, c := range t.columns {
			if raw, err = jsontext.AppendQuote(raw, c.name); err != nil {
				return false, err
			}
			raw = append(raw, ':')
			if raw, err = cells[i].cell(raw, c.leaf.MaxRepetitionLevel > 0); err != nil {
				return false, fmt.Errorf("column %.40q: %w", c.name, err)
			}
			if len(raw) > MaxRecord {
				long = tooLong(int64(len(raw)))
				raw = append(raw[:0], '{')
				continue
			}
			raw = append(raw, ',')
		}
		raw[len(raw)-1] = '}'
		rec := record{raw: raw, nth: *row}
		if long != nil {
			rec = record{nth: *row, bad: long}
		}
		if !emit(rec) {
			return false, nil
		}
	}
	return true, nil
}

// A cellReader reads a column, row by row.
type cellReader struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buffer [64]parquet.Value
	have   []parquet.Value // read and not used
	print  func([]byte, parquet.Value) []byte
}

func (c *cellReader) close() {
	parquet.Release(c.page)
	_ = c.pages.Close()
}

// next makes sure that there is a value. It returns io.EOF at the end.
func (c *cellReader) next() error {
	for len(c.have) == 0 {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if err != nil {
				return err
			}
			parquet.Release(c.page)
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buffer[:])
		c.have = c.buffer[:n]
		if err == io.EOF {
			c.values = nil
		} else if err != nil {
			return err
		} else if n == 0 {
			return io.ErrNoProgress
		}
	}
	return nil
}

// cell appends what the column has in the next row, as JSON.
func (c *cellReader) cell(raw []byte, list bool) ([]byte, error) {
	if err := c.next(); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return raw, err
	}
	if !list {
		raw = c.print(raw, c.have[0])
		c.have = c.have[1:]
		return raw, nil
	}
	raw = append(raw, '[')
	for first := true; ; first = false {
		err := c.next()
		if err == io.EOF || err == nil && !first && c.have[0].RepetitionLevel() == 0 {
			return append(raw, ']'), nil
		}
		if err != nil {
			return raw, err
		}
		if v := c.have[0]; !v.IsNull() && len(raw) <= MaxRecord {
			if raw[len(raw)-1] != '[' {
				raw = append(raw, ',')
			}
			raw = c.print(raw, v)
		}
		c.have = c.have[1:]
	}
}

// printerOf returns how values of a type are written as JSON.
func printerOf(t parquet.Type) func([]byte, parquet.Value) []byte {
	unit, day := timeOf(t)
	return func(raw []byte, v parquet.Value) []byte {
		if v.IsNull() {
			return append(raw, "null"...)
		}
		switch v.Kind() {
		case parquet.ByteArray, parquet.FixedLenByteArray:
			raw, _ = jsontext.AppendQuote(raw, v.ByteArray()) // its only error is invalid UTF-8, which it repairs
			return raw
		case parquet.Boolean:
			return strconv.AppendBool(raw, v.Boolean())
		case parquet.Int32:
			if day {
				return appendDay(raw, int64(v.Int32()))
			}
			return strconv.AppendInt(raw, int64(v.Int32()), 10)
		case parquet.Int64:
			if unit > 0 {
				return appendDay(raw, floorDiv(v.Int64(), int64(24*60*60)*unit))
			}
			return strconv.AppendInt(raw, v.Int64(), 10)
		case parquet.Int96: // nanoseconds of the day, then the Julian day, of which 2,440,588 is 1970-01-01
			return appendDay(raw, int64(int32(v.Int96()[2]))-2_440_588)
		case parquet.Float:
			return appendNumber(raw, float64(v.Float()), 32)
		case parquet.Double:
			return appendNumber(raw, v.Double(), 64)
		}
		return append(raw, "null"...)
	}
}
