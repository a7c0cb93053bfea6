package corpus

import "bytes"

// layout says how a JSON file holds its records.
type layout int

const (
	notJSON      layout = iota
	jsonLines           // an object a line
	jsonValues          // arrays of records, or objects of many lines
	jsonWrapped         // objects that hold records, or arrays of such objects
	jsonEachLine        // a record a line, whatever it holds, as the user says
)

// wrappers are the names under which interfaces and archives put an array of
// records, or an object that holds one.
var wrappers = map[string]bool{
	"data": true, "papers": true, "results": true, "items": true, "records": true, "entries": true, "entry": true,
	"docs": true, "documents": true, "articles": true, "publications": true, "works": true, "hits": true,
	"response": true, "message": true, "content": true, "notes": true, "rows": true, "list": true, "value": true,
	"result": true, "resultlist": true, "collection": true, "submissions": true, "recommendedpapers": true,
}

// envelopes are those of them under which a record may stand by itself.
var envelopes = map[string]bool{"message": true, "data": true, "response": true, "result": true}

// layout returns what the user says, or else what the first bytes show.
func (o Options) layout(head []byte) layout {
	if o.Lines {
		return jsonEachLine
	}
	return layoutOf(head)
}

// layoutOf looks at the first bytes of a file.
func layoutOf(head []byte) layout {
	whole := len(head) < headSize
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return notJSON
	}
	switch head[0] {
	case '[':
		next := bytes.TrimLeft(head[1:], " \t\r\n")
		switch {
		case len(next) > 0 && next[0] == '{' && kindOf(next, 0) == holdsRecords:
			return jsonWrapped
		case len(next) > 0 && bytes.IndexByte([]byte(`{"[]`), next[0]) >= 0, bytes.HasPrefix(next, []byte("null")):
			return jsonValues
		}
		return notJSON
	case '{':
	default:
		return notJSON
	}
	if kindOf(head, 0) == holdsRecords || whole && holdsNone(head) {
		return jsonWrapped
	}
	// Lines, if any line holds an object whole: the first may be a broken one.
	for line := range bytes.Lines(head) {
		ended := line[len(line)-1] == '\n'
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] != '{' {
			continue
		}
		_, size, open := cutterOf(line).value(nil)
		if !open && size == int64(len(line)) || !ended && !whole && len(line) > headSize/2 {
			return jsonLines
		}
	}
	return jsonValues
}

// asides are the names of what interfaces say beside an array of records.
var asides = map[string]bool{
	"status": true, "messagetype": true, "messageversion": true, "version": true, "request": true, "query": true,
	"meta": true, "total": true, "totalresults": true, "hitcount": true, "count": true, "facets": true, "groupby": true,
	"offset": true, "next": true, "page": true, "itemsperpage": true, "token": true, "nextcursormark": true,
}

// holdsNone reports whether text is the whole answer of an interface that has
// no papers to list: an empty array, alone or under a name of wrappers and with
// nothing but asides beside it. An answer that says more ({"error": "busy",
// "data": []}) may have failed.
func holdsNone(text []byte) bool { return holdsNoneAt(bytes.TrimSpace(text), 0) }

func holdsNoneAt(text []byte, depth int) bool {
	if inner := bytes.TrimPrefix(text, []byte{'['}); len(inner) < len(text) {
		return string(bytes.TrimSpace(inner)) == "]"
	}
	if depth > deepest || len(text) == 0 || text[0] != '{' {
		return false
	}
	c := cutterOf(text)
	none := false
	c.skip()
	for {
		name, end := c.member()
		if end != ':' {
			_, more := c.next()
			return none && end == '}' && !more
		}
		from := c.at
		c.value(nil)
		switch value := text[from:c.at]; {
		case wrappers[name] && holdsNoneAt(value, depth+1):
			none = true
		case !asides[name], name == "status" && !isSuccess(value):
			return false
		}
	}
}

// isSuccess reports whether a status says that all went well.
func isSuccess(value []byte) bool {
	switch string(bytes.ToLower(value)) {
	case `"ok"`, `"success"`, "200", "true":
		return true
	}
	return false
}

// jsonKind says what an object is for.
type jsonKind int

const (
	otherObject  jsonKind = iota
	isRecord              // it has a title
	holdsRecords          // an array of objects, or of texts that hold objects, under a name of wrappers, or a record in an envelope
)

// kindOf looks at an object, whose text may end early.
func kindOf(text []byte, depth int) jsonKind {
	c := cutterOf(text)
	kind := otherObject
	c.next()
	c.skip()
	for {
		name, end := c.member()
		switch {
		case end != ':':
			return kind
		case fieldOf[name] == fieldTitle:
			return isRecord
		}
		from := c.at
		c.value(nil)
		if wrappers[name] && holds(name, text[from:c.at], depth) {
			kind = holdsRecords
		}
	}
}

// holds reports whether the value under a name of wrappers holds records.
func holds(name string, value []byte, depth int) bool {
	switch {
	case value[0] == '[':
		inner := bytes.TrimLeft(value[1:], " \t\r\n")
		return bytes.HasPrefix(inner, []byte("{")) || bytes.HasPrefix(inner, []byte(`"{`))
	case value[0] == '{' && depth < deepest:
		kind := kindOf(value, depth+1)
		return kind == holdsRecords || kind == isRecord && envelopes[name]
	}
	return false
}
