package history

import "slices"

// A group is the units of one paper.
type group struct {
	number int32 // in the history; 0: it is new
	units  []*unit
}

// groupUnits finds the units that are of one paper: that the history has under
// one number, or that share ids or a title, directly or through others. Units
// under different numbers stay apart: what the history once told apart it
// cannot join.
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
			if other, shared := byTitle[key]; shared {
				join(other, at)
			}
			byTitle[key] = at
		}
		for _, key := range u.keys {
			if u.number != 0 || known.empty {
				break
			}
			e, err := known.byTitle(key)
			if err != nil {
				return nil, err
			}
			u.number = e.number
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
