"""Growth: many lines, many shards, and one shard more."""
import json, os, shutil, statistics, subprocess
import corpora, peers
from measuring import CORPUS, TRACE, fresh, run, say, size


def streamed(lines, store):
    """`corpus --stdout | trace ingest -`, of which the reader is measured."""
    words = [CORPUS, "--only", "gateway", "--stdout", "--requests", str(lines), "--start", "2026-11-01T00:00:00Z"]
    source = subprocess.Popen(words, stdout=subprocess.PIPE)
    result = run([TRACE, "ingest", "-", "--store", store, "--json"], stdin=source.stdout, stderr=subprocess.DEVNULL)
    source.stdout.close()
    source.wait()
    return result


def curve(options):
    late = [corpora.Corpus(f"late-{seed}", "--requests", "1000", "--shards", "1", "--seed", str(900 + seed), "--only", "gateway", "--no-truth",
                           "--start", "2026-11-01T00:00:00Z") for seed in range(5)]
    print("\ncurve: a stream into one day, once each; then five late shards of 1,000 requests, one after another")
    print(f"{'requests':>12}{'seconds':>9}{'CPU s':>9}{'CPU us a request':>18}{'peak MB':>9}{'store MB':>10}{'B a request':>13}{'late shard s':>22}")
    for lines in options.sizes:
        say(f"{lines} lines")
        store = fresh("store-curve")
        result = streamed(lines, store)
        bytes_a_request = size(store) / lines
        times = [peers.waybill(store, shards.shards)["wall"] for shards in late]
        say("")
        print(f"{lines:>12}{result['wall']:>9.1f}{result['cpu']:>9.1f}{result['cpu'] / lines * 1e6:>18.2f}{result['memory']:>9.0f}"
              f"{bytes_a_request * lines / 1e6:>10.0f}{bytes_a_request:>13.0f}{statistics.median(times):>9.2f} ({min(times):.2f}-{max(times):.2f})",
              flush=True)
    fresh("store-curve")


def many_shards(options):
    shards = corpora.many(200_000, 10_000)
    store = fresh("store-many")
    first = peers.waybill(store, [shards.folder])
    again = [peers.waybill(store, [shards.folder]) for _ in range(options.rounds)]
    summary = subprocess.run([TRACE, "ingest", shards.folder, "--store", store, "--json"], capture_output=True, text=True, check=True).stdout
    print(f"\nmany-shards: {shards}")
    print(f"first load {first['wall']:.2f} s; again, when all are known: median {statistics.median(r['wall'] for r in again):.3f} s, "
          f"{min(r['wall'] for r in again):.3f}-{max(r['wall'] for r in again):.3f}, {again[0]['memory']:.0f} MB")
    segments = sum(name.endswith(".sqlite") for _, _, names in os.walk(store) for name in names) - 1
    print(f"segments of its two days: {segments}; what the second run said: {json.dumps(json.loads(summary).get('shards'))}")
