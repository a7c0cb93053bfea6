package fetch

import (
	"bytes"
	"testing"

	"papertide/analysis/calendar"
)

// FuzzAnswers: whatever a source answers is an error or a page, and of an OAI-PMH
// answer nothing is kept that was not in it.
func FuzzAnswers(f *testing.F) {
	for _, s := range []string{
		listing("2025-06-02", 0, 2), feed(2, 0, 2), list("a", record("2505.00001", "2025-05-10"), record("0901.00001", "2009-01-05")),
		oai(`<error code="noRecordsMatch"/>`), `{"meta":{"next_cursor":"x"},"results":[{}]}`, "<!doctype html>", "<feed><a></b></feed>",
		"<OAI-PMH><responseDate>now<record></OAI-PMH>", // tags that are closed by others
		"<?xml version='1.0' encoding='ISO-8859-1'?><OAI-PMH><record><created>2025-05-10</created>\xe9\v</record></OAI-PMH>",
	} {
		f.Add([]byte(s))
	}
	first, last := calendar.NewDate(2025, 5, 1), calendar.NewDate(2025, 5, 31)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, read := range []func([]byte) (page, error){readList, readWorks, readFeed} {
			if p, err := read(body); err == nil && (!bytes.Equal(p.body, body) || p.papers < 0 || p.total < 0) {
				t.Errorf("%+v", p)
			}
		}
		p, err := readRecords(body, first, last)
		if err != nil {
			return
		}
		rest := body
		for _, c := range p.body { // a subsequence of body
			i := bytes.IndexByte(rest, c)
			if i < 0 {
				t.Fatalf("kept %q of %q", p.body, body)
			}
			rest = rest[i+1:]
		}
		again, err := readRecords(p.body, first, last)
		if err != nil || again.papers != p.papers || !bytes.Equal(again.body, p.body) || again.token != p.token {
			t.Errorf("what was kept is read otherwise: %+v, %v", again, err)
		}
	})
}
