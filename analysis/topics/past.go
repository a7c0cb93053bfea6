package topics

import "slices"

// Renumber moves the past onto other rows: row[i] is where the paper of row i
// stands now, or −1 if it takes part no more; papers is how many rows there
// are now. The past itself stays as it is.
func (p Past) Renumber(row []int, papers int) Past {
	of := make([]ID, papers)
	for i, id := range p.Of {
		if row[i] >= 0 {
			of[row[i]] = id
		}
	}
	p.Of = of
	p.Topics = renumbered(p.Topics, row)
	p.Themes = renumbered(p.Themes, row)
	return p
}

func renumbered(topics []Topic, row []int) []Topic {
	moved := slices.Clone(topics)
	for i, t := range moved {
		moved[i].Typical, moved[i].Last = standing(t.Typical, row), standing(t.Last, row)
		if t.Medoid >= 0 {
			moved[i].Medoid = row[t.Medoid]
		}
	}
	return moved
}

// standing returns the new numbers of the rows that still take part.
func standing(rows, row []int) []int {
	var now []int
	for _, r := range rows {
		if row[r] >= 0 {
			now = append(now, row[r])
		}
	}
	return now
}
