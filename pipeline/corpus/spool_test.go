package corpus

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

// wholePaper draws a paper with any of its fields set. A kind of field that it
// does not know fails the test, for the spool would not know it either.
func wholePaper(t *rapid.T) (p Paper) {
	v := reflect.ValueOf(&p).Elem()
	for i := range v.NumField() {
		var drawn any
		switch v.Field(i).Interface().(type) {
		case string:
			drawn = rapid.StringN(0, 40, -1).Draw(t, "text")
		case []string:
			if list := rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "list"); len(list) > 0 {
				drawn = list
			}
		case *int:
			if rapid.Bool().Draw(t, "known") {
				n := rapid.Int().Draw(t, "number")
				drawn = &n
			}
		case int:
			drawn = rapid.Int().Draw(t, "count")
		case bool:
			drawn = rapid.Bool().Draw(t, "truth")
		case calendar.Date:
			drawn = calendar.Date{Day: rapid.Int32().Draw(t, "day"), Precision: calendar.Precision(rapid.IntRange(0, 3).Draw(t, "precision"))}
		default:
			t.Fatalf("no value for %s", v.Type().Field(i).Name)
		}
		if drawn != nil {
			v.Field(i).Set(reflect.ValueOf(drawn))
		}
	}
	return p
}

// Every field comes back, so that a new one cannot be forgotten.
func TestSpoolKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Spool
		papers := rapid.SliceOfN(rapid.Custom(wholePaper), 1, 5).Draw(t, "papers")
		var records []Record
		for _, p := range papers {
			r, err := s.Append(p)
			if err != nil || r.ID != p.ID || r.Date != p.Date {
				t.Fatal(r, err)
			}
			records = append(records, r)
		}
		for i, r := range records {
			got, err := r.Paper()
			if d := cmp.Diff(papers[i], got); d != "" || err != nil {
				t.Fatal(d, err)
			}
		}
	})
}

// Eleven papers of 700 KiB need the file; all come back, those in memory too,
// and nothing is left behind.
func TestSpoolOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := NewSpool(dir)
	var records []Record
	for i := range 11 {
		r, err := s.Append(Paper{ID: string(rune('a' + i)), Abstract: strings.Repeat(string(rune('a'+i)), 700<<10)})
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	if s.file == nil || len(s.tail) > spoolBytes {
		t.Fatalf("%d bytes in memory", len(s.tail))
	}
	for i := len(records) - 1; i >= 0; i-- {
		p, err := records[i].Paper()
		if err != nil || p.ID != records[i].ID || p.Abstract != strings.Repeat(p.ID, 700<<10) {
			t.Errorf("record %d: %s, %d bytes, %v", i, p.ID, len(p.Abstract), err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSpoolWithoutFolder(t *testing.T) {
	s := NewSpool(t.TempDir() + "/missing")
	if _, err := s.Append(Paper{Abstract: strings.Repeat("x", spoolBytes)}); err == nil {
		t.Error("no error where no file can be made")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// A record that was cut off is an error, wherever it ends.
func TestSpoolCutShort(t *testing.T) {
	n := 7
	b := appendPaper(nil, &Paper{ID: "a", Title: "b", Aliases: []string{"c"}, Upvotes: &n, Comments: &n})
	for i := range b {
		if _, err := parsePaper(b[:i]); err == nil {
			t.Errorf("no error after %d of %d bytes", i, len(b))
		}
	}
}
