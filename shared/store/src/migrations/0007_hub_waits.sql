-- A hub that was put back from a backup: for whom it waits, and which waiting is to end by an operator's word.
CREATE TABLE hub_waits (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  hub      BLOB NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, hub)
) STRICT, WITHOUT ROWID;

CREATE TABLE go_ons (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  wait     TEXT NOT NULL,
  PRIMARY KEY (document, wait)
) STRICT, WITHOUT ROWID;
