-- What shutting a device out takes.

-- With its seal a refused change can still be taken, and relayed with its proof, once an honest device's work builds on it.
ALTER TABLE quarantine ADD COLUMN seal BLOB;
CREATE INDEX quarantine_by_document ON quarantine (document);

-- What operators' laptops ask of the hub.
CREATE TABLE revoke_requests (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  device   BLOB NOT NULL,
  refused  TEXT,
  PRIMARY KEY (document, device)
) STRICT, WITHOUT ROWID;
