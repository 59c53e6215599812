#!/usr/bin/env python3
"""Measures `trace ingest` beside what a user would pick instead, on the same shards, in turn.

    make bench-ingest                       a million lines, five rounds
    python3 Benchmarks/ingest.py --requests 200000 --rounds 3

Peers: DuckDB's read_json into a table on disk (without indexes, and with one on each of four ids), `igzip -d` and `zcat`
to nowhere as limits. Every contender runs once in each round, in the same order; the table gives medians, the spread
from least to greatest, and the peak memory. Waybill's and DuckDB's times include making the data durable.
"""
import argparse, glob, json, os, platform, shutil, statistics, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.path.join(ROOT, "bench")
TRACE = os.path.join(ROOT, ".build/release/trace")
CORPUS = os.path.join(ROOT, ".build/release/corpus")
PEERS = os.path.join(BENCH, "python")
IDS = ["request_id", "client_request_id", "correlation_id", "trace_id"]


def run(command, **options):
    """Seconds, CPU seconds and peak memory in MB of one process and its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"bench: {' '.join(command[:3])} ... failed with status {status}")
    return {"wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def duckdb(shards, indexes):
    """DuckDB in a process of its own, as a user's script would do it; CHECKPOINT writes and syncs the file."""
    script = f"""
import sys; sys.path.insert(0, {PEERS!r})
import duckdb
db = duckdb.connect({os.path.join(BENCH, 'peer.duckdb')!r})
db.execute("CREATE TABLE request AS SELECT * FROM read_json({shards!r}, format='newline_delimited', ignore_errors=true)")
if {indexes}:
    for name in {IDS!r}:
        db.execute(f"CREATE INDEX by_{{name}} ON request ({{name}})")
db.execute("CHECKPOINT")
"""
    for leftover in glob.glob(os.path.join(BENCH, "peer.duckdb*")):
        os.remove(leftover)
    return run([sys.executable, "-c", script])


def waybill(shards):
    shutil.rmtree(os.path.join(BENCH, "store"), ignore_errors=True)
    return run([TRACE, "ingest", *shards, "--store", os.path.join(BENCH, "store"), "--json"], stderr=subprocess.DEVNULL)


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def look_up(every):
    """The cold look-up: a process of its own for each of some forty ids, spread over the store; the page cache is warm."""
    identifiers = []
    with open(os.path.join(BENCH, "corpus", "truth.ndjson")) as truth:
        for number, line in enumerate(truth):
            if number % every == 17:
                identifiers += [ask["text"] for ask in json.loads(line)["asks"][:1]]
    store = os.path.join(BENCH, "store")
    times = [run([TRACE, identifier, "--json", "--store", store])["wall"] * 1000 for identifier in identifiers]
    if times:
        times.sort()
        print(f"look-up, cold process: median {statistics.median(times):.1f} ms, greatest of {len(times)}: {times[-1]:.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()

    os.makedirs(BENCH, exist_ok=True)
    if not os.path.isdir(os.path.join(PEERS, "duckdb")):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--target", PEERS, "duckdb"], check=True)
    corpus = os.path.join(BENCH, "corpus")
    stamp = os.path.join(corpus, f".requests-{options.requests}-{options.shards}")
    if not os.path.exists(stamp):
        shutil.rmtree(corpus, ignore_errors=True)
        print(f"bench: making {options.requests} requests in {options.shards} shards", file=sys.stderr)
        subprocess.run(
            [CORPUS, "--requests", str(options.requests), "--shards", str(options.shards), "--seed", "1", "--only", "gateway",
             "--out", corpus], check=True)
        open(stamp, "w").close()
    shards = sorted(glob.glob(os.path.join(corpus, "gateway", "**", "*.ndjson.gz"), recursive=True))
    raw = sum(int(subprocess.run(f"zcat '{shard}' | wc -c", shell=True, capture_output=True, text=True).stdout) for shard in shards)

    contenders = {
        "Waybill": lambda: waybill(shards),
        "DuckDB, no index": lambda: duckdb(shards, False),
        "DuckDB, four indexes": lambda: duckdb(shards, True),
        "igzip -d, one thread": lambda: run(["igzip", "-d", "-c", *shards]),
        "zcat, one thread": lambda: run(["zcat", *shards]),
    }
    results = {name: [] for name in contenders}
    sizes = {}
    for number in range(options.rounds):
        for name, contender in contenders.items():
            print(f"\rbench: round {number + 1} of {options.rounds}: {name:<24}", end="", file=sys.stderr, flush=True)
            results[name].append(contender())
            if name == "DuckDB, no index" or name == "DuckDB, four indexes":
                sizes[name] = size(os.path.join(BENCH, "peer.duckdb"))
    sizes["Waybill"] = size(os.path.join(BENCH, "store"))
    print("\r" + " " * 60 + "\r", end="", file=sys.stderr)

    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    print(f"{options.requests} lines, {raw / 1e6:.0f} MB raw, {sum(map(os.path.getsize, shards)) / 1e6:.0f} MB in {len(shards)} shards; "
          f"{os.cpu_count()} x {processor}; {options.rounds} rounds in turn; {time.strftime('%Y-%m-%d')}")
    print(f"{'':<22}{'seconds':>9}{'least-greatest':>16}{'CPU s':>8}{'lines/s':>10}{'MB/s':>7}{'peak MB':>9}{'file MB':>9}{'x':>7}")
    own = statistics.median(result["wall"] for result in results["Waybill"])
    for name, runs in results.items():
        walls = [result["wall"] for result in runs]
        median = statistics.median(walls)
        print(f"{name:<22}{median:>9.2f}{min(walls):>9.2f}-{max(walls):<6.2f}{statistics.median(r['cpu'] for r in runs):>8.2f}"
              f"{options.requests / median:>10.0f}{raw / 1e6 / median:>7.0f}{max(r['memory'] for r in runs):>9.0f}"
              f"{sizes[name] / 1e6 if name in sizes else 0:>9.0f}{median / own:>7.2f}")
    look_up(max(1, options.requests // 40))


main()
