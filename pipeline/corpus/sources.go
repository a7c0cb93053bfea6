package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A File is one of the files that the arguments of a command stand for.
type File struct {
	Name  string // as the user named it, or the folder's name and the path in it; "-" is the standard input
	Named bool   // by itself: that it cannot be read is an error. Others are named and left out.
}

// Open opens the file for Read.
func (f File) Open() (io.ReadCloser, error) {
	if f.Name == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	return os.Open(f.Name)
}

// Expand returns the files that arguments stand for: files, folders with all
// that lies below them, patterns as in path/filepath.Match, "-". Files whose
// names begin with a dot are skipped in folders. Of a file that is met twice the
// first stays. The files come in the order of the arguments, those of a folder
// or a pattern sorted by name.
//
// A named file that does not exist or cannot be opened is an error, as is a
// pattern that nothing matches. What cannot be opened in a folder, or is neither
// a file nor a folder, such as a pipe or a link to a folder, a folder without
// files, and a file that was named twice are warnings.
func Expand(args []string) (files []File, warnings []string, err error) {
	x := expansion{seen: map[string]int{}}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-":
			x.add(File{arg, true})
		case err == nil && info.IsDir():
			err = x.folder(arg)
		case err == nil:
			err = x.file(File{arg, true}, info)
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
			err = x.pattern(arg)
		}
		if err != nil && arg != "-" {
			return nil, nil, plain(err, arg)
		}
	}
	return x.files, x.warnings, nil
}

type expansion struct {
	files    []File
	seen     map[string]int // index into files by real path
	met      int            // files, those met before included
	warnings []string
}

// file adds a file after it could be opened. What is no regular file, such as
// a pipe, is not tried: opening it could take from it.
func (x *expansion) file(f File, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		r, err := os.Open(f.Name)
		if err != nil {
			return err
		}
		_ = r.Close()
	}
	x.add(f)
	return nil
}

func (x *expansion) add(f File) {
	x.met++
	real, err := filepath.EvalSymlinks(f.Name)
	if err != nil {
		real = f.Name
	}
	if abs, err := filepath.Abs(real); err == nil && f.Name != "-" {
		real = abs
	}
	if i, twice := x.seen[real]; twice {
		x.files[i].Named = x.files[i].Named || f.Named
		x.warnings = append(x.warnings, fmt.Sprintf("%s: the same file as %s: read once", f.Name, x.files[i].Name))
		return
	}
	x.seen[real] = len(x.files)
	x.files = append(x.files, f)
}

// left notes what is left out.
func (x *expansion) left(name string, err error) {
	x.warnings = append(x.warnings, plain(err, name).Error()+": left out")
}

func (x *expansion) folder(root string) error {
	before := x.met
	slash := filepath.Clean(root) + string(filepath.Separator) // so that a link is followed
	err := filepath.WalkDir(slash, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && name == slash:
			return err
		case err != nil:
			x.left(name, err)
			return nil
		case name != slash && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		info, err := os.Stat(name) // follows a link
		switch {
		case err != nil:
		case info.Mode().IsRegular():
			err = x.file(File{Name: name}, info)
		case info.IsDir():
			err = fmt.Errorf("%s: a link to a folder, read only where it is named", name)
		default:
			err = fmt.Errorf("%s: no regular file, read only where it is named", name)
		}
		if err != nil {
			x.left(name, err)
		}
		return nil
	})
	if err == nil && x.met == before {
		x.warnings = append(x.warnings, root+": no files in this folder")
	}
	return err
}

func (x *expansion) pattern(arg string) error {
	names, err := filepath.Glob(arg)
	if err != nil {
		return fmt.Errorf("%s: %w", arg, err)
	}
	if len(names) == 0 {
		return fmt.Errorf("%s: no file matches", arg)
	}
	slices.Sort(names)
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case err != nil:
		case info.IsDir():
			err = x.folder(name)
		default:
			err = x.file(File{Name: name}, info)
		}
		if err != nil {
			x.left(name, err)
		}
	}
	return nil
}

// plain writes an error of the file system with the file first and without
// the name of the system call.
func plain(err error, name string) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return fmt.Errorf("%s: %w", name, of.Err)
	}
	return err
}
