#!/usr/bin/env python3
"""Reads every segment in a folder through the SQLite that PyPI's apsw brings, all of its rows, and checks its integrity; then its views through
DuckDB, which reads SQLite's files with code of its own for types.

    read-segments.py FOLDER

Prints one line that says which SQLite it was and how much it read, and one line for each fault. Exits with 1 where there was a fault, or no segment.
"""

import pathlib
import sys

import apsw
import duckdb
from duckdb_extensions import import_extension


def faults(path):
    """What is wrong with one file, and how many rows its tables have."""
    content = path.read_bytes()
    found = []
    # In memory, because the file must not change: a check that sees a view first does not look for pages that nothing uses.
    database = apsw.Connection(":memory:")
    database.deserialize("main", content)
    schema = list(database.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')"))
    size = database.pragma("page_size") * database.pragma("page_count")
    if size != len(content):
        found.append(f"it has {len(content)} bytes, and its pages have {size}")
    rows = {}
    for kind, name in schema:
        # Every value is made: a text that is no UTF-8 is an error.
        rows[name] = sum(1 for _ in database.execute(f'SELECT * FROM "{name}"'))
    for told in database.execute("SELECT rows FROM segment"):
        if told[0] != rows["sighting"]:
            found.append(f"it says that it has {told[0]} rows, and has {rows['sighting']}")
        # A line without its origin or format would be missing from the view over all lines.
        view = "lines" if "lines" in rows else "request"
        if rows[view] != rows["sighting"]:
            found.append(f"its view {view} has {rows[view]} rows of {rows['sighting']}")
    for name in [name for kind, name in schema if kind == "view"]:
        database.execute(f'DROP VIEW "{name}"')
    found += [words for (words,) in database.execute("PRAGMA integrity_check") if words != "ok"]
    database.close()
    return found, sum(rows[name] for kind, name in schema if kind == "table")


def faults_of_views(files):
    """What DuckDB cannot read of the views, or counts otherwise than SQLite."""
    import_extension("sqlite_scanner")
    database = duckdb.connect()
    database.execute("LOAD sqlite_scanner")
    # A column whose texts may be bytes has no type that DuckDB knows.
    database.execute("SET sqlite_all_varchar = true")
    for path in files:
        database.execute(f"ATTACH '{path}' AS segment (TYPE sqlite, READ_ONLY)")
        try:
            # A test that fills tables alone makes no segment: its lines have no origin, so that no view has them.
            if database.execute("SELECT count(*) FROM segment.segment").fetchone()[0] == 0:
                continue
            views = {row[0] for row in database.execute("SELECT view_name FROM duckdb_views() WHERE database_name = 'segment'").fetchall()}
            for view, table in [("lines", "sighting"), ("attempts", "attempt")]:
                if view not in views:
                    continue
                read = len(database.execute(f"SELECT * FROM segment.{view}").fetchall())
                told = database.execute(f"SELECT count(*) FROM segment.{table}").fetchone()[0]
                if read != told:
                    yield path, f"DuckDB reads {read} rows of its view {view}, and {told} of {table}"
        except duckdb.Error as error:
            yield path, f"DuckDB: {error}"
        finally:
            database.execute("DETACH segment")


def main(folder):
    files = sorted(pathlib.Path(folder).glob("*.sqlite"))
    total, broken = 0, 0
    for path in files:
        try:
            found, rows = faults(path)
        except (apsw.Error, UnicodeDecodeError) as error:
            found, rows = [f"{type(error).__name__}: {error}"], 0
        total += rows
        broken += bool(found)
        for fault in found[:5]:
            print(f"error: {path.name}: {fault}")
    print(f"apsw {apsw.apsw_version()}, SQLite {apsw.sqlite_lib_version()}: {len(files)} segments with {total} rows, {broken} broken")
    for path, fault in faults_of_views(files):
        broken += 1
        print(f"error: {path.name}: {fault}")
    print(f"DuckDB {duckdb.__version__}: the views of {len(files)} segments")
    if not files:
        print("error: no segment was kept")
    return 1 if broken or not files else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
