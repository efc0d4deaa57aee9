-- Refused changes that somebody has seen. They stay: what can still be taken is taken from there.
ALTER TABLE quarantine ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;

-- All that À régler shows of them: the changes' bytes, which are long, are not read for it.
CREATE INDEX quarantine_shown ON quarantine (seen, author, reason, document, source, at);
