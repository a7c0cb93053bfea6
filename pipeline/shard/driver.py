"""Run the passes of papertide on Spark. `papertide shard driver` prints this file.

  spark-submit … driver.py count  --input 'PAPERS/*.jsonl.gz' --out OUT -- --seed 1 --rate 0.01
  papertide fit OUT/sample --model papers.model
  spark-submit … driver.py assign --input 'PAPERS/*.jsonl.gz' --out OUT --model papers.model
  papertide shard commit --model papers.model OUT/tables

Each task runs the program once, on its part of the records. Spark commits what a
task wrote when it ends well, once, however often it was tried; nothing else is
written before all checks passed. What follows -- goes to the program.
"""

import argparse
import shlex
import sys

from pyspark.sql import Observation, SparkSession
from pyspark.sql import functions as f

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("what", choices=["count", "assign"])
parser.add_argument("--input", required=True, help="files of one JSON record a line, of Spark's file systems; with --paths, a list of file names")
parser.add_argument("--paths", action="store_true", help="each line of the input is the name of a file that all workers can read")
parser.add_argument("--out", required=True, help="folder of the results")
parser.add_argument("--program", default="papertide", help="the program; shipped to the workers")
parser.add_argument("--model", help="the model file; shipped to the workers")
parser.add_argument("--tasks", type=int, default=0, help="tasks; 0: one a file or block")
own, _, further = " ".join(map(shlex.quote, sys.argv[1:])).partition(" -- ")
args = parser.parse_args(shlex.split(own))
if (args.what == "assign") != bool(args.model):
    parser.error("--model goes with assign")

spark = SparkSession.builder.appName("papertide " + args.what).getOrCreate()
for shipped in filter(None, [args.program, args.model]):
    spark.sparkContext.addFile(shipped)


def here(path):
    """The place of a shipped file on a worker: its working folder."""
    return shlex.quote("./" + path.rsplit("/", 1)[-1])


command = [here(args.program), "shard", args.what]
if args.what == "assign":
    command += ["--counts", "--model", here(args.model)]
if args.paths:
    command.append("--paths")
command = " ".join(command + [shlex.quote(a) for a in shlex.split(further)])

sent = Observation("sent")
records = spark.read.text(args.input)
if args.tasks:
    records = records.repartition(args.tasks)
records.observe(sent, f.count(f.lit(1)).alias("lines")).createOrReplaceTempView("records")
quoted = command.replace("\\", "\\\\").replace("'", "\\'")
lines = "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LINES TERMINATED BY '\\n'"
raw = args.out.rstrip("/") + "/raw-" + args.what
spark.sql(
    f"SELECT *, spark_partition_id() AS task FROM (SELECT TRANSFORM(value) {lines} USING '{quoted}' "
    f"AS (tag STRING, a STRING, b STRING, c STRING) {lines} FROM records)"
).write.mode("overwrite").parquet(raw)
rows = spark.read.parquet(raw)


def number(column, tag, key=None):
    """The sum of a column of the lines of a tag."""
    here = f.col("tag") == tag
    if key:
        here = here & (f.col("a") == key)
    return f.coalesce(f.sum(f.when(here, f.col(column).cast("long"))), f.lit(0))


def refuse(why):
    sys.exit(f"papertide: refused: {why}; nothing but {raw} was written")


tasks = rows.groupBy("task").agg(
    f.count_if(f.col("tag") == "E").alias("ends"),
    f.count("*").alias("arrived"),
    number("a", "E").alias("inputs"),
    number("b", "E").alias("written"),
    number("b", "N", "docs").alias("docs"),
    number("b", "N", "bad").alias("bad"),
    f.max(f.when(f.col("tag") == "E", f.col("c"))).alias("contract"),
).collect()
docs, bad, inputs = (sum(t[name] for t in tasks) for name in ("docs", "bad", "inputs"))
read = sent.get["lines"]
if any(t.ends != 1 or t.arrived != t.written + 1 for t in tasks):
    refuse("a task without one last line, or with lines that did not arrive")
if inputs != read or not args.paths and docs + bad != read:
    refuse(f"Spark read {read} lines, the workers {inputs}, of which {docs} were papers and {bad} were not")
if len({t.contract for t in tasks}) > 1:
    refuse("workers of several models or versions")


def write(frame, name, columns):
    """Write columns of rows as lines, with tabs between them."""
    frame.select(f.concat_ws("\t", *columns)).write.mode("overwrite").text(args.out.rstrip("/") + "/" + name)


def merged(tag):
    """The lines of a tag, added up by key."""
    n = f.sum(f.col("b").cast("long")).cast("string").alias("b")
    return rows.where(f.col("tag") == tag).groupBy("a").agg(n).select(f.lit(tag).alias("tag"), "a", "b").orderBy("a").coalesce(1)


if args.what == "count":
    write(rows.where("tag = 'S'"), "sample", ["a"])
    write(merged("T"), "terms", ["tag", "a", "b"])
    print(f"papertide: {docs} papers and {bad} other records in {len(tasks)} tasks; next: papertide fit {args.out}/sample --model papers.model")
else:
    write(rows.where("tag = 'A'"), "assignments", ["a", "b", "c"])
    end = ("E", str(inputs), str(sum(t.written for t in tasks)), max((t.contract for t in tasks), default=""))
    end = spark.createDataFrame([end], "tag STRING, a STRING, b STRING, c STRING")
    tables = merged("W").unionByName(merged("N")).unionByName(end, allowMissingColumns=True)
    write(tables.coalesce(1), "tables", ["tag", "a", "b", "c"])
    print(f"papertide: {docs} papers and {bad} other records in {len(tasks)} tasks; next: papertide shard commit --model {args.model} {args.out}/tables")
spark.stop()
