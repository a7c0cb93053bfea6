package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	thrifted "github.com/parquet-go/parquet-go/format"
)

// timeOf returns how many units of a column of times make a second, 0 if it is
// none, and whether it is a column of days.
func timeOf(t parquet.Type) (unit int64, day bool) {
	l := t.LogicalType()
	if l == nil {
		return 0, false
	}
	switch v := l.Value.(type) {
	case *thrifted.DateType:
		return 0, true
	case *thrifted.TimestampType:
		if v.Unit.Value != nil {
			return int64(time.Second / v.Unit.Value.Duration()), false
		}
	}
	return 0, false
}

// appendDay appends a day, counted from 1970-01-01, as a quoted date; null if
// nobody can mean it.
func appendDay(raw []byte, day int64) []byte {
	if day < -365_000 || day > 2_932_896 { // the years 970 to 9999
		return append(raw, "null"...)
	}
	return time.Unix(day*24*60*60, 0).UTC().AppendFormat(raw, `"2006-01-02"`)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// appendNumber appends a number as the shortest decimal that gives it back.
func appendNumber(raw []byte, f float64, bits int) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(raw, "null"...)
	}
	return strconv.AppendFloat(raw, f, 'f', -1, bits)
}

// Bounds on one page of a column. Writers make pages of 1 MiB, dictionaries of
// somewhat more, and the largest ones in the wild hold a whole row group.
const (
	mostPage       = 512 << 20 // bytes, packed or not
	mostPageValues = 16 << 20
	mostPageHead   = 256 << 10 // bytes
)

var errPage = fmt.Errorf("%w: a page larger than papers need", ErrRefused)

// checkPages walks over the headers of a chunk's pages, before the library
// makes room for what they announce.
func (t *parquetTable) checkPages(about *thrifted.ColumnMetaData) error {
	from := about.DataPageOffset
	if about.DictionaryPageOffset != 0 {
		from = about.DictionaryPageOffset
	}
	if from < 0 || about.TotalCompressedSize < 0 || from > t.size || about.TotalCompressedSize > t.size-from {
		return errors.New("its pages lie outside of the file")
	}
	r := bufio.NewReaderSize(io.NewSectionReader(t.at, from, about.TotalCompressedSize), mostPageHead)
	var proto thrift.CompactProtocol
	unpacked := int64(0)
	for {
		head, err := r.Peek(mostPageHead)
		if len(head) == 0 {
			if err == io.EOF {
				return nil
			}
			return err
		}
		h := proto.NewReaderFromBytes(head)
		var page thrifted.PageHeader
		if err := thrift.NewDecoder(h).Decode(&page); err != nil {
			return err
		}
		values := max(page.DataPageHeader.V.NumValues, page.DataPageHeaderV2.V.NumValues, page.DictionaryPageHeader.V.NumValues)
		unpacked += int64(page.UncompressedPageSize)
		if page.CompressedPageSize < 0 || max(page.CompressedPageSize, page.UncompressedPageSize) > mostPage || values > mostPageValues ||
			unpacked > freeBytes+mostRatio*t.size {
			return errPage
		}
		if _, err := r.Discard(h.BytesRead() + int(page.CompressedPageSize)); err != nil {
			if err == io.EOF {
				return io.ErrUnexpectedEOF
			}
			return err
		}
	}
}
