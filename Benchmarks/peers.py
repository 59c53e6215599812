"""The contenders, each in a process of its own, as a user would run it."""
import glob, os, shutil, subprocess, sys
from measuring import BENCH, TRACE, fresh, run, say

PYTHON = os.path.join(BENCH, "python")
IDS = ["request_id", "client_request_id", "correlation_id", "trace_id"]


def install(*packages):
    """Packages of PyPI, into a folder below `bench/`."""
    for package in packages:
        if not os.path.exists(os.path.join(PYTHON, package.replace("-", "_"))):
            say(f"installing {package}")
            subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", PYTHON, package], check=True)
    say("")


def waybill(store, inputs, cores=None):
    return run([TRACE, "ingest", *inputs, "--store", store, "--json"], cores=cores, stderr=subprocess.DEVNULL)


def duckdb(file, tables, indexes=(), into_existing=False, threads=None, cores=None):
    """`tables`: of each, the shards. CHECKPOINT writes and syncs the file."""
    script = f"""
import sys; sys.path.insert(0, {PYTHON!r})
import duckdb
db = duckdb.connect({file!r})
if {threads!r}: db.execute("SET threads = {threads}")
for name, shards in {tables!r}.items():
    read = f"SELECT * FROM read_json({{shards!r}}, format='newline_delimited', ignore_errors=true, union_by_name=true)"
    db.execute((f"INSERT INTO {{name}} BY NAME " if {into_existing} else f"CREATE TABLE {{name}} AS ") + read)
    for column in {list(indexes)!r}:
        db.execute(f"CREATE INDEX by_{{column}} ON {{name}} ({{column}})")
db.execute("CHECKPOINT")
"""
    return run([sys.executable, "-c", script], cores=cores)


def chdb(shards):
    """ClickHouse, embedded, into a MergeTree sorted by time; inserts are synced."""
    folder = fresh("peer-chdb")
    pattern = os.path.join(os.path.commonpath(shards), "**", "*.ndjson.gz")
    script = f"""
import sys; sys.path.insert(0, {PYTHON!r})
from chdb import session
at = session.Session({folder!r})
at.query("CREATE DATABASE night")
at.query("SET input_format_json_read_objects_as_strings = 1, schema_inference_make_columns_nullable = 1")
read = "SELECT * FROM file('{pattern}', JSONEachRow)"
settings = "SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"
at.query("CREATE TABLE night.request ENGINE = MergeTree ORDER BY tuple() " + settings + " AS " + read)
assert int(str(at.query("SELECT count() FROM night.request"))) > 0
"""
    return run([sys.executable, "-c", script]), folder


def sqlite_utils(lines):
    """`sqlite-utils insert --nl` of plain lines from a pipe."""
    file = fresh("peer-sqlite-utils.db")
    environment = {**os.environ, "PYTHONPATH": PYTHON}
    with open(lines) as source:
        return run([sys.executable, "-m", "sqlite_utils", "insert", file, "request", "-", "--nl", "--alter"], stdin=source, env=environment), file
