package trends

// Marks says which periods are not like the others: those with unusually few
// papers, and those where a source appears or vanishes.
func Marks(c Counts) []Mark {
	return nil
}
