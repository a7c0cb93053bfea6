package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"papertide/analysis/calendar"
	"papertide/pipeline"
	"papertide/pipeline/history"
)

// periodUnits are the words of --period.
var periodUnits = []cobra.Completion{
	"auto", calendar.Week.String(), calendar.Month.String(), calendar.Quarter.String(), calendar.Year.String(),
}

// completeRun completes the flags of `papertide run` that take one of a few
// words.
func completeRun(c *cobra.Command) {
	completeWords(c, "period", periodUnits...)
	completeWords(c, "space", string(pipeline.SpaceLSA), string(pipeline.SpaceTFIDF))
	completeWords(c, "weights", "bm25", "tfidf", "sublinear")
	completeWords(c, "format", append([]cobra.Completion{"auto"}, pipeline.Formats()...)...)
}

// completeWords completes a flag that takes one of a few words.
func completeWords(c *cobra.Command, flag string, words ...cobra.Completion) {
	completeFlag(c, flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

func completeFlag(c *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := c.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // there is no such flag
	}
}

// completeFirst completes the first argument alone.
func completeFirst(f cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return f(c, args, begun)
	}
}

// topicIDs completes ids of the latest run, of the kinds whose letters are
// given (T topics, H themes, W watched topics), with their names.
func topicIDs(s *shared, kinds string) cobra.CompletionFunc {
	return fromHistory(s, func(c *cobra.Command, db *history.DB) (ids []cobra.Completion, err error) {
		r, err := db.Run(c.Context(), 0)
		if err != nil {
			return nil, err
		}
		for _, t := range slices.Concat(r.Topics, r.Rested, r.Themes, r.Watched) {
			if id := t.ID.String(); strings.ContainsAny(kinds, id[:1]) {
				ids = append(ids, cobra.CompletionWithDesc(id, cell(t.Name(), 60)))
			}
		}
		return ids, nil
	})
}

// runNumbers completes the numbers of runs, newest first.
func runNumbers(s *shared) cobra.CompletionFunc {
	return fromHistory(s, func(c *cobra.Command, db *history.DB) (numbers []cobra.Completion, err error) {
		runs, err := db.Runs(c.Context())
		for _, r := range runs {
			numbers = append(numbers, cobra.CompletionWithDesc(strconv.Itoa(r.Number), "as of "+r.AsOf.String()))
		}
		return numbers, err
	})
}

// fromHistory completes with what is found in the history; where there is none,
// with nothing.
func fromHistory(s *shared, find func(*cobra.Command, *history.DB) ([]cobra.Completion, error)) cobra.CompletionFunc {
	return func(c *cobra.Command, _ []string, _ string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
		err := withHistory(c.Context(), s, func(db *history.DB) (err error) {
			found, err = find(c, db)
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}
