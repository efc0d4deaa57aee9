-- The mailbox: what the hub keeps for devices without being able to read it.

CREATE TABLE parcels (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  org    TEXT NOT NULL,
  at     INTEGER NOT NULL,
  -- A bundle: ciphertext, and who may open it.
  bytes  BLOB NOT NULL,
  -- The same parcel twice, after an answer that was lost, is one.
  hash   BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX parcels_by_org ON parcels (org, number);

-- Who has yet to fetch it; a parcel for which nobody is left goes.
CREATE TABLE parcel_readers (
  device BLOB NOT NULL CHECK (length(device) = 32),
  parcel INTEGER NOT NULL REFERENCES parcels (number) ON DELETE CASCADE,
  PRIMARY KEY (device, parcel)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_readers_by_parcel ON parcel_readers (parcel);

-- On a laptop: how far its log was deposited for a colleague's device.
CREATE TABLE posted (
  device   BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 32),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
