package reports

import (
	"bytes"
	"encoding/json"
	"io"
)

type jsonlEncoder struct {
	w     io.Writer
	heads []columnHead
	line  bytes.Buffer
	text  *json.Encoder // writes to line
}

func newJSONL(w io.Writer, heads []columnHead) encoder {
	e := &jsonlEncoder{w: w, heads: heads}
	e.text = json.NewEncoder(&e.line)
	e.text.SetEscapeHTML(false)
	return e
}

func (e *jsonlEncoder) row(cells []datum) error {
	e.line.Reset()
	for i, c := range cells {
		e.line.WriteByte("{,"[min(i, 1)])
		e.line.WriteString(`"` + e.heads[i].name + `":`)
		switch k := e.heads[i].kind; {
		case !c.known:
			e.line.WriteString("null")
		case k == textKind:
			if err := e.text.Encode(c.text); err != nil {
				return err
			}
			e.line.Truncate(e.line.Len() - 1) // Encode ends its value with a line feed
		default:
			e.line.WriteString(c.plain(k))
		}
	}
	e.line.WriteString("}\n")
	_, err := e.w.Write(e.line.Bytes())
	return err
}

func (e *jsonlEncoder) close() error { return nil }
