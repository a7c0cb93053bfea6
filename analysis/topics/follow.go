package topics

import "fmt"

// Follow finds the topics of a run and gives them the ids, labels and places
// of the topics that they carry on from the run before. It needs at least one
// paper. The same space, past, options and seed give the same result, whatever
// the number of workers.
func Follow(s Space, past Past, o Options, seed uint64) Result {
	if o.AsOf.IsZero() {
		o.AsOf = newest(s.Dates)
	}
	var warnings []string
	if k := differing(s.Counts, o.K); k < o.K {
		warnings = append(warnings, fmt.Sprintf("%d topics were asked for, but only %d papers differ", o.K, k))
		o.K = k
	}
	recent := recently(s.Dates, o.AsOf, o.Unit)
	before := remember(past, s.Points.Len())
	before.correct(s, o.Corrections, past)

	o.Stage("kmeans")
	found := cluster(s, before, o, stream(seed, "cluster", 0))
	o.Stage("topics")
	now := identify(s, found, before, past, o)
	v := look(s, now.groups, o.Workers)
	var events []Event
	if past.Run > 0 {
		events = tell(before, now, v.similarity, o)
	}
	topics, events := live(s, now, before, events, v, recent, o)
	v.describe(s, topics)
	name(s, now.of, topics, past.Names, before.news)
	themes, wide, nextTheme := group(s, now.of, topics, v, past, before.news, o)
	resting := rested(s, before, now)
	nameRested(resting, past.Names)
	events = append(events, renamings(past, topics, themes, resting)...)

	coherence, diversity := measureTerms(s, topics, themes, v, wide, o.Workers)
	position := positions(v, now.from, past.Position, stream(seed, "map", 0))
	spot := mapping{s.Graph, s.Dense, now.of, now.of, v.similarity, v.centre}.spots(position, o.Workers)
	o.Stage("stability")
	drawn := measureStability(s, now.of, topics, o, stream(seed, "stability", 0))
	return Result{
		Of: now.of, Topics: topics, Themes: themes, Rested: resting, Events: append(events, before.events...),
		Corrections: before.applied,
		Similarity:  v.similarity, Position: position, Spot: spot,
		Resampled: drawn, NextID: now.next, NextTheme: nextTheme,
		Coherence: coherence, Diversity: diversity, Objective: found.objective,
		Warnings: append(warnings, before.warnings...),
	}
}
