package reports

import (
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
)

type parquetEncoder struct {
	w     *parquet.GenericWriter[any]
	heads []columnHead
	rows  []parquet.Row // the one row at hand
}

// rowGroup is the number of rows that the writer holds before it writes them:
// some 15 MB of abstracts.
const rowGroup = 10_000

var parquetNodes = [...]parquet.Node{
	textKind:     parquet.String(),
	integerKind:  parquet.Int(64),
	fractionKind: parquet.Leaf(parquet.DoubleType),
	truthKind:    parquet.Leaf(parquet.BooleanType),
}

func newParquet(w io.Writer, name string, heads []columnHead) encoder {
	schema := parquet.NewSchema(name, newInOrder(heads))
	return &parquetEncoder{
		w: parquet.NewGenericWriter[any](w, schema,
			parquet.Compression(&parquet.Zstd),
			parquet.MaxRowsPerRowGroup(rowGroup),
			parquet.CreatedBy("papertide", "1", "")), // the default names the build
		heads: heads,
		rows:  []parquet.Row{make(parquet.Row, len(heads))},
	}
}

func (e *parquetEncoder) row(cells []datum) error {
	for i, c := range cells {
		var v parquet.Value
		level := 0
		if c.known {
			level = 1
			switch e.heads[i].kind {
			case textKind:
				v = parquet.ByteArrayValue([]byte(c.text))
			case integerKind:
				v = parquet.Int64Value(int64(c.number))
			case fractionKind:
				v = parquet.DoubleValue(c.number)
			case truthKind:
				v = parquet.BooleanValue(c.number == 1)
			}
		}
		e.rows[0][i] = v.Level(0, level, i)
	}
	_, err := e.w.WriteRows(e.rows)
	return err
}

func (e *parquetEncoder) close() error { return e.w.Close() }

// inOrder is a group of columns in the order of the contract, where
// parquet.Group has them by name.
type inOrder struct {
	parquet.Group
	heads []columnHead
}

func newInOrder(heads []columnHead) inOrder {
	g := inOrder{parquet.Group{}, heads}
	for _, h := range heads {
		g.Group[h.name] = parquet.Optional(parquetNodes[h.kind])
	}
	return g
}

func (g inOrder) Fields() []parquet.Field {
	place := func(f parquet.Field) int {
		return slices.IndexFunc(g.heads, func(h columnHead) bool { return h.name == f.Name() })
	}
	fields := g.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int { return place(a) - place(b) })
	return fields
}
