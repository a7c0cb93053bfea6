package main

import (
	"bytes"
	"database/sql"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"

	_ "papertide/pipeline/history" // brings the driver of SQLite
)

// tamper changes a history behind the back of the program:
//
//	tamper FILE abstract ID OLD NEW   a word of a stored abstract
//	tamper FILE said RUN OLD NEW      a word of what a run said
//	tamper FILE version RUN NEW       the version that made a run
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: tamper FILE abstract|said|version …")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	for trigger := ""; err == nil; {
		err = db.QueryRow("SELECT name FROM sqlite_schema WHERE type = 'trigger'").Scan(&trigger)
		if err == nil {
			_, err = db.Exec("DROP TRIGGER " + trigger)
		}
	}
	if err != sql.ErrNoRows {
		ts.Check(err)
	}
	const block = "SELECT block FROM version JOIN paper USING (paper) WHERE id = ?"
	switch args[1] {
	case "abstract":
		tamperBlob(ts, db, "SELECT body FROM abstracts WHERE block = ("+block+")", "UPDATE abstracts SET body = ? WHERE block = ("+block+")", args[2:])
	case "said":
		tamperBlob(ts, db, "SELECT body FROM said WHERE run = ?", "UPDATE said SET body = ? WHERE run = ?", args[2:])
	case "version":
		_, err = db.Exec("UPDATE said SET version = ? WHERE run = ?", args[3], args[2])
		ts.Check(err)
	}
}

// tamperBlob replaces a word in a compressed value; args are its key, the word
// and the new one.
func tamperBlob(ts *testscript.TestScript, db *sql.DB, read, write string, args []string) {
	var packed []byte
	ts.Check(db.QueryRow(read, args[0]).Scan(&packed))
	d, err := zstd.NewReader(nil)
	ts.Check(err)
	defer d.Close()
	plain, err := d.DecodeAll(packed, nil)
	ts.Check(err)
	changed := bytes.Replace(plain, []byte(args[1]), []byte(args[2]), 1)
	if bytes.Equal(changed, plain) {
		ts.Fatalf("%s: no %s in it", args[0], args[1])
	}
	e, err := zstd.NewWriter(nil)
	ts.Check(err)
	_, err = db.Exec(write, e.EncodeAll(changed, nil), args[0])
	ts.Check(err)
}
