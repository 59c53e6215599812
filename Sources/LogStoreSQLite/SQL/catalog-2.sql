-- Step 2: the numbers that gateways gave their lines, as runs without a gap.
CREATE TABLE sequence_run (
  instance TEXT NOT NULL,
  first INTEGER NOT NULL CHECK (first >= 1),
  last INTEGER NOT NULL CHECK (last >= first),
  shard INTEGER NOT NULL REFERENCES shard,
  written_from INTEGER NOT NULL,
  written_to INTEGER NOT NULL,
  PRIMARY KEY (instance, first, last, shard)
) STRICT, WITHOUT ROWID;

-- Shards that were loaded before their numbers were kept: while there are any, no gap can be told from them.
CREATE TABLE unnumbered_shard (shard INTEGER PRIMARY KEY REFERENCES shard) STRICT;
INSERT INTO unnumbered_shard SELECT number FROM shard;
