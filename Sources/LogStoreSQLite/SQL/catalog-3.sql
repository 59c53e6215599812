-- Step 3: in how many of the lines that were looked at a source had a key, with a value of one kind, by day.
CREATE TABLE field_count (
  day INTEGER NOT NULL,                      -- days since 1970
  source TEXT NOT NULL,
  path TEXT NOT NULL,                        -- empty where kind is 'line'
  kind TEXT NOT NULL CHECK (kind IN ('line', 'text', 'number', 'flag', 'list', 'object')),
  lines INTEGER NOT NULL CHECK (lines >= 1),
  PRIMARY KEY (day, source, path, kind)
) STRICT, WITHOUT ROWID;
