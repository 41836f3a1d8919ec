-- Schema 2: all that a reader found in a report is one packed column (src/database/packed.rs), a seventh of the size of a row for
-- each claim; of claims only the ids have rows. src/database/migrate.rs fills the new tables and drops the old ones.

ALTER TABLE readings RENAME TO readings_1;
DROP INDEX claims_id;
ALTER TABLE claims RENAME TO claims_1;

-- What a reader of one version found in a report.
CREATE TABLE readings (
  reader INTEGER NOT NULL,
  key INTEGER NOT NULL,
  body BLOB NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (reader, key)
);
-- In which of them a claim is.
CREATE TABLE claims (
  id TEXT NOT NULL,
  reader INTEGER NOT NULL,
  key INTEGER NOT NULL,
  ordinal INTEGER NOT NULL, -- from 0
  PRIMARY KEY (id, reader, key, ordinal)
) WITHOUT ROWID;
