-- The log of sealed changes, the documents that they make up, and what is known of other devices.

-- Small things by name: whose laptop it is, the device's key, the epoch.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Random for each database, so that another device notices that this one was restored from a copy.
INSERT INTO meta (key, value) VALUES ('epoch', randomblob(16));

CREATE TABLE documents (
  num    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  owner  TEXT NOT NULL,
  -- Who reads it beside the owner: '*' everyone, '@city' the city, '' nobody, else an organisation.
  reader TEXT NOT NULL,
  -- All change hashes combined by exclusive or: equal on two devices when they hold the same changes.
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  heads  BLOB NOT NULL,
  -- The whole document up to and including this position, so that loading reads only the changes after it.
  snapshot          BLOB,
  snapshot_position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX documents_by_owner ON documents (owner, reader);
CREATE INDEX documents_by_reader ON documents (reader);

-- With all their digests, so that a batch is relayed with its proof to somebody who may read only a part of it.
CREATE TABLE seals (
  num       INTEGER PRIMARY KEY,
  device    BLOB NOT NULL CHECK (length(device) = 32),
  -- Counters from elsewhere are any 64 bits: they are kept bit for bit, not as quantities.
  counter   INTEGER NOT NULL,
  trust     INTEGER NOT NULL,
  digests   BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  -- Not (device, counter) alone: a device that seals twice under one number is a matter for admission, not for a constraint.
  UNIQUE (device, counter, signature)
) STRICT;

CREATE TABLE changes (
  position    INTEGER PRIMARY KEY,
  document    INTEGER NOT NULL REFERENCES documents (num),
  hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  seal        INTEGER NOT NULL REFERENCES seals (num),
  entry_index INTEGER NOT NULL,
  bytes       BLOB NOT NULL,
  -- The device that brought it; none: made here.
  source      BLOB,
  -- Hash over the log up to here, which a peer's cursor must agree with.
  chain       BLOB NOT NULL CHECK (length(chain) = 16),
  -- Copied from the document: what one organisation may read of the log is then a range of an index.
  owner       TEXT NOT NULL,
  reader      TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_document ON changes (document, position);
CREATE INDEX changes_by_owner ON changes (owner, position);
CREATE INDEX changes_by_reader ON changes (reader, position);
CREATE INDEX changes_by_seal ON changes (seal);
CREATE INDEX changes_made_here ON changes (owner, reader, position) WHERE source IS NULL;

-- Positions whose changes are gone with their document: the chain goes on, and no position is given twice.
CREATE TABLE removed_positions (
  position INTEGER PRIMARY KEY,
  chain    BLOB NOT NULL
) STRICT;

CREATE TABLE trust_log (
  number INTEGER PRIMARY KEY,
  entry  BLOB NOT NULL
) STRICT;

-- Other devices: how far into their log this device has read, and how far into ours they have.
CREATE TABLE peers (
  device   BLOB NOT NULL PRIMARY KEY,
  epoch    BLOB,
  position INTEGER,
  chain    BLOB,
  acked    INTEGER NOT NULL DEFAULT 0,
  seen     INTEGER
) STRICT, WITHOUT ROWID;

-- What was done on this device, for people to see and to undo.
CREATE TABLE commands (
  entry     INTEGER PRIMARY KEY AUTOINCREMENT,
  at        INTEGER NOT NULL,
  name      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  count     INTEGER NOT NULL,
  undo      TEXT,
  volunteer TEXT,
  undone    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Refused changes: kept within bounds, never applied.
CREATE TABLE quarantine (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  author   BLOB,
  source   BLOB,
  hash     BLOB NOT NULL,
  bytes    BLOB NOT NULL,
  reason   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  UNIQUE (hash, reason)
) STRICT;
