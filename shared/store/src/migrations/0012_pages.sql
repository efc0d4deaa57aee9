-- A commit enciphers and writes every page that it touches. Two that each commit touched for nothing:

-- What nobody but its owner reads is found by its owner alone.
DROP INDEX changes_by_reader;
CREATE INDEX changes_by_reader ON changes (reader, position) WHERE reader <> '';

-- No step of the history is ever deleted, so no number is given twice: they need no counting in a table of their own.
CREATE TABLE steps (
  entry     INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  name      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  count     INTEGER NOT NULL,
  undo      TEXT,
  volunteer TEXT,
  undone    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO steps SELECT entry, at, name, subject, count, undo, volunteer, undone FROM commands;
DROP TABLE commands;
ALTER TABLE steps RENAME TO commands;
