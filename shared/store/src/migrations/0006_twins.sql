-- What this device had written on one of two contradictory changes that fell: it is written again on what stands, in a commit
-- of its own. A record as it was before that work, and as it was with it.
CREATE TABLE to_write_again (
  num      INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  before   TEXT,
  after    TEXT NOT NULL
) STRICT;
