"""Whole nights: Waybill beside its peers."""
import os, shutil, subprocess, sys
import corpora, peers
from measuring import TRACE, fresh, rounds, run, size, table


def gateway(options):
    peers.install("duckdb")
    night = corpora.gateway(options.requests)
    sizes = {}

    def duckdb(name, indexes):
        file = fresh("peer.duckdb")
        result = peers.duckdb(file, {"request": night.shards}, indexes)
        sizes[name] = size(file)
        return result

    contenders = {
        "Waybill": lambda: peers.waybill(fresh("store"), night.shards),
        "DuckDB, no index": lambda: duckdb("DuckDB, no index", []),
        "DuckDB, four indexes": lambda: duckdb("DuckDB, four indexes", peers.IDS),
        "igzip -d, one thread": lambda: run(["igzip", "-d", "-c", *night.shards]),
        "zcat, one thread": lambda: run(["zcat", *night.shards]),
    }
    results = rounds(options.rounds, contenders)
    sizes["Waybill"] = size(os.path.join(corpora.BENCH, "store"))
    table(f"gateway: {night}", results, night.lines, night.raw, sizes)


def next_night(options):
    peers.install("duckdb")
    first, second = corpora.gateway(options.requests), corpora.next_night(options.requests)
    store, file = fresh("store-evening"), fresh("evening.duckdb")
    peers.waybill(store, first.shards)
    peers.duckdb(file, {"request": first.shards})

    def copy(path, to):
        to = fresh(to)
        shutil.copytree(path, to) if os.path.isdir(path) else shutil.copy(path, to)
        os.sync()
        return to

    contenders = {
        "Waybill": lambda: peers.waybill(copy(store, "store-next"), second.shards),
        "DuckDB, no index": lambda: peers.duckdb(copy(file, "next.duckdb"), {"request": second.shards}, into_existing=True),
        "igzip -d, one thread": lambda: run(["igzip", "-d", "-c", *second.shards]),
    }
    table(f"next-night: {second}, after as many", rounds(options.rounds, contenders), second.lines, second.raw)


def one_core(options):
    peers.install("duckdb")
    night = corpora.gateway(options.requests)
    contenders = {
        "Waybill": lambda: peers.waybill(fresh("store-one-core"), night.shards, cores="0"),
        "DuckDB, no index": lambda: peers.duckdb(fresh("peer.duckdb"), {"request": night.shards}, threads=1, cores="0"),
        "igzip -d": lambda: run(["igzip", "-d", "-c", *night.shards], cores="0"),
    }
    table(f"one-core: {night}", rounds(options.rounds, contenders), night.lines, night.raw)


def mixed(options):
    peers.install("duckdb")
    night = corpora.mixed(options.requests // 5)
    vantages = {}
    for shard in night.shards:
        vantages.setdefault(os.path.relpath(shard, night.folder).split(os.sep)[0], []).append(shard)
    packed = [shard for shard in night.shards if shard.endswith(".gz")]
    contenders = {
        "Waybill": lambda: peers.waybill(fresh("store-mixed"), night.shards),
        "DuckDB, no index": lambda: peers.duckdb(fresh("peer.duckdb"), vantages),
        "igzip -d of what is gz": lambda: run(["igzip", "-d", "-c", *packed]),
    }
    table(f"mixed: {night}", rounds(options.rounds, contenders), night.lines, night.raw)


def others(options):
    peers.install("chdb", "sqlite-utils")
    night = corpora.gateway(options.requests)
    lines = night.lines // 20
    part = fresh("part.ndjson")
    subprocess.run(f"zcat {' '.join(night.shards)} | head -n {lines} > {part}", shell=True, check=True)
    sizes = {}

    def measured(name, contender):
        result, file = contender()
        sizes[name] = size(file)
        return result

    for name, contender, count, raw in [
        ("chDB, MergeTree", lambda: peers.chdb(night.shards), night.lines, night.raw),
        ("sqlite-utils", lambda: peers.sqlite_utils(part), lines, size(part)),
    ]:
        results = rounds(1, {name: lambda: measured(name, contender)})
        table(f"others: {count} lines, once", results, count, raw, sizes)


def big_night(options):
    night = corpora.big_night()
    store = fresh("store-big-night")
    command = [TRACE, "ingest", night.folder, "--store", store, "--max-bad", "1%", "--json"]
    print(f"\nbig-night: {night}; trace ingest SPOOL --store STORE --max-bad 1% --json")
    result = run(command, stdout=sys.stdout)
    print(f"{result['wall']:.1f} s, {result['cpu']:.1f} CPU s, {night.lines / result['wall']:.0f} lines/s, {result['memory']:.0f} MB at the most, "
          f"{size(store) / 1e6:.0f} MB of store", flush=True)
    again = run(command)
    print(f"the same again: {again['wall']:.2f} s", flush=True)
    check = run([TRACE, "verify", "--store", store], stdout=sys.stdout)
    print(f"verified in {check['wall']:.1f} s")
