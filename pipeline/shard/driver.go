package shard

import _ "embed"

// Driver is the program that runs both passes on Spark.
//
//go:embed driver.py
var Driver string

// DriverSQL is the same in Spark SQL.
//
//go:embed driver.sql
var DriverSQL string
