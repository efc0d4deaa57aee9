-- What is asked at each commit and contact costs what is open, not what there ever was.

CREATE INDEX parcels_by_time ON parcels (at);
DROP INDEX parcels_by_org;

-- How much the mailbox keeps for each association. The database counts by itself, whatever makes parcels come and go.
CREATE TABLE mailboxes (
  org     TEXT NOT NULL PRIMARY KEY,
  parcels INTEGER NOT NULL,
  bytes   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO mailboxes (org, parcels, bytes) SELECT org, count(*), sum(length(bytes)) FROM parcels GROUP BY org;
CREATE TRIGGER parcel_kept AFTER INSERT ON parcels BEGIN
  INSERT INTO mailboxes (org, parcels, bytes) VALUES (new.org, 1, length(new.bytes))
  ON CONFLICT (org) DO UPDATE SET parcels = parcels + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER parcel_gone AFTER DELETE ON parcels BEGIN
  UPDATE mailboxes SET parcels = parcels - 1, bytes = bytes - length(old.bytes) WHERE org = old.org;
END;

CREATE INDEX loans_by_term ON loans (term, sequence);
CREATE INDEX returned_by_loan ON returned (org, loan, device);

-- Requests and their loans, give-backs and the issuer's note of them arrive in any order, and a loan may fall again. So the
-- database itself keeps what is open: the rows are the same whatever came first.
ALTER TABLE lend_requests ADD COLUMN granted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lend_requests ADD COLUMN refused TEXT AS (record ->> 'refused') VIRTUAL;
UPDATE lend_requests SET granted = EXISTS (SELECT 1 FROM loans l WHERE l.id = lend_requests.id);
CREATE INDEX lend_requests_by_id ON lend_requests (id);
CREATE INDEX lend_requests_not_granted ON lend_requests (refused, id) WHERE granted = 0;
CREATE TRIGGER lend_request_made AFTER INSERT ON lend_requests BEGIN
  UPDATE lend_requests SET granted = EXISTS (SELECT 1 FROM loans l WHERE l.id = new.id)
  WHERE document = new.document AND id = new.id;
END;

-- Whether the issuer has taken note of a give-back: then nobody waits for anybody any more.
ALTER TABLE give_backs ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
UPDATE give_backs SET noted = EXISTS (
  SELECT 1 FROM loans l WHERE l.id = give_backs.loan AND l.org = give_backs.org AND l.status <> 'granted');
CREATE INDEX give_backs_open ON give_backs (org, loan) WHERE noted = 0;
CREATE TRIGGER give_back_made AFTER INSERT ON give_backs BEGIN
  UPDATE give_backs SET noted = EXISTS (
    SELECT 1 FROM loans l WHERE l.id = new.loan AND l.org = new.org AND l.status <> 'granted')
  WHERE document = new.document AND loan = new.loan;
END;

CREATE TRIGGER loan_granted AFTER INSERT ON loans BEGIN
  UPDATE lend_requests SET granted = 1 WHERE id = new.id;
  UPDATE give_backs SET noted = new.status <> 'granted' WHERE org = new.org AND loan = new.id;
END;
CREATE TRIGGER loan_changed AFTER UPDATE OF status ON loans WHEN new.status <> old.status BEGIN
  UPDATE give_backs SET noted = new.status <> 'granted' WHERE org = new.org AND loan = new.id;
END;
CREATE TRIGGER loan_gone AFTER DELETE ON loans BEGIN
  UPDATE lend_requests SET granted = EXISTS (SELECT 1 FROM loans l WHERE l.id = old.id) WHERE id = old.id;
  UPDATE give_backs SET noted = EXISTS (
    SELECT 1 FROM loans l WHERE l.id = old.id AND l.org = old.org AND l.status <> 'granted')
  WHERE org = old.org AND loan = old.id;
END;
