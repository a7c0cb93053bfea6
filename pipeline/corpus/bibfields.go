package corpus

import (
	"fmt"
	"strings"
)

// A bibField is a field of an entry, its name in small letters.
type bibField struct{ name, value string }

// A bibParser takes the text between the brackets of an entry apart.
type bibParser struct {
	text   string
	at     int
	macros map[string]string
	line   int // of the file, where text begins
	size   int // of all values so far, bytes: macros may multiply them
}

// flaw tells what is wrong at the place that was reached.
func (p *bibParser) flaw(what string) *flaw {
	line := p.line + strings.Count(p.text[:min(p.at, len(p.text))], "\n")
	return &flaw{"malformed entry", fmt.Sprintf("line %d: %s", line, what)}
}

// skip passes what may stand between fields: white space, commas.
func (p *bibParser) skip(chars string) {
	for p.at < len(p.text) && strings.IndexByte(chars, p.text[p.at]) >= 0 {
		p.at++
	}
}

const (
	bibSpace = " \t\r\n"
	bibEnds  = bibSpace + ",#={}\"" // what ends a name or a bare value
)

// word reads up to one of the bytes of bibEnds.
func (p *bibParser) word() string {
	from := p.at
	for p.at < len(p.text) && strings.IndexByte(bibEnds, p.text[p.at]) < 0 {
		p.at++
	}
	return p.text[from:p.at]
}

// key passes the citation key and its comma, either of which may be missing.
func (p *bibParser) key() {
	key, _, _ := strings.Cut(p.text, ",")
	if !strings.Contains(key, "=") {
		p.at = len(key)
		return
	}
	p.skip(bibSpace)
	p.word()
	if p.skip(bibSpace); p.text[p.at] == '=' { // it was the name of a field
		p.at = 0
	}
}

// entry reads key and fields; the entry of @string has no key.
func (p *bibParser) entry(keyless bool) ([]bibField, *flaw) {
	if !keyless {
		p.key()
	}
	var fields []bibField
	for {
		if p.skip(bibSpace + ","); p.at == len(p.text) {
			return fields, nil
		}
		from := p.at
		name := strings.ToLower(p.word())
		p.skip(bibSpace)
		if p.at == len(p.text) || p.text[p.at] != '=' || name == "" {
			return nil, p.flaw(fmt.Sprintf("want name = value, found %.40q", p.text[from:]))
		}
		p.at++
		value, bad := p.value()
		if bad != nil {
			return nil, bad
		}
		fields = append(fields, bibField{name, value})
	}
}

// value reads the parts of a value, joined by "#".
func (p *bibParser) value() (string, *flaw) {
	var value strings.Builder
	for {
		p.skip(bibSpace)
		part, bad := p.part()
		if bad != nil {
			return "", bad
		}
		if p.size += len(part); p.size > MaxRecord {
			return "", tooLong(int64(p.size))
		}
		value.WriteString(part)
		p.skip(bibSpace)
		if p.at == len(p.text) || p.text[p.at] != '#' {
			return value.String(), nil
		}
		p.at++
	}
}

// part reads a text in braces or quotation marks, a macro or a bare word.
func (p *bibParser) part() (string, *flaw) {
	if p.at == len(p.text) {
		return "", p.flaw("want a value, found the end of the entry")
	}
	from := p.at
	opening := p.text[p.at]
	if opening != '{' && opening != '"' {
		word := p.word()
		if word == "" && (p.at == len(p.text) || p.text[p.at] != ',') { // "month = ," says nothing
			return "", p.flaw(fmt.Sprintf("want a value, found %.20q", p.text[p.at:]))
		}
		if v, ok := p.macros[strings.ToLower(word)]; ok {
			return v, nil
		}
		return word, nil
	}
	depth := 0
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '}' && opening == '{', c == '"' && opening == '"' && depth == 0:
			p.at++
			return p.text[from+1 : p.at-1], nil
		}
	}
	p.at = from
	return "", p.flaw("quotation mark never closed")
}

// encodeFields writes fields as the raw record that decodeFields reads.
func encodeFields(fields []bibField) []byte {
	var raw []byte
	for _, f := range fields {
		raw = append(append(raw, f.name...), 0)
		raw = append(append(raw, strings.ReplaceAll(f.value, "\x00", " ")...), 0)
	}
	return raw
}

// decodeFields returns the fields of a raw record by name; of several of a name
// the first that says something.
func decodeFields(raw []byte) map[string]string {
	fields := map[string]string{}
	rest := string(raw)
	for rest != "" {
		var name, value string
		name, rest, _ = strings.Cut(rest, "\x00")
		value, rest, _ = strings.Cut(rest, "\x00")
		if value = strings.TrimSpace(value); fields[name] == "" {
			fields[name] = value
		}
	}
	return fields
}
