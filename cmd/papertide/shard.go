package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"papertide/pipeline"
	"papertide/pipeline/shard"
)

func shardCommand(s *shared) *cobra.Command {
	c := &cobra.Command{
		Use:   "shard",
		Short: "The parts that an engine such as Spark runs when one machine is not enough",
		Long: `Two passes over all papers, run by an engine on many machines, around one fit:

  shard count    draws a sample of the papers, and counts terms
  fit            finds topics on the sample as any run does, and writes a model file
  shard assign   gives each paper its topic, and counts topics by period
  shard commit   makes the counts a run of the history, with a page

count and assign read standard input, one JSON record a line, and write lines of
at most four fields with tabs between them:

  S  record                a paper of the sample, as one JSON object
  T  term  n               a stem, and the papers that hold it
  A  id  topic  period     a paper, where it belongs, and when
  W  topic|period  n       how many papers a topic has in a period
  N  docs|bad  n           records that were papers, and others
  E  inputs  lines  hash   the last line: lines read and written, model and contract

To merge, add the numbers of T, W and N by their keys and concatenate S and A.
"shard driver" prints a program for Spark that does all this.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(countCommand(s), assignCommand(), driverCommand(), commitCommand(s))
	return c
}

// readingFlags adds the flags that say how a worker reads.
func readingFlags(c *cobra.Command, o *shard.Options) {
	l := c.Flags()
	l.BoolVar(&o.Paths, "paths", false, "lines are names of files, in any format that run reads")
	l.StringVar(&o.Format, "format", "auto", "`name` of the records' format; auto: the one JSON record for lines, by content for files")
	l.IntVar(&o.Workers, "workers", 1, "`number` of threads; results do not depend on it")
}

// textFlags adds those that the model remembers between the passes.
func textFlags(c *cobra.Command, titles *bool, language *string) {
	c.Flags().BoolVar(titles, "titles", false, "let records without an abstract stand on their title")
	c.Flags().StringVar(language, "language", "auto", "only papers in this language (ISO 639-1 `code`), or auto for all")
}

func countCommand(s *shared) *cobra.Command {
	var o shard.Options
	var sampling shard.Sampling
	c := &cobra.Command{
		Use:   "count",
		Short: "First pass: a sample of the papers, and in how many papers each term is",
		Example: `  zcat part-00017.jsonl.gz | papertide shard count --rate 0.001 > 17.tsv
  ls dump/*.parquet | papertide shard count --paths --rate 0.01 | sed -n 's/^S\t//p' > sample.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := sampling.Check(); err != nil {
				return usageError{err, c.CommandPath()}
			}
			config, err := pipeline.ReadConfig(s.config)
			if err != nil {
				return err
			}
			sampling.Words.StopWords, sampling.Words.Synonyms = config.Text.StopWords, config.Text.Synonyms
			return shard.Count(os.Stdin, c.OutOrStdout(), sampling, o)
		},
	}
	readingFlags(c, &o)
	textFlags(c, &o.Titles, &o.Language)
	c.Flags().Uint64Var(&sampling.Seed, "seed", 1, "`number` that the choice of papers follows from")
	c.Flags().Float64Var(&sampling.Rate, "rate", 0.01, "`share` of all papers that is drawn, above 0 and up to 1")
	return c
}

func assignCommand() *cobra.Command {
	var o shard.Options
	var model string
	var counts bool
	c := &cobra.Command{
		Use:     "assign",
		Short:   "Second pass: the topic of each paper, and topics by period",
		Example: `  zcat part-00017.jsonl.gz | papertide shard assign --model papers.model --counts > tables/17.tsv`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			m, err := shard.Open(model, o.Workers)
			if err != nil {
				return err
			}
			return errors.Join(shard.Assign(os.Stdin, c.OutOrStdout(), m, counts, o), m.Close())
		},
	}
	readingFlags(c, &o)
	modelFlag(c, &model)
	c.Flags().BoolVar(&counts, "counts", false, "also count papers by topic and period")
	return c
}

// modelFlag adds --model, without which a command is wrong usage.
func modelFlag(c *cobra.Command, model *string) {
	c.Flags().StringVar(model, "model", "", "`file` of the model")
	check := c.Args
	c.Args = func(c *cobra.Command, args []string) error {
		if *model == "" {
			return errors.New("want --model FILE")
		}
		return check(c, args)
	}
}

func driverCommand() *cobra.Command {
	var asSQL bool
	c := &cobra.Command{
		Use:   "driver",
		Short: "Print the program for Spark",
		Example: `  papertide shard driver > papertide_driver.py
  papertide shard driver --sql > papertide_driver.sql`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			text := shard.Driver
			if asSQL {
				text = shard.DriverSQL
			}
			_, err := io.WriteString(c.OutOrStdout(), text)
			return err
		},
	}
	c.Flags().BoolVar(&asSQL, "sql", false, "the same in Spark SQL")
	return c
}

func commitCommand(s *shared) *cobra.Command {
	var model, out string
	var workers int
	var asJSON bool
	c := &cobra.Command{
		Use:   "commit DIR",
		Short: "Make the merged tables in a folder a run of the history, with a page",
		Long: `Make what workers counted a run of the history, and write its page. DIR holds the
outputs of shard assign --counts, as they are or merged.

The sample that the model was fitted on becomes papers of the history: a later
fit follows its topics. Shares are about all papers that were counted.`,
		Example: `  papertide shard commit --model papers.model tables/`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			config, err := pipeline.ReadConfig(s.config)
			if err != nil {
				return err
			}
			bar := newProgress(s.quiet)
			o := pipeline.Options{
				DB: s.db, Out: cmp.Or(out, config.OutOr()), Workers: workers, Version: version(),
				Progress: bar.at, Notice: notice(s.quiet),
			}
			result, err := pipeline.CommitShards(c.Context(), o, model, args[0])
			bar.done()
			if err != nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(c.OutOrStdout())
				e.SetIndent("", "  ")
				return e.Encode(result)
			}
			return printOutcome(c.OutOrStdout(), result)
		},
	}
	modelFlag(c, &model)
	c.Flags().StringVar(&out, "out", "", "`folder` for the pages (default papertide-out)")
	c.Flags().IntVar(&workers, "workers", runtime.GOMAXPROCS(0), "`number` of threads; results do not depend on it")
	c.Flags().BoolVar(&asJSON, "json", false, "print the summary as JSON")
	return c
}
