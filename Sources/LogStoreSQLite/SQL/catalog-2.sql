-- What the rows of each table hash to together: written with each change by the writer, so that a value which anybody else edited is noticed.
CREATE TABLE seal (
  name TEXT PRIMARY KEY,                     -- of the table
  rows INTEGER NOT NULL,
  sum INTEGER NOT NULL                       -- of the XXH3-64 of each row, modulo 2^64
) STRICT, WITHOUT ROWID;
