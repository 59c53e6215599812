-- Files of which nothing was loaded: what was said the last time is no news, and what somebody acknowledged is not said again.
CREATE TABLE failed_shard (
  content TEXT PRIMARY KEY,                  -- XXH3-128 of the file's own bytes; where there are none to be read, its size and path
  path TEXT NOT NULL,                        -- where it lay last
  reason TEXT NOT NULL,
  first_failed INTEGER NOT NULL,
  last_failed INTEGER NOT NULL,
  acknowledged INTEGER,
  why TEXT,
  CHECK (why IS NULL OR acknowledged IS NOT NULL)
) STRICT, WITHOUT ROWID;
