package corpus

// A jsonShape is a JSON format whose records the names of fields alone do not
// explain.
type jsonShape struct {
	// is reports whether a record is of this shape.
	is func(o object) bool
	// paper reads a record.
	paper func(p *readers, o object) (Paper, *flaw)
}

// object is a record whose members are all wanted. It belongs to its raw text.
type object struct {
	values values            // what the general reader knows
	member map[string][]byte // what says something, by name as fieldName writes it; of several of a name the first
}

// objectOf reads the members of a record: see record.
func (p *readers) objectOf(raw []byte) (o object, bad *flaw) {
	begin := func() { o = object{member: map[string][]byte{}} }
	begin()
	bad = p.record(raw, begin, o.set)
	return o, bad
}

// set puts a member into o.
func (o *object) set(name string, value []byte) {
	if _, twice := o.member[name]; twice {
		return
	}
	o.member[name] = value
	if f := fieldOf[name]; f != noField && len(o.values[f]) == 0 {
		o.values[f] = value
	}
}

// inside returns the members of the object under a name; none where there is no
// object.
func (o object) inside(p *readers, name string) object {
	inner, _ := p.objectOf(o.member[name])
	return inner
}

// has reports whether o has one of the members.
func (o object) has(names ...string) bool {
	for _, name := range names {
		if len(o.member[name]) > 0 {
			return true
		}
	}
	return false
}

// text returns the text under the first of the names that has one: see textOf.
func (o object) text(names ...string) string {
	for _, name := range names {
		if s := textOf(o.member[name]); s != "" {
			return s
		}
	}
	return ""
}

// each calls use for each object in the array under a name.
func (o object) each(p *readers, name string, use func(object)) {
	array := o.member[name]
	if len(array) == 0 || array[0] != '[' {
		return
	}
	for _, raw := range elements(array) {
		if e, bad := p.objectOf(raw); bad == nil {
			use(e)
		}
	}
}

// fits looks for a record of this shape among the first of a file.
func (s jsonShape) fits(head []byte) bool {
	var pool readers
	found := false
	firstRecords(head, func(raw []byte) bool {
		o, bad := pool.objectOf(raw)
		found = bad == nil && s.is(o)
		return !found
	})
	return found
}

func (s jsonShape) open(st *stream, o Options, _ *Input) (splitter, parser) {
	head, _ := st.text.Peek(headSize)
	var pool readers
	return splitJSON(st.text, o.layout(head)), func(raw []byte) (Paper, *flaw) {
		o, bad := pool.objectOf(raw)
		if bad != nil {
			return Paper{}, bad
		}
		return s.paper(&pool, o)
	}
}
