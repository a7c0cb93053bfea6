package corpus

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// A file of a test's archive.
type memberOf struct {
	name string
	text []byte
}

func named(name, s string) memberOf { return memberOf{name, []byte(s)} }

func zipped(t testing.TB, members ...memberOf) []byte {
	t.Helper()
	return zippedBy(t, zip.Deflate, members...)
}

func zippedBy(t testing.TB, method uint16, members ...memberOf) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(93, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
	z.RegisterCompressor(95, func(w io.Writer) (io.WriteCloser, error) { return &lateXZ{to: w}, nil })
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: method})
		if err == nil {
			_, err = w.Write(m.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lateXZ begins when there is something to write: xz.NewWriter writes at once,
// before the header of the member.
type lateXZ struct {
	to io.Writer
	*xz.Writer
}

func (l *lateXZ) Write(p []byte) (n int, err error) {
	if l.Writer == nil {
		if l.Writer, err = xz.NewWriter(l.to); err != nil {
			return 0, err
		}
	}
	return l.Writer.Write(p)
}

// sizedZip stores members with their sizes in front of them, as programs do
// that can go back in the file.
func sizedZip(t testing.TB, members ...memberOf) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		n := uint64(len(m.text))
		w, err := z.CreateRaw(&zip.FileHeader{Name: m.name, CRC32: crc32.ChecksumIEEE(m.text), CompressedSize64: n, UncompressedSize64: n})
		if err == nil {
			_, err = w.Write(m.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func xzPacked(t testing.TB, s string) []byte {
	t.Helper()
	return packedBy(t, s, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
}

func packedBy(t testing.TB, s string, open func(w io.Writer) (io.WriteCloser, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.WriteString(w, s)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// onlyReader hides that a file can be read at random, as a pipe's cannot.
type onlyReader struct{ io.Reader }

// ids returns the ids of the papers.
func (g got) ids() string {
	var s []string
	for _, p := range g.papers {
		s = append(s, p.ID)
	}
	return strings.Join(s, " ")
}

func TestZip(t *testing.T) {
	page := pageOf("Dec 8, 2024", "May 5")
	bad := recordOf(1) + "\n{\"title\":\"No abstract\"}\n"
	for _, c := range []struct {
		what     string
		file     []byte
		ids      string // or their number
		rejected string
		format   string
		warnings string
	}{
		{"several formats", zipped(t, named("a.json", "["+recordOf(1)+"]"), named("sub/b.txt", page), named("c.jsonl", recordOf(2)+"\n"+recordOf(3))), "4", "", "zip (json, page)", ""},
		{"stored", zippedBy(t, 0, named("a.json", recordOf(1))), "paper1", "", "zip (json)", ""},
		{"zstd inside", zippedBy(t, 93, named("a.json", recordOf(1)), named("b.json", recordOf(2))), "paper1 paper2", "", "zip (json)", ""},
		{"xz inside", zippedBy(t, 95, named("a.json", recordOf(1))), "paper1", "", "zip (json)", ""},
		{"packed members", zipped(t, memberOf{"a.jsonl.gz", gzipped(t, recordOf(1))}, memberOf{"b", zstandard(t, recordOf(2))}, memberOf{"c", xzPacked(t, recordOf(3))}), "paper1 paper2 paper3", "", "zip (json)", ""},
		{"archive in an archive", zipped(t, memberOf{"in.zip", zipped(t, named("a.json", recordOf(1)), memberOf{"b.gz", gzipped(t, recordOf(2))})}), "paper1 paper2", "", "zip (zip (json))", ""},
		{"in gzip", gzipped(t, string(zipped(t, named("a.json", recordOf(1))))), "paper1", "", "zip (json)", ""},
		{"places", zipped(t, named("a/b.jsonl", bad), memberOf{"i.zip", zipped(t, named("c", bad))}), "paper1 paper1", "in/a/b.jsonl:2 in/i.zip/c:2", "zip (json, zip (json))", ""},
		{"names are names", zipped(t, named("../../etc/\x1b[31mpasswd", bad), named("/root/.ssh/x", recordOf(2)), named(`C:\a.json`, recordOf(3))), "paper1 paper3", "in/../../etc/[31mpasswd:2", "zip (json)", ""},
		{"hidden", zipped(t, named("__MACOSX/._a.json", "x"), named(".DS_Store", "x"), named("d/", ""), named("./a.json", recordOf(1))), "paper1", "", "zip (json)", ""},
		{
			"others", zipped(t, named("readme.md", "Dear reader"), named("a.json", recordOf(1)), named("empty.json", ""), memberOf{"x.gz", []byte("\x1f\x8b\x08")}), "paper1", "", "zip (json)",
			"left out: readme.md: not a known format|left out: empty.json: empty file|left out: x.gz: damaged from its start: gzip: unexpected EOF",
		},
		{
			"too deep", zipped(t, named("a.json", recordOf(1)), memberOf{"1.zip", zipped(t, memberOf{"2.zip", zipped(t, named("b.json", recordOf(2)))}, named("c.json", recordOf(3)))}), "paper1 paper3", "", "zip (json, zip (json))",
			"1.zip: left out: 2.zip: refused: an archive in an archive in an archive",
		},
		{"warnings of a member", zipped(t, named("a.json", "{\"title\":\"caf\xe9 of words\",\"abstract\":\"two words\"}")), "1", "", "zip (json)", "a.json: 1 record holds invalid UTF-8: such bytes became U+FFFD"},
	} {
		for _, random := range []bool{true, false} {
			var r io.Reader = bytes.NewReader(c.file)
			if !random {
				r = onlyReader{r}
			}
			dir := t.TempDir()
			g := readAll(t, "in", r, Options{Temp: dir})
			var rejected []string
			for _, r := range g.rejected {
				rejected = append(rejected, r.Place)
			}
			if ids := g.ids(); g.err != nil || ids != c.ids && fmt.Sprint(len(g.papers)) != c.ids || strings.Join(rejected, " ") != c.rejected {
				t.Errorf("%s: papers %s, rejected %v, error %v", c.what, ids, rejected, g.err)
			}
			if w := strings.Join(g.in.Warnings, "|"); g.in.Format != c.format || w != c.warnings {
				t.Errorf("%s: format %q, warnings %q", c.what, g.in.Format, w)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%s: files are left behind", c.what)
			}
		}
	}
}

func TestZipOfNothing(t *testing.T) {
	encrypted := zipped(t, named("a.json", recordOf(1)))
	encrypted[6] |= 1
	encrypted[bytes.Index(encrypted, []byte("PK\x01\x02"))+8] |= 1
	deep := gzipped(t, string(gzipped(t, string(gzipped(t, recordOf(1))))))
	for _, c := range []struct {
		what string
		file []byte
		want error
		say  string
	}{
		{"no member", zipped(t), ErrEmpty, "in: empty file: no members in this archive"},
		{"no papers", zipped(t, named("a", "Dear reader"), named("b", "")), ErrFormat, "in: not a known format: a zip archive of which no member can be used (a: not a known format; b: empty file)"},
		{"encrypted", encrypted, ErrFormat, "(a.json: encrypted)"},
		{"no list and no member", []byte("PK\x03\x04 is how it began"), ErrDamaged, "in: damaged from its start: zip: "},
		{"packed three times", deep, ErrRefused, "in: refused: packed more than 2 times over"},
	} {
		g := readAll(t, "in", bytes.NewReader(c.file), Options{Temp: t.TempDir()})
		if !errors.Is(g.err, c.want) || !strings.Contains(g.err.Error(), c.say) || len(g.papers) > 0 {
			t.Errorf("%s: %d papers, error %v; want %q", c.what, len(g.papers), g.err, c.say)
		}
	}
	many := make([]memberOf, 40)
	for i := range many {
		many[i] = named(fmt.Sprintf("note %d", i), "Dear reader")
	}
	g := readAll(t, "in", bytes.NewReader(zipped(t, append(many, named("a", recordOf(1)))...)), Options{})
	if w := g.in.Warnings; g.err != nil || len(w) != mostLeft+1 || w[mostLeft] != "left out: 30 more members" {
		t.Errorf("40 members of no format: error %v, warnings %q", g.err, w)
	}
}

// An archive that lost its end is read by the headers of its members: those
// that are whole bring all of their papers, the one that is cut brings some.
func TestCutZip(t *testing.T) {
	lines := manyLines(2000)
	members := []memberOf{named("a", lines), named("b.json", recordOf(5000)), named("notes", "Dear reader"), named("c", lines)}
	for what, whole := range map[string][]byte{"sizes behind": zipped(t, members...), "sizes in front": sizedZip(t, members...)} {
		for _, c := range []struct {
			what        string
			file        []byte
			least, most int
		}{
			{"without its list", whole[:bytes.Index(whole, []byte("PK\x01\x02"))], 4001, 4001},
			{"in the list", whole[:len(whole)-40], 4001, 4001},
			{"in the last member", whole[:len(whole)*3/4], 2002, 4000},
			{"in the first member", whole[:len(whole)/4], 1, 1999},
		} {
			g := readAll(t, "in", bytes.NewReader(c.file), Options{})
			if g.err != nil || len(g.papers) < c.least || len(g.papers) > c.most || !strings.Contains(strings.Join(g.in.Warnings, " "), "damaged or cut off") {
				t.Errorf("%s, %s: %d papers, warnings %q, error %v", what, c.what, len(g.papers), g.in.Warnings, g.err)
			}
		}
	}
	// Where a stored member ends whose size stands behind it nobody knows.
	stored := zippedBy(t, 0, members...)
	if g := readAll(t, "in", bytes.NewReader(stored[:len(stored)-40]), Options{}); !errors.Is(g.err, ErrDamaged) || !strings.Contains(g.err.Error(), `"a": where it ends stands in the lost list`) {
		t.Errorf("stored: %d papers, error %v", len(g.papers), g.err)
	}
	// A member whose bytes do not agree with their checksum is used and named.
	broken := zippedBy(t, 0, named("a", lines))
	copy(broken[60:], "Another")
	g := readAll(t, "in", bytes.NewReader(broken), Options{})
	if len(g.papers) < 1999 || len(g.in.Warnings) != 1 || !strings.Contains(g.in.Warnings[0], "a: damaged or cut off: what could be unpacked was used (zip: zip: checksum error)") {
		t.Errorf("wrong checksum: %d papers, warnings %q", len(g.papers), g.in.Warnings)
	}
}

// A list of members that points outside of the archive is damage of the
// archive and no error of the file, however it is read.
func TestZipOutside(t *testing.T) {
	file := zipped(t, named("a", recordOf(1)))
	end := bytes.LastIndex(file, []byte("PK\x05\x06"))
	for _, at := range []byte{0x10, 0x7f, 0xff} {
		broken := bytes.Clone(file)
		copy(broken[end+16:], []byte{at, 0xff, 0xff, at}) // where the list begins
		for what, r := range map[string]io.Reader{"at random": bytes.NewReader(broken), "in order": onlyReader{bytes.NewReader(broken)}} {
			g := readAll(t, "in", r, Options{Temp: t.TempDir()})
			if !errors.Is(g.err, ErrFormat) || !strings.HasSuffix(g.err.Error(), "no member can be used (a: damaged from its start: EOF)") {
				t.Errorf("%x, %s: %d papers, warnings %q, error %v", at, what, len(g.papers), g.in.Warnings, g.err)
			}
		}
	}
}

// blanks packs n blanks behind a good record.
func blanks(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err == nil {
		_, err = io.WriteString(w, recordOf(1)+"\n")
	}
	if err == nil {
		_, err = io.Copy(w, &endless{fill: ' ', n: n})
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBombs(t *testing.T) {
	const size = freeBytes + 64<<20
	packed := blanks(t, size)
	half := blanks(t, size/2) // below what is free, but not twice
	for what, file := range map[string][]byte{
		"zstd":                    packed,
		"a member":                zippedBy(t, 0, memberOf{"a", packed}),
		"two members":             zippedBy(t, 0, memberOf{"a", half}, memberOf{"b", half}, memberOf{"c", half}),
		"an archive in gzip":      gzipped(t, string(zippedBy(t, 0, memberOf{"a", packed}))),
		"an archive in a member":  zipped(t, memberOf{"a.zip", zippedBy(t, 0, memberOf{"a", packed})}),
		"packed twice":            gzipped(t, string(packed)),
		"an archive without list": sizedZip(t, memberOf{"a", packed})[:len(packed)+30+1],
	} {
		g := readAll(t, "in", bytes.NewReader(file), Options{Temp: t.TempDir()})
		if !errors.Is(g.err, ErrRefused) || g.err.Error() != "in: refused: unpacks to more than 200 times its size, which no list of papers does" {
			t.Errorf("%s: %d papers, error %v, warnings %q", what, len(g.papers), g.err, g.in.Warnings)
		}
	}
	if g := readAll(t, "in", bytes.NewReader(half), Options{}); g.err != nil || len(g.papers) != 1 {
		t.Errorf("less than what any file may unpack to: %d papers, error %v", len(g.papers), g.err)
	}
}

// A window that would take more memory than is given is refused before it is
// made: LZMA2 dictionary code 37 stands for 1.5 GiB in the header of a block.
func TestWindowOfXZ(t *testing.T) {
	file := xzPacked(t, recordOf(1))
	at := bytes.IndexByte(file[12:], 0x21) + 12
	if file[at+1] != 1 {
		t.Fatalf("no LZMA2 filter where it is expected: % x", file[12:40])
	}
	file[at+2] = 37
	g := readAll(t, "in", bytes.NewReader(file), Options{})
	if !errors.Is(g.err, ErrDamaged) || !strings.Contains(g.err.Error(), "xz: needs a window of 1536 MiB, at most 128 are given") {
		t.Errorf("error %v", g.err)
	}
}

// A list of members that would fill memory is refused: 600 names of 60 KB.
func TestLongList(t *testing.T) {
	members := make([]memberOf, 600)
	for i := range members {
		members[i] = named(fmt.Sprint(strings.Repeat("x", 60_000), i), recordOf(i))
	}
	g := readAll(t, "in", bytes.NewReader(zipped(t, members...)), Options{})
	if !errors.Is(g.err, ErrRefused) || g.err.Error() != "in: refused: the list of its members takes more than 32 MiB" {
		t.Errorf("%d papers, error %v", len(g.papers), g.err)
	}
}

// Thousands of members are read one after the other.
func TestManyMembers(t *testing.T) {
	members := make([]memberOf, 3000)
	for i := range members {
		members[i] = named(fmt.Sprintf("%d.json", i), recordOf(i))
	}
	g := readAll(t, "in", bytes.NewReader(zipped(t, members...)), Options{})
	if g.err != nil || len(g.papers) != 3000 || g.in.Read != 3000 || g.in.Format != "zip (json)" {
		t.Errorf("%d papers, %+v, error %v", len(g.papers), g.in, g.err)
	}
}
