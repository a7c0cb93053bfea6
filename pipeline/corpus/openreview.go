package corpus

// Notes of OpenReview: papers, and the reviews, decisions and replies to them.
// What is said of a paper stands in its content; in the second version of the
// interface each member of that is an object with a value.
var openReviewNotes = jsonShape{
	is: func(o object) bool {
		content := o.member["content"]
		return len(content) > 0 && content[0] == '{' && o.has("forum", "invitation", "invitations", "cdate", "tcdate")
	},
	paper: openReviewPaper,
}

func openReviewPaper(r *readers, o object) (Paper, *flaw) {
	content := object{member: map[string][]byte{}}
	_ = r.members(o.member["content"], func(name, value []byte) {
		if value[0] == '{' {
			value = o.value(r, value)
		}
		if len(value) > 0 && !empty(value) {
			content.set(fieldName(name), value)
		}
	})
	if o.has("replyto") && o.text("replyto") != o.text("id") {
		return Paper{}, &flaw{"not a paper", "a reply: " + content.text("title", "decision", "comment", "review")}
	}
	p, bad := r.paper(content.values)
	if bad != nil {
		return Paper{}, bad
	}
	p.ID, p.Source = "", "openreview"
	if id := o.text("forum", "id"); id != "" {
		p.ID, p.URL = "openreview:"+id, "https://openreview.net/forum?id="+id
	}
	for _, name := range []string{"cdate", "tcdate", "odate", "pdate"} {
		if p.Date.IsZero() {
			p.Date, bad = parseDate(o.text(name))
		}
	}
	return p, bad
}

// value returns what stands under "value" in an object, or else the object.
func (o object) value(r *readers, raw []byte) []byte {
	inner, _ := r.objectOf(raw)
	if v := inner.member["value"]; len(v) > 0 {
		return v
	}
	return raw
}
