-- Shards with bytes that were no part of any line.
CREATE TABLE shard_skipped (
  shard INTEGER PRIMARY KEY REFERENCES shard,
  bytes INTEGER NOT NULL CHECK (bytes >= 1),
  padding INTEGER NOT NULL CHECK (padding BETWEEN 0 AND bytes)  -- of those, where no line can be
) STRICT;
