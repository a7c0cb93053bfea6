-- Version 1 of the history. What the tables are for stands at the head of the
-- package; user_version is the number of the newest migration in the file.
-- +goose Up
PRAGMA application_id = 1347700036; -- "PTID"
PRAGMA user_version = 1;

CREATE TABLE run (
  run  INTEGER PRIMARY KEY,
  made TEXT NOT NULL
) STRICT;

CREATE TABLE input (
  run      INTEGER NOT NULL REFERENCES run,
  place    INTEGER NOT NULL,
  name     TEXT    NOT NULL,
  format   TEXT    NOT NULL,
  sha256   TEXT    NOT NULL,
  read     INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  captured TEXT    NOT NULL,
  warnings TEXT    NOT NULL,
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper (
  paper INTEGER PRIMARY KEY,
  id    TEXT    NOT NULL UNIQUE,
  run   INTEGER NOT NULL REFERENCES run
) STRICT;

CREATE TABLE abstracts (
  block INTEGER PRIMARY KEY,
  body  BLOB    NOT NULL
) STRICT;

CREATE TABLE version (
  version   INTEGER PRIMARY KEY,
  paper     INTEGER NOT NULL REFERENCES paper,
  run       INTEGER NOT NULL REFERENCES run,
  title_key INTEGER NOT NULL,
  title     TEXT    NOT NULL,
  date      TEXT    NOT NULL,
  fields    TEXT    NOT NULL,
  block     INTEGER NOT NULL REFERENCES abstracts,
  place     INTEGER NOT NULL,
  sha256    BLOB    NOT NULL
) STRICT;
CREATE INDEX version_paper ON version (paper);
CREATE INDEX version_title ON version (title_key);

CREATE TABLE alias (
  alias  INTEGER PRIMARY KEY,
  id     TEXT    NOT NULL,
  paper  INTEGER NOT NULL REFERENCES paper,
  run    INTEGER NOT NULL REFERENCES run,
  record BLOB
) STRICT;
CREATE INDEX alias_id ON alias (id);

CREATE TABLE sighting (
  sighting INTEGER PRIMARY KEY,
  paper    INTEGER NOT NULL REFERENCES paper,
  run      INTEGER NOT NULL REFERENCES run,
  captured TEXT    NOT NULL,
  upvotes  INTEGER,
  comments INTEGER
) STRICT;
CREATE INDEX sighting_paper ON sighting (paper);

CREATE TABLE reread (
  run       INTEGER PRIMARY KEY REFERENCES run,
  versions  BLOB NOT NULL,
  sightings BLOB NOT NULL
) STRICT;

CREATE TABLE membership (
  paper INTEGER NOT NULL REFERENCES paper,
  run   INTEGER NOT NULL REFERENCES run,
  topic INTEGER NOT NULL,
  PRIMARY KEY (paper, run)
) STRICT, WITHOUT ROWID;

CREATE TABLE said (
  run      INTEGER PRIMARY KEY REFERENCES run,
  as_of    TEXT    NOT NULL,
  bound    TEXT    NOT NULL,
  version  TEXT    NOT NULL,
  settings TEXT    NOT NULL,
  title    TEXT    NOT NULL,
  unit     TEXT    NOT NULL,
  reported TEXT    NOT NULL,
  added    INTEGER NOT NULL,
  papers   INTEGER NOT NULL,
  topics   INTEGER NOT NULL,
  events   TEXT    NOT NULL,
  papers_sha256 TEXT NOT NULL,
  digest   TEXT    NOT NULL,
  body     BLOB    NOT NULL,
  rows     BLOB    NOT NULL
) STRICT;

CREATE TABLE vintage (
  run  INTEGER PRIMARY KEY REFERENCES run,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE name (
  name  INTEGER PRIMARY KEY,
  id    TEXT    NOT NULL,
  label TEXT    NOT NULL,
  after INTEGER NOT NULL REFERENCES run,
  made  TEXT    NOT NULL
) STRICT;

CREATE TABLE withdrawal (
  run   INTEGER PRIMARY KEY REFERENCES run,
  after INTEGER NOT NULL REFERENCES run,
  made  TEXT    NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER input_no_update BEFORE UPDATE ON input BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER input_no_delete BEFORE DELETE ON input BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER abstracts_no_update BEFORE UPDATE ON abstracts BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER abstracts_no_delete BEFORE DELETE ON abstracts BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER version_no_update BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER version_no_delete BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER alias_no_update BEFORE UPDATE ON alias BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER alias_no_delete BEFORE DELETE ON alias BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER sighting_no_update BEFORE UPDATE ON sighting BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER sighting_no_delete BEFORE DELETE ON sighting BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER reread_no_update BEFORE UPDATE ON reread BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER reread_no_delete BEFORE DELETE ON reread BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER membership_no_update BEFORE UPDATE ON membership BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER membership_no_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER said_no_update BEFORE UPDATE ON said BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER said_no_delete BEFORE DELETE ON said BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER vintage_no_update BEFORE UPDATE ON vintage BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER vintage_no_delete BEFORE DELETE ON vintage BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER name_no_update BEFORE UPDATE ON name BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER name_no_delete BEFORE DELETE ON name BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
-- +goose StatementEnd
