"""The logs that are measured: made once, and kept below `bench/`, which git ignores."""
import calendar, glob, os, shutil, subprocess, time
from measuring import BENCH, CORPUS, say


class Corpus:
    """Shards in a folder, with the number of their lines and of their bytes when inflated."""

    def __init__(self, name, *words):
        self.folder = os.path.join(BENCH, name)
        stamp = os.path.join(self.folder, ".made")
        made = " ".join(words)
        if not os.path.exists(stamp) or open(stamp).readline().strip() != made:
            shutil.rmtree(self.folder, ignore_errors=True)
            say(f"making {name}: corpus {made}")
            subprocess.run([CORPUS, *words, "--out", self.folder], check=True, stderr=subprocess.DEVNULL)
            lines, raw = counts(shards_below(self.folder))
            with open(stamp, "w") as file:
                print(made, lines, raw, sep="\n", file=file)
        self.shards = shards_below(self.folder)
        self.lines, self.raw = (int(line) for line in open(stamp).read().split("\n")[1:3])
        say("")

    def __str__(self):
        packed = sum(map(os.path.getsize, self.shards))
        return f"{self.lines} lines, {self.raw / 1e6:.0f} MB raw, {packed / 1e6:.0f} MB in {len(self.shards)} shards"


def shards_below(folder):
    """Everything that `corpus` made but the truth."""
    found = glob.glob(os.path.join(folder, "*", "**", "*"), recursive=True)
    return sorted(path for path in found if os.path.isfile(path))


def counts(shards):
    """Lines and inflated bytes."""
    lines = raw = 0
    for shard in shards:
        reader = "zcat" if shard.endswith(".gz") else "cat"
        words = subprocess.run(f"{reader} '{shard}' | wc -lc", shell=True, check=True, capture_output=True, text=True).stdout.split()
        lines, raw = lines + int(words[0]), raw + int(words[1])
    return lines, raw


def gateway(requests, shards=8):
    """A night of the gateway's own records."""
    return Corpus(f"gateway-{requests}-{shards}", "--requests", str(requests), "--shards", str(shards), "--seed", "1", "--only", "gateway",
                  "--no-truth")


def next_night(requests, shards=8):
    """The night after: it begins at noon, where the first one ends, so that they share a day."""
    return Corpus(f"next-{requests}-{shards}", "--requests", str(requests), "--shards", str(shards), "--seed", "2", "--only", "gateway",
                  "--no-truth", "--start", "2026-09-16T12:00:00Z")


def mixed(requests):
    """All formats and all vantages."""
    return Corpus(f"mixed-{requests}", "--requests", str(requests), "--seed", "3", "--no-truth")


def many(lines, shards):
    """As many small shards, of as many of the gateway's lines."""
    return Corpus(f"many-{shards}", "--requests", str(lines), "--shards", str(shards), "--seed", "4", "--only", "gateway", "--no-truth")


def day(number, requests=1_000_000, shards=100):
    """One of many days, counted from 2026-10-01: those before it have negative numbers."""
    date = time.strftime("%Y-%m-%d", time.gmtime(calendar.timegm((2026, 10, 1, 0, 0, 0)) + number * 86400))
    return Corpus(f"days-{requests}/{date}", "--requests", str(requests), "--shards", str(shards), "--seed", str(100 + number % 1000),
                  "--only", "gateway", "--no-truth", "--start", f"{date}T00:00:00Z")


def big_night(requests=10_000_000):
    """A night of one day, in 500 shards."""
    return Corpus(f"big-night-{requests}", "--requests", str(requests), "--shards", "500", "--seed", "500", "--only", "gateway", "--no-truth",
                  "--start", "2026-11-02T00:00:00Z")
