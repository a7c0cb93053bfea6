package corpus

import (
	"slices"
	"strings"
)

// A Collection gathers the records of many files and joins those of the same
// paper: records with an id in common, aliases included, or with the same
// title as TitleKey writes it, also by way of other records. Titles that
// different papers bear ("Introduction") join only together with the beginning
// of the abstract. The result does not depend on the order in which records
// are added. Make one with NewCollection.
type Collection struct {
	of      map[string]int32 // a node that has the id
	parent  []int32          // a forest: union by size, path halving
	members []member         // by root
	records int
}

type member struct {
	paper   Paper
	known   []string
	records int
	size    int
}

// A Joined is one distinct paper of a collection.
type Joined struct {
	Paper   Paper    // what the records that were added say together
	Known   []string // ids under which the history has the paper, sorted; several if the records bridge them
	Records int      // records that were added: at least 1
}

// NewCollection returns an empty collection.
func NewCollection() *Collection { return &Collection{of: map[string]int32{}} }

// Known tells of a paper of the history, without its abstract if need be: a
// record of it is found to be so, and the paper keeps the id that it has there.
func (c *Collection) Known(p Paper) {
	m := &c.members[c.join(&p)]
	m.known = append(m.known, p.ID)
}

// Add adds an identified record.
func (c *Collection) Add(p Paper) {
	root := c.join(&p)
	m := &c.members[root]
	if m.records == 0 {
		m.paper = p
	} else {
		m.paper = Merge(m.paper, p)
	}
	m.records++
	c.records++
}

// join makes all ids of p one and returns the root.
func (c *Collection) join(p *Paper) int32 {
	root := int32(-1)
	for _, id := range idsOf(p) {
		other, found := c.of[id]
		switch {
		case found && root < 0:
			root = c.root(other)
		case found:
			root = c.unite(root, c.root(other))
		default:
			if root < 0 {
				root = int32(len(c.parent))
				c.parent = append(c.parent, root)
				c.members = append(c.members, member{size: 1})
			}
			c.of[id] = root
		}
	}
	return root
}

func (c *Collection) root(i int32) int32 {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

func (c *Collection) unite(a, b int32) int32 {
	if a == b {
		return a
	}
	x, y := &c.members[a], &c.members[b]
	if x.size < y.size {
		a, b, x, y = b, a, y, x
	}
	switch {
	case x.records == 0:
		x.paper = y.paper
	case y.records > 0:
		x.paper = Merge(x.paper, y.paper)
	}
	x.known = append(x.known, y.known...)
	x.records += y.records
	x.size += y.size
	*y = member{}
	c.parent[b] = a
	return a
}

// Papers returns the distinct papers that were added, in the order of their
// ids. A paper that the history has under one id bears that id.
func (c *Collection) Papers() []Joined {
	var all []Joined
	for i := range c.members {
		m := &c.members[i]
		if c.parent[i] != int32(i) || m.records == 0 {
			continue
		}
		known := slices.Clone(m.known)
		slices.Sort(known)
		known = slices.Compact(known)
		j := Joined{Paper: m.paper, Known: known, Records: m.records}
		if len(known) == 1 {
			j.Paper = j.Paper.As(known[0])
		}
		all = append(all, j)
	}
	slices.SortFunc(all, func(a, b Joined) int { return strings.Compare(a.Paper.ID, b.Paper.ID) })
	return all
}

// Duplicates returns how many of the added records are further ones of a paper
// that another record brought.
func (c *Collection) Duplicates() int {
	distinct := 0
	for i := range c.members {
		if c.parent[i] == int32(i) && c.members[i].records > 0 {
			distinct++
		}
	}
	return c.records - distinct
}
