-- Lines of an hour, by who wrote them, in which region and for which service: what silence is told from.
CREATE TABLE source_hour (
  hour INTEGER NOT NULL,                     -- since 1970
  source TEXT NOT NULL,
  region TEXT NOT NULL,                      -- empty where the lines name none
  service TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 4),  -- edge, balancer, runtime, application, elsewhere
  lines INTEGER NOT NULL CHECK (lines >= 1),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first),
  reached INTEGER NOT NULL CHECK (reached >= 0),         -- answered behind it for certain
  reached_first INTEGER,
  reached_last INTEGER,
  PRIMARY KEY (hour, source, region, service),
  CHECK ((reached = 0) = (reached_first IS NULL) AND (reached = 0) = (reached_last IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE station (                       -- who was ever heard
  source TEXT NOT NULL,
  region TEXT NOT NULL,
  service TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 4),
  PRIMARY KEY (source, region, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE silent_hour (                   -- requests that a source in front saw, of which nobody behind has a line
  hour INTEGER NOT NULL,
  source TEXT NOT NULL,                      -- in front
  region TEXT NOT NULL,
  service TEXT NOT NULL,
  behind TEXT NOT NULL,                      -- the source that lacks them
  place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 4),
  seen INTEGER NOT NULL CHECK (seen >= 1),
  heard INTEGER NOT NULL CHECK (heard >= 0), -- lines behind it, fewer than were seen
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first),
  certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
  PRIMARY KEY (hour, source, region, service, behind)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica (                       -- a gateway instance, as its lines' numbers tell of its life
  instance TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  region TEXT NOT NULL,
  first_number INTEGER NOT NULL CHECK (first_number >= 1),
  last_number INTEGER NOT NULL CHECK (last_number >= first_number),
  written_from INTEGER NOT NULL,
  written_to INTEGER NOT NULL CHECK (written_to >= written_from),
  stopped INTEGER                            -- the number of the line that says so
) STRICT, WITHOUT ROWID;
CREATE INDEX replica_open ON replica (written_to) WHERE stopped IS NULL OR stopped < last_number;
CREATE INDEX replica_by_region ON replica (region, written_to);
CREATE INDEX replica_begun_earlier ON replica (written_from) WHERE first_number > 1;

CREATE TABLE sequence_gap (                  -- numbers that are missing between two lines of an instance
  instance TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first),
  written_from INTEGER NOT NULL,
  written_to INTEGER NOT NULL CHECK (written_to >= written_from),
  PRIMARY KEY (instance, first)
) STRICT, WITHOUT ROWID;

-- Shards of which not every line is counted in source_hour: of earlier versions, and of a catalog that was made anew.
CREATE TABLE uncounted_shard (shard INTEGER PRIMARY KEY REFERENCES shard) STRICT;

CREATE TABLE declaration (                   -- what a person says of a source, because its lines cannot
  subject TEXT PRIMARY KEY,                  -- a format, or a gateway instance
  every INTEGER CHECK (every > 0),           -- it has so many shards in every such time; NULL: it ended
  shards INTEGER CHECK (shards > 0),
  declared INTEGER NOT NULL,
  why TEXT
) STRICT, WITHOUT ROWID;

-- Shards with bytes that were no part of any line.
CREATE TABLE shard_skipped (
  shard INTEGER PRIMARY KEY REFERENCES shard,
  bytes INTEGER NOT NULL CHECK (bytes >= 1),
  padding INTEGER NOT NULL CHECK (padding BETWEEN 0 AND bytes)  -- of those, where no line can be
) STRICT;

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

CREATE TABLE acknowledged_hole (             -- holes of a source in a time that somebody knows of
  source TEXT NOT NULL,
  hole_from INTEGER NOT NULL,
  hole_to INTEGER NOT NULL CHECK (hole_to >= hole_from),
  acknowledged INTEGER NOT NULL,
  why TEXT,
  PRIMARY KEY (source, hole_from, hole_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE load_rhythm (                   -- one row at most: how often loads come, as the last one that knew said
  one INTEGER PRIMARY KEY CHECK (one = 1),
  begun INTEGER NOT NULL,                    -- of that load
  every INTEGER NOT NULL CHECK (every > 0)
) STRICT;
