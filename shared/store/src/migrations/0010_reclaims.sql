-- Lent time that the city takes back before the association has given it back.

-- What operators' laptops ask of the issuer. As with requests to lend, the database itself keeps what is open: the rows are the
-- same whatever came first, the request or the loan.
CREATE TABLE reclaim_requests (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  loan     TEXT NOT NULL,
  -- The loan still stands.
  open     INTEGER NOT NULL DEFAULT 0,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, loan)
) STRICT, WITHOUT ROWID;
CREATE INDEX reclaim_requests_by_loan ON reclaim_requests (loan);
CREATE INDEX reclaim_requests_open ON reclaim_requests (loan) WHERE open = 1;
CREATE TRIGGER reclaim_asked AFTER INSERT ON reclaim_requests BEGIN
  UPDATE reclaim_requests SET open = EXISTS (SELECT 1 FROM loans l WHERE l.id = new.loan AND l.status = 'granted')
  WHERE document = new.document AND loan = new.loan;
END;
CREATE TRIGGER loan_granted_reclaim AFTER INSERT ON loans BEGIN
  UPDATE reclaim_requests SET open = new.status = 'granted' WHERE loan = new.id;
END;
CREATE TRIGGER loan_changed_reclaim AFTER UPDATE OF status ON loans WHEN new.status <> old.status BEGIN
  UPDATE reclaim_requests SET open = new.status = 'granted' WHERE loan = new.id;
END;
CREATE TRIGGER loan_gone_reclaim AFTER DELETE ON loans BEGIN
  UPDATE reclaim_requests SET open = EXISTS (SELECT 1 FROM loans l WHERE l.id = old.id AND l.status = 'granted')
  WHERE loan = old.id;
END;

-- The few loans that were taken back, for what is to settle.
CREATE INDEX loans_reclaimed ON loans (ends) WHERE record ->> 'reclaimed' IS NOT NULL;
