-- Run the passes of papertide in Spark SQL. `papertide shard driver --sql` prints this file.
-- One pass: run all statements with spark-sql, after replacing PAPERS, OUT, and the
-- USING line for the first pass. assert_true ends the script before anything but
-- raw is written. What the statements mean is told in driver.py.

SET spark.sql.adaptive.enabled=false;
ADD FILE papertide;
ADD FILE papers.model;

CREATE OR REPLACE TEMPORARY VIEW records USING text OPTIONS (path 'PAPERS/*.jsonl.gz');

-- The first pass: USING './papertide shard count --seed 1 --rate 0.01'
CREATE OR REPLACE TEMPORARY VIEW passed AS
SELECT *, spark_partition_id() AS task FROM (
  SELECT TRANSFORM(value)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' LINES TERMINATED BY '\n'
  USING './papertide shard assign --counts --model ./papers.model'
  AS (tag STRING, a STRING, b STRING, c STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t' LINES TERMINATED BY '\n'
  FROM records);
INSERT OVERWRITE DIRECTORY 'OUT/raw' USING parquet SELECT * FROM passed;
CREATE OR REPLACE TEMPORARY VIEW rows USING parquet OPTIONS (path 'OUT/raw');

SELECT assert_true(count_if(ends <> 1) = 0, 'a task without one last line')
FROM (SELECT task, count_if(tag = 'E') AS ends FROM rows GROUP BY task);
SELECT assert_true(
  coalesce(sum(CAST(b AS BIGINT)) FILTER (WHERE tag = 'N'), 0) = (SELECT count(*) FROM records),
  'the workers met other records than Spark read') FROM rows;
SELECT assert_true(
  coalesce(sum(CAST(b AS BIGINT) + 1) FILTER (WHERE tag = 'E'), 0) = count(*)
  AND count(DISTINCT c) FILTER (WHERE tag = 'E') <= 1,
  'lines were lost, or workers had several models') FROM rows;

-- The first pass.
INSERT OVERWRITE DIRECTORY 'OUT/sample' USING text
SELECT a FROM rows WHERE tag = 'S';
INSERT OVERWRITE DIRECTORY 'OUT/terms' USING text
SELECT concat_ws('\t', 'T', a, CAST(sum(CAST(b AS BIGINT)) AS STRING)) FROM rows WHERE tag = 'T' GROUP BY a;

-- The second pass.
INSERT OVERWRITE DIRECTORY 'OUT/assignments' USING text
SELECT concat_ws('\t', a, b, c) FROM rows WHERE tag = 'A';
INSERT OVERWRITE DIRECTORY 'OUT/tables' USING text
SELECT concat_ws('\t', tag, a, CAST(sum(CAST(b AS BIGINT)) AS STRING)) FROM rows WHERE tag IN ('W', 'N') GROUP BY tag, a
UNION ALL
SELECT concat_ws('\t', 'E', CAST(sum(CAST(a AS BIGINT)) AS STRING), CAST(sum(CAST(b AS BIGINT)) AS STRING), first(c)) FROM rows WHERE tag = 'E';
