-- What screens read. All of it can be made again from the documents.
--
-- Records are keyed by (document, id), never by id alone: an id inside a document is only as honest as its author, and must
-- not reach the records of another organisation. Nothing here is ANALYZEd: the samples would keep erased names.

CREATE TABLE cities (
  document      INTEGER NOT NULL PRIMARY KEY REFERENCES documents (num) ON DELETE CASCADE,
  id            TEXT NOT NULL,
  name          TEXT NOT NULL,
  time_zone     TEXT NOT NULL,
  hub_addresses TEXT NOT NULL
) STRICT;

CREATE TABLE districts (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,
  x        INTEGER NOT NULL,
  y        INTEGER NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX districts_by_id ON districts (id);

CREATE TABLE kinds (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  fr       TEXT NOT NULL,
  en       TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  folded   TEXT NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisations_by_id ON organisations (id);

-- From the trust log.
CREATE TABLE devices (
  device  BLOB NOT NULL PRIMARY KEY,
  org     TEXT NOT NULL,
  role    TEXT NOT NULL,
  name    TEXT NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row for each person or card document; of several about one person one is shown. Narrow on purpose: a list of ten
-- thousand is sorted and counted here, and only its fifty rows are read from people_records.
CREATE TABLE people (
  num        INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL UNIQUE REFERENCES documents (num) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  owner      TEXT NOT NULL,
  -- Known through a card of another organisation.
  lent       INTEGER NOT NULL,
  shown      INTEGER NOT NULL DEFAULT 0,
  -- Folded, family name first.
  sort_name  TEXT NOT NULL,
  district   TEXT,
  status     TEXT NOT NULL,
  -- The position of the document's first change.
  added      INTEGER NOT NULL,
  -- When the person was last booked.
  last_asked INTEGER
) STRICT;
CREATE INDEX people_by_id ON people (id, shown);
-- Partial, not led by shown: without statistics the planner would take "is shown" for as good a key as an id.
CREATE INDEX people_by_name ON people (sort_name, id, district) WHERE shown = 1;
CREATE INDEX people_by_last_asked ON people (last_asked, sort_name, id) WHERE shown = 1;
CREATE INDEX people_by_added ON people (added) WHERE shown = 1;

CREATE TABLE people_records (
  num    INTEGER PRIMARY KEY REFERENCES people (num) ON DELETE CASCADE,
  record TEXT NOT NULL
) STRICT;

-- offer, skill, contact: what people are filtered and compared by.
CREATE TABLE people_tags (
  tag    TEXT NOT NULL,
  value  TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES people (num) ON DELETE CASCADE,
  PRIMARY KEY (tag, value, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_tags_by_person ON people_tags (person);

-- Folded before indexing and before asking by the same function, so the tokenizer has nothing left to decide.
CREATE VIRTUAL TABLE people_text USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
-- Not with its own secure-delete, which makes every edit search and rewrite the whole index: when somebody is erased, the
-- index is merged into one segment, and nothing of what was deleted stays.

CREATE TABLE cards (
  document  INTEGER NOT NULL PRIMARY KEY REFERENCES documents (num) ON DELETE CASCADE,
  from_org  TEXT NOT NULL,
  to_org    TEXT NOT NULL,
  volunteer TEXT NOT NULL,
  ends      INTEGER NOT NULL
) STRICT;
CREATE INDEX cards_by_end ON cards (ends);
CREATE INDEX cards_by_volunteer ON cards (volunteer);

CREATE TABLE places (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  org      TEXT NOT NULL,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_by_org ON places (org, id);

CREATE TABLE needs (
  document  INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id        TEXT NOT NULL,
  org       TEXT NOT NULL,
  published INTEGER NOT NULL,
  record    TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX needs_by_id ON needs (id);

CREATE TABLE shifts (
  num      INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  org      TEXT NOT NULL,
  need     TEXT NOT NULL,
  place    TEXT NOT NULL,
  starts   INTEGER NOT NULL,
  ends     INTEGER NOT NULL,
  status   TEXT NOT NULL,
  record   TEXT NOT NULL,
  UNIQUE (document, id)
) STRICT;
CREATE INDEX shifts_by_id ON shifts (id);
CREATE INDEX shifts_by_start ON shifts (starts);
CREATE INDEX shifts_by_end ON shifts (org, ends);

CREATE TABLE roles (
  shift  INTEGER NOT NULL REFERENCES shifts (num) ON DELETE CASCADE,
  role   TEXT NOT NULL,
  hands  INTEGER NOT NULL,
  PRIMARY KEY (shift, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE bookings (
  num       INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id        TEXT NOT NULL,
  org       TEXT NOT NULL,
  -- A shift of the same document.
  shift     TEXT NOT NULL,
  role      TEXT NOT NULL,
  volunteer TEXT NOT NULL,
  answer    TEXT NOT NULL,
  status    TEXT NOT NULL,
  made_at   INTEGER NOT NULL,
  -- Derived by the domain's rules; none: it holds no time.
  standing  TEXT,
  record    TEXT NOT NULL,
  UNIQUE (document, id)
) STRICT;
CREATE INDEX bookings_by_id ON bookings (id);
CREATE INDEX bookings_by_shift ON bookings (document, shift);
CREATE INDEX bookings_by_volunteer ON bookings (volunteer, org);

-- Booked minutes by volunteer and week; the week is named by its Monday.
CREATE TABLE booked_weeks (
  volunteer TEXT NOT NULL,
  monday    TEXT NOT NULL,
  minutes   INTEGER NOT NULL,
  PRIMARY KEY (monday, volunteer)
) STRICT, WITHOUT ROWID;
CREATE INDEX booked_weeks_by_volunteer ON booked_weeks (volunteer);

-- Derived pairs of bookings that cannot both stand.
CREATE TABLE contests (
  org       TEXT NOT NULL,
  first     TEXT NOT NULL,
  second    TEXT NOT NULL,
  volunteer TEXT NOT NULL,
  cause     TEXT NOT NULL,
  PRIMARY KEY (org, first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX contests_by_volunteer ON contests (volunteer, org);

CREATE TABLE settlements (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  org      TEXT NOT NULL,
  first    TEXT NOT NULL,
  second   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlements_by_first ON settlements (org, first);
CREATE INDEX settlements_by_time ON settlements (at);

CREATE TABLE loans (
  document  INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id        TEXT NOT NULL,
  org       TEXT NOT NULL,
  volunteer TEXT NOT NULL,
  starts    INTEGER NOT NULL,
  ends      INTEGER NOT NULL,
  term      INTEGER NOT NULL,
  sequence  INTEGER NOT NULL,
  status    TEXT NOT NULL,
  record    TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX loans_by_id ON loans (id);
CREATE INDEX loans_by_volunteer ON loans (volunteer);

CREATE TABLE give_backs (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  org      TEXT NOT NULL,
  loan     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (document, loan)
) STRICT, WITHOUT ROWID;
CREATE INDEX give_backs_by_loan ON give_backs (org, loan);

CREATE TABLE returned (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  org      TEXT NOT NULL,
  loan     TEXT NOT NULL,
  device   BLOB NOT NULL,
  PRIMARY KEY (document, loan, device)
) STRICT, WITHOUT ROWID;

-- Where colleagues' laptops listen.
CREATE TABLE whereabouts (
  document  INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  org       TEXT NOT NULL,
  device    BLOB NOT NULL,
  addresses TEXT NOT NULL,
  PRIMARY KEY (document, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE asks (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  org      TEXT NOT NULL,
  status   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lend_requests (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invites (
  document INTEGER NOT NULL REFERENCES documents (num) ON DELETE CASCADE,
  id       TEXT NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
