-- Schema 1 of .recount/dossier.sqlite. Everything here is derived: arrivals, originals and rulings from the journal, the rest
-- from the originals. `key` numbers originals in the order in which they first came. `sum` is the first half of the SHA-256 of a
-- row's content (src/database/sum.rs).

-- How far the journal has been taken in.
CREATE TABLE head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes INTEGER NOT NULL
);
INSERT INTO head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);

-- Every original with what came of reading it.
CREATE TABLE originals (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL,
  media TEXT NOT NULL,
  outcome INTEGER NOT NULL, -- 0 read, 1 unread, 2 container, 3 table of claims
  text_sha256 BLOB,
  intake TEXT,
  reason TEXT
);
CREATE INDEX originals_outcome ON originals (outcome) WHERE outcome <> 0;

-- Every arrival, by its number in the journal.
CREATE TABLE arrivals (
  number INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  file TEXT NOT NULL,
  publisher TEXT,
  author TEXT,
  published TEXT,
  published_basis TEXT,
  url TEXT,
  container BLOB,
  path TEXT,
  replaces INTEGER, -- key
  at TEXT NOT NULL,
  who TEXT NOT NULL
);
CREATE INDEX arrivals_key ON arrivals (key);
CREATE INDEX arrivals_file ON arrivals (file);
CREATE INDEX arrivals_url ON arrivals (url) WHERE url IS NOT NULL;
CREATE INDEX arrivals_replaces ON arrivals (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX arrivals_container ON arrivals (container) WHERE container IS NOT NULL;

CREATE TABLE rulings (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  word TEXT NOT NULL,
  body TEXT NOT NULL, -- the journal's JSON of the entry
  key INTEGER,        -- the report that a withdrawal or a description is about
  undoes INTEGER,     -- the ruling that an undoing is about
  holds INTEGER NOT NULL
);
CREATE INDEX rulings_key ON rulings (key) WHERE key IS NOT NULL;
CREATE INDEX rulings_undoes ON rulings (undoes) WHERE undoes IS NOT NULL;

-- Reports as intake gave them.
CREATE TABLE reports (
  key INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  author TEXT,
  published TEXT,
  published_basis TEXT,
  url TEXT,
  language TEXT NOT NULL,
  blocks BLOB NOT NULL,
  pages BLOB,
  sum BLOB NOT NULL
);
CREATE TABLE texts (
  key INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  sum BLOB NOT NULL
);

-- Reports as they are to be shown: rulings applied, of several arrivals the first that nothing replaced.
CREATE TABLE shown (
  key INTEGER PRIMARY KEY,
  state INTEGER NOT NULL, -- 0 stands, 1 replaced, 2 withdrawn
  file TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  title TEXT,
  publisher TEXT,
  author TEXT,
  published TEXT,
  published_basis TEXT,
  url TEXT,
  language TEXT NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  text_bytes INTEGER NOT NULL,
  replaced_by INTEGER -- key
);
CREATE INDEX shown_file ON shown (state, file);
CREATE INDEX shown_days ON shown (first_day, last_day);

-- What a reader of one version found in a report.
CREATE TABLE readers (reader INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE readings (
  reader INTEGER NOT NULL,
  key INTEGER NOT NULL,
  claims INTEGER NOT NULL, -- how many rows of claims belong to it
  names TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (reader, key)
) WITHOUT ROWID;
CREATE TABLE claims (
  reader INTEGER NOT NULL,
  key INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  start INTEGER NOT NULL, -- bytes of the text
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (reader, key, ordinal)
) WITHOUT ROWID;
CREATE INDEX claims_id ON claims (id);

-- The last account that was made.
CREATE TABLE account (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  head_number INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  settings TEXT NOT NULL,
  program TEXT NOT NULL,
  rows INTEGER NOT NULL,
  sum BLOB NOT NULL
);
CREATE TABLE account_rows (
  ordinal INTEGER PRIMARY KEY,
  kind TEXT NOT NULL, -- finding, entity
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  sum BLOB NOT NULL
);

-- Keys of passages, for finding near copies: all of a report in one row, and the way from key to report.
CREATE TABLE passages (
  key INTEGER PRIMARY KEY,
  body BLOB NOT NULL,
  sum BLOB NOT NULL
);
CREATE TABLE passage_keys (
  passage INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (passage, key)
) WITHOUT ROWID;

-- Words of the reports that stand, folded (recount_lexicon::search_words): no text is kept here.
CREATE VIRTUAL TABLE words USING fts5 (
  title, body, publisher, author, file,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
