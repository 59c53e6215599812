-- Which files of requests there are, and from what they were made. Everything here can be made again from the store's lines.
-- A day is counted since 1970; requests without a time are under 2^40.
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,                 -- 2026-11-22-0b9c5d9e4a17-3, without .sqlite
  day INTEGER NOT NULL,
  rows INTEGER NOT NULL CHECK (rows > 0),
  lines INTEGER NOT NULL CHECK (lines > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  made INTEGER NOT NULL,                     -- nanoseconds since 1970 UTC
  seals BLOB NOT NULL                        -- XXH3-64 of each page, as the machine has them in memory
) STRICT;
CREATE INDEX file_by_day ON file (day);

-- Rows that are no more, because a later file has their lines.
CREATE TABLE replaced (
  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  row INTEGER NOT NULL,
  PRIMARY KEY (file, row)
) STRICT, WITHOUT ROWID;

-- Lines that are in a request of another day than theirs: the shard's number * 2^32 + the line's.
CREATE TABLE stray (
  place INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  row INTEGER NOT NULL
) STRICT;
CREATE INDEX stray_by_file ON stray (file);

CREATE TABLE made_day (
  day INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL                       -- what the ledger said of that day
) STRICT;

CREATE TABLE made_shard (                    -- the shards that had lines in that day or near it
  day INTEGER NOT NULL REFERENCES made_day ON DELETE CASCADE,
  shard INTEGER NOT NULL,
  digest INTEGER NOT NULL,                   -- half of its content's
  PRIMARY KEY (day, shard)
) STRICT, WITHOUT ROWID;
