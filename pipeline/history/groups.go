package history

import (
	"slices"

	"papertide/pipeline/corpus"
)

// A group is the units of one paper.
type group struct {
	number int32 // in the history; 0: it is new
	units  []*unit
}

// groupUnits finds the units that are of one paper: that the history has under
// one number, or that share ids, or a title and what corpus.Papers asks for,
// directly or through others. Units under different numbers stay apart: what the
// history once told apart it cannot join.
func groupUnits(known *lookups, units []unit) ([]group, error) {
	root := make([]int32, len(units)) // union-find, the lowest unit on top
	for i := range root {
		root[i] = int32(i)
	}
	find := func(i int32) int32 {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(i, j int32) {
		i, j = find(i), find(j)
		root[max(i, j)] = min(i, j)
	}
	named := map[string]bool{} // ids by which a unit names another, or itself
	for i := range units {
		for _, id := range units[i].ids[1:] {
			named[id] = true
		}
	}
	byID, byTitle := map[string]int32{}, make(map[int64]int32, len(units))
	titled := map[int64][]int32{} // the units of a title that several have
	for i := range units {
		u, at := &units[i], int32(i)
		if u.row != 0 { // the history knows it by all that it could share
			continue
		}
		keys := u.keys
		for n, id := range u.ids {
			if key, is := keyOfID(id); is {
				keys = append(slices.Clip(keys), key)
			} else if other, shared := byID[id]; shared {
				join(other, at)
			} else if n > 0 || named[id] {
				byID[id] = at
			}
		}
		for _, key := range keys {
			other, shared := byTitle[key]
			switch all := titled[key]; {
			case !shared:
				byTitle[key] = at
			case len(all) > 0 && all[len(all)-1] != at:
				titled[key] = append(all, at)
			case len(all) == 0 && other != at:
				titled[key] = []int32{other, at}
			}
		}
		for _, key := range u.keys {
			if u.number != 0 || known.empty {
				break
			}
			e, err := known.byTitle(key, u.mark)
			if err != nil {
				return nil, err
			}
			u.number = e.number
		}
	}
	for _, all := range titled {
		marks := make([]corpus.Mark, len(all))
		for i, at := range all {
			var err error
			if marks[i], err = units[at].mark(); err != nil {
				return nil, err
			}
		}
		for i, first := range corpus.Papers(marks) {
			join(all[first], all[i])
		}
	}

	number := make([]int32, len(units)) // by root: the first paper that the history has
	for i := range units {
		r := find(int32(i))
		if n := units[i].number; n != 0 && (number[r] == 0 || n < number[r]) {
			number[r] = n
		}
	}
	var groups []group
	ofNumber, ofRoot := map[int32]int{}, make([]int, len(units))
	for i := range units {
		u, r := &units[i], find(int32(i))
		if u.number == 0 {
			u.number = number[r]
		}
		at, found := ofRoot[r]-1, ofRoot[r] > 0
		if u.number != 0 {
			at, found = ofNumber[u.number]
		}
		if !found {
			at = len(groups)
			groups = append(groups, group{number: u.number})
			if u.number != 0 {
				ofNumber[u.number] = at
			} else {
				ofRoot[r] = at + 1
			}
		}
		groups[at].units = append(groups[at].units, u)
	}
	return groups, nil
}

// mark is what tells the paper of a unit from others of its title.
func (u *unit) mark() (corpus.Mark, error) {
	p, err := u.read()
	return corpus.MarkOf(&p), err
}
