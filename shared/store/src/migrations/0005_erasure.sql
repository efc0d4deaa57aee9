-- People who are erased: what the trust log says, and when this device heard of it.
CREATE TABLE erasures (
  number   INTEGER PRIMARY KEY,
  owner    TEXT NOT NULL,
  subject  BLOB NOT NULL UNIQUE CHECK (length(subject) = 32),
  shown_to TEXT NOT NULL,
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX erasures_by_owner ON erasures (owner, at);

-- What organisations ask the hub to erase, and what the city says to it: ids alone.
CREATE TABLE erase_requests (
  document  INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  asked_by  TEXT NOT NULL,
  owner     TEXT NOT NULL,
  volunteer TEXT NOT NULL,
  record    TEXT NOT NULL,
  PRIMARY KEY (document, owner, volunteer)
) STRICT, WITHOUT ROWID;

-- Up to which entry of the trust log a device has erased.
CREATE TABLE erased_up_to (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  org      TEXT NOT NULL,
  device   BLOB NOT NULL,
  number   INTEGER NOT NULL,
  PRIMARY KEY (document, device)
) STRICT, WITHOUT ROWID;
