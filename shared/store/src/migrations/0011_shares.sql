-- Whose parcel it is: each laptop has a share of its association's mailbox. Of those that wait already nobody knows.
ALTER TABLE parcels ADD COLUMN sender BLOB NOT NULL DEFAULT x'';

DROP TRIGGER parcel_kept;
DROP TRIGGER parcel_gone;
DROP TABLE mailboxes;
CREATE TABLE mailboxes (
  org     TEXT NOT NULL,
  sender  BLOB NOT NULL,
  parcels INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,
  PRIMARY KEY (org, sender)
) STRICT, WITHOUT ROWID;
INSERT INTO mailboxes (org, sender, parcels, bytes)
  SELECT org, sender, count(*), sum(length(bytes)) FROM parcels GROUP BY org, sender;
CREATE TRIGGER parcel_kept AFTER INSERT ON parcels BEGIN
  INSERT INTO mailboxes (org, sender, parcels, bytes) VALUES (new.org, new.sender, 1, length(new.bytes))
  ON CONFLICT (org, sender) DO UPDATE SET parcels = parcels + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER parcel_gone AFTER DELETE ON parcels BEGIN
  UPDATE mailboxes SET parcels = parcels - 1, bytes = bytes - length(old.bytes)
  WHERE org = old.org AND sender = old.sender;
END;
