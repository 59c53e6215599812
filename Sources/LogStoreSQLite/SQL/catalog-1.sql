-- The catalog: the only file of a store that is changed in place.
CREATE TABLE run (
  id TEXT PRIMARY KEY,                       -- twelve random hexadecimal digits; begins the names of its segments
  started INTEGER NOT NULL,                  -- every time here is in nanoseconds since 1970 UTC
  ended INTEGER,
  process INTEGER NOT NULL,
  last_shard INTEGER NOT NULL CHECK (last_shard >= 0)
) STRICT;

CREATE TABLE shard (
  number INTEGER PRIMARY KEY,
  covers_from INTEGER,                       -- the time that it speaks of, by its name or its records; NULL where neither tells
  covers_to INTEGER,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16),
  first_line_hash INTEGER NOT NULL,
  served_bytes INTEGER NOT NULL CHECK (served_bytes >= bytes),  -- decompressed bytes that the digest covers
  path TEXT NOT NULL,                        -- below folder; '-' is standard input
  folder TEXT,
  coding TEXT NOT NULL CHECK (coding IN ('plain', 'gzip', 'zstd')),
  file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
  lines INTEGER NOT NULL CHECK (lines >= 0),
  stored INTEGER NOT NULL CHECK (stored >= 0),
  rejected INTEGER NOT NULL CHECK (rejected >= 0),
  blank INTEGER NOT NULL CHECK (blank >= 0),
  not_a_request INTEGER NOT NULL CHECK (not_a_request >= 0),
  expired INTEGER NOT NULL CHECK (expired >= 0),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)),
  first_visible_line INTEGER NOT NULL CHECK (first_visible_line >= 1),
  visible_lines INTEGER NOT NULL CHECK (visible_lines >= 0),
  loaded INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('live', 'expired')),
  series TEXT,                               -- the rhythm: all of these, or none
  part TEXT,
  window_from INTEGER,
  window_to INTEGER,
  period INTEGER,
  gapless INTEGER CHECK (gapless IN (0, 1)),
  CHECK ((series IS NULL) = (part IS NULL) AND (series IS NULL) = (window_from IS NULL)
    AND (series IS NULL) = (window_to IS NULL) AND (series IS NULL) = (gapless IS NULL))
) STRICT;
CREATE INDEX shard_by_first_line ON shard (first_line_hash);
CREATE INDEX shard_by_time ON shard (covers_to, covers_from);
CREATE INDEX shard_continuing ON shard (number) WHERE first_visible_line > 1;

CREATE TABLE shard_source (
  shard INTEGER NOT NULL REFERENCES shard,
  name TEXT NOT NULL,
  records INTEGER NOT NULL CHECK (records >= 0),
  span_from INTEGER,
  span_to INTEGER,
  PRIMARY KEY (shard, name),
  CHECK ((span_from IS NULL) = (span_to IS NULL))
) STRICT, WITHOUT ROWID;

-- What the shards of a series are together, so that a look-up reads those near its time alone. Made anew at each change of the ledger.
CREATE TABLE series (
  name TEXT PRIMARY KEY,
  sources TEXT NOT NULL,                     -- formats, parted by commas
  shards INTEGER NOT NULL,
  timeless INTEGER NOT NULL,                 -- those that end when they end
  gapless INTEGER NOT NULL,
  beating INTEGER NOT NULL,                  -- those that begin at some beat
  period INTEGER,                            -- the beat at which most begin
  phase INTEGER,
  in_step INTEGER NOT NULL,                  -- how many
  covers_from INTEGER,
  covers_to INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE series_gap (                    -- numbers that are left out
  series TEXT NOT NULL REFERENCES series,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  covers_from INTEGER NOT NULL,
  covers_to INTEGER NOT NULL
) STRICT;

CREATE TABLE loose_source (                  -- of shards without a series
  name TEXT PRIMARY KEY,
  covers_from INTEGER,
  covers_to INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (                        -- one row; none while the sums are not those of the shards
  covers_from INTEGER,
  covers_to INTEGER,
  loose INTEGER NOT NULL,                    -- rows of loose_source
  gaps INTEGER NOT NULL                      -- rows of series_gap
) STRICT;
CREATE TRIGGER shard_entered AFTER INSERT ON shard BEGIN DELETE FROM ledger; END;
CREATE TRIGGER shard_changed AFTER UPDATE ON shard BEGIN DELETE FROM ledger; END;
CREATE TRIGGER shard_left AFTER DELETE ON shard BEGIN DELETE FROM ledger; END;

CREATE TABLE shard_problem (
  shard INTEGER NOT NULL REFERENCES shard,
  ordinal INTEGER NOT NULL,
  reason TEXT NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  PRIMARY KEY (shard, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_hint (
  path TEXT PRIMARY KEY,
  device INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  shard INTEGER NOT NULL REFERENCES shard
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,                 -- 2026-11-22/0b9c5d9e4a17-3, without .sqlite and .ids
  day INTEGER,                               -- days since 1970; NULL is undated
  rows INTEGER NOT NULL CHECK (rows > 0),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  id_bytes INTEGER NOT NULL CHECK (id_bytes > 0),
  filed_from INTEGER NOT NULL,
  filed_to INTEGER NOT NULL,
  run TEXT NOT NULL REFERENCES run
) STRICT;
CREATE INDEX segment_by_day ON segment (day);

CREATE TABLE segment_shard (
  segment INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
  shard INTEGER NOT NULL,                    -- not in shard: in flight, or abandoned; its rows do not exist
  rows INTEGER NOT NULL CHECK (rows > 0),
  first_line INTEGER NOT NULL,
  PRIMARY KEY (segment, shard)
) STRICT, WITHOUT ROWID;

CREATE INDEX segment_shard_by_shard ON segment_shard (shard);

CREATE TABLE pruned_day (
  day INTEGER PRIMARY KEY,
  pruned INTEGER NOT NULL
) STRICT;

-- The numbers that gateways gave their lines, as runs without a gap.
CREATE TABLE sequence_run (
  instance TEXT NOT NULL,
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  shard INTEGER NOT NULL REFERENCES shard,
  written_from INTEGER NOT NULL,
  written_to INTEGER NOT NULL,
  PRIMARY KEY (instance, first, last, shard)
) STRICT, WITHOUT ROWID;

-- Shards whose numbers were lost with an earlier catalog: while there are any, no gap can be told from the runs.
CREATE TABLE unnumbered_shard (shard INTEGER PRIMARY KEY REFERENCES shard) STRICT;

-- In how many of the lines that were looked at a source had a key, with a value of one kind, by day.
CREATE TABLE field_count (
  day INTEGER NOT NULL,                      -- days since 1970
  source TEXT NOT NULL,
  path TEXT NOT NULL,                        -- empty where kind is 'line'
  kind TEXT NOT NULL CHECK (kind IN ('line', 'text', 'number', 'flag', 'list', 'object')),
  lines INTEGER NOT NULL CHECK (lines >= 1),
  PRIMARY KEY (day, source, path, kind)
) STRICT, WITHOUT ROWID;
