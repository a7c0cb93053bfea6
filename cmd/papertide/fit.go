package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"papertide/pipeline"
)

func fitCommand(s *shared) *cobra.Command {
	var f runFlags
	var model string
	c := &cobra.Command{
		Use:   "fit FILE… --model FILE",
		Short: "Find topics on a sample, and write a model file for shard assign",
		Long: `Find topics on a sample of papers as any run does, following those of the history,
and write what workers need to assign all other papers to them to a model file.
Nothing is committed: shard commit does that, with what the workers counted.`,
		Example: `  papertide fit sample/ --model papers.model
  papertide fit sample.jsonl --model papers.model --period month -k 120`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := f.options(c, s, args)
			if err != nil {
				return err
			}
			bar := newProgress(s.quiet)
			o.Progress, o.Notice = bar.at, notice(s.quiet)
			out, err := pipeline.Fit(c.Context(), o, model)
			bar.done()
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			fmt.Fprintf(w, "%s of %s, as of %s, by %s\n", counted(out.Topics, "topic"), counted(out.Papers, "paper"), out.AsOf, out.Unit)
			for _, text := range out.Warnings {
				fmt.Fprintln(w, "note: "+printable(text))
			}
			info, err := os.Stat(model)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(w, "%s: %.1f MiB, %.12s…\n", model, float64(info.Size())/(1<<20), out.Hash)
			return err
		},
	}
	l := c.Flags()
	modelFlag(c, &model)
	l.StringVar(&f.asOf, "as-of", "", "`date` of the report: later papers are counted nowhere (default: the newest in the sample; never goes back)")
	l.StringVar(&f.period, "period", "auto", "auto, week, month, quarter or year; kept by later runs")
	l.StringVarP(&f.k, "topics", "k", "auto", "`number` of topics, or auto")
	l.StringVar(&f.themes, "themes", "auto", "`number` of themes above the topics, or auto")
	l.StringVar(&f.space, "space", "lsa", "vectors that are clustered: lsa, or tfidf for the sparse ones themselves")
	l.StringVar(&f.weights, "weights", "bm25", "term weights: bm25, tfidf or sublinear")
	l.Uint64Var(&f.seed, "seed", 1, "`number` that all random choices follow from")
	l.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "`number` of threads; results do not depend on it")
	l.StringVar(&f.format, "format", "auto", "`name` of the files' format, or auto")
	textFlags(c, &f.titles, &f.language)
	return c
}
