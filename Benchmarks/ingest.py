#!/usr/bin/env python3
"""Measures `trace ingest` beside what a user would pick instead, on the same shards, in turn.

    make bench-ingest                                       all parts that end within half an hour
    make bench-ingest PARTS="gateway one-core"              these parts
    python3 Benchmarks/ingest.py gateway --requests 200000 --rounds 3

Parts:
    gateway       a night of the gateway's records into a new store; DuckDB's read_json into a table on disk, without indexes and with
                  one on each of four ids; `igzip -d` and `zcat` to nowhere, as limits
    next-night    a second night, into a store that holds part of its first day
    one-core      the first part on one core
    mixed         logs of all formats; DuckDB makes a table of each
    many-shards   10,000 small shards; again, when all are known; one late shard more
    look-up       single ids, each asked of a process of its own
  and, named only:
    others        chDB into a MergeTree, and sqlite-utils on a twentieth
    curve         a stream of 1, 10 and 50 million lines: time a line, memory, and what a late shard costs in so large a day
    big-night     ten million lines in 500 shards by the nightly command, and `trace verify`
    many-days     look-ups in thirty days of a million rows
    year          look-ups in 365 days of a thousand rows, each loaded in a night of its own

Every contender runs once in each round, in the same order; tables give medians, the spread from least to greatest, and the peak memory. All
times include making the data durable. The page cache is warm.
"""
import argparse, sys
import look_ups, nights, streams
from measuring import machine

PARTS = {
    "gateway": nights.gateway, "next-night": nights.next_night, "one-core": nights.one_core, "mixed": nights.mixed,
    "many-shards": streams.many_shards, "look-up": look_ups.one_night,
    "others": nights.others, "curve": streams.curve, "big-night": nights.big_night, "many-days": look_ups.many_days, "year": look_ups.year,
}
USUAL = ["gateway", "next-night", "one-core", "mixed", "many-shards", "look-up"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="(default: the first six)")
    parser.add_argument("--requests", type=int, default=1_000_000, help="of a night (default: 1000000)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: 5)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000, 10_000_000, 50_000_000], help="of the curve")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(machine())
    for part in options.parts or USUAL:
        PARTS[part](options)
        sys.stdout.flush()


main()
