"""Single ids, each asked of a process of its own."""
import glob, os, random, sqlite3, statistics, subprocess, uuid
import corpora, peers
from measuring import BENCH, TRACE, fresh, run, say

TIMED = {"request id": "request_id", "Ray": "ray"}
TIMELESS = {"trace id": "trace_id", "client request id": "client_request_id"}


def sampled(store, each):
    """Identifiers of rows spread over all segments, by column; the same at every run."""
    dice = random.Random(1)
    segments = sorted(path for path in glob.glob(os.path.join(store, "*", "*.sqlite")))
    found = {column: [] for column in [*TIMED.values(), *TIMELESS.values()]}
    for _ in range(each):
        segment = sqlite3.connect(f"file:{dice.choice(segments)}?mode=ro", uri=True)
        rows = segment.execute("SELECT max(row) FROM sighting").fetchone()[0]
        for column in found:
            row = segment.execute(f"SELECT {column} FROM lines WHERE row >= ? AND {column} IS NOT NULL LIMIT 1", [dice.randint(0, rows)])
            found[column] += [value for value, in row]
        segment.close()
    # As people quote it: with dashes it says its time.
    found["request_id"] = [str(uuid.UUID(value)) for value in found["request_id"]]
    return found


def asked(store, texts, name):
    """Milliseconds of each look-up."""
    say(name)
    times = sorted(run([TRACE, text, "--json", "--store", store], stderr=subprocess.DEVNULL, accepted=(0, 3))["wall"] * 1000 for text in texts)
    say("")
    return times


def show(name, times):
    ninety_ninth = times[min(len(times) - 1, len(times) * 99 // 100)]
    print(f"{name:<28}{len(times):>6} asked: median {statistics.median(times):6.1f} ms, p99 {ninety_ninth:6.1f}, greatest {times[-1]:6.1f}",
          flush=True)


def measure(store, each):
    """What each kind of id costs, beside starting a process and one row of the sqlite3 shell."""
    found = sampled(store, each)
    for name, column in {**TIMED, **TIMELESS}.items():
        show(name + ("" if name in TIMED else " (no time in it)"), asked(store, found[column], name))
    segment = max(glob.glob(os.path.join(store, "*", "*.sqlite")), key=os.path.getsize)
    shell = ["sqlite3", "-readonly", segment, "SELECT * FROM sighting WHERE row = 4711"]
    show("sqlite3, one row by its key", sorted(run(shell)["wall"] * 1000 for _ in range(each)))
    show("trace --version", sorted(run([TRACE, "--version"])["wall"] * 1000 for _ in range(each)))


def one_night(options):
    night = corpora.gateway(options.requests)
    store = fresh("store-look-up")
    peers.waybill(store, night.shards)
    print(f"\nlook-up: a process for each id, page cache warm; {night}")
    measure(store, 100)


def loaded(name, days, *day):
    """A store of so many days, each loaded in a night of its own; it is kept, as known shards cost nothing."""
    store = os.path.join(BENCH, name)
    for number in days:
        say(f"day {number - days[0] + 1} of {len(days)}")
        peers.waybill(store, corpora.day(number, *day).shards)
    say("")
    segments = glob.glob(os.path.join(store, "*", "*.ids"))
    filters = os.path.join(store, "filters")
    print(f"\n{len(segments)} segments, {sum(map(os.path.getsize, segments)) / 1e6:.1f} MB of .ids files, "
          f"{os.path.getsize(filters) / 1e6 if os.path.exists(filters) else 0:.1f} MB of filters")
    return store


def many_days(options):
    store = loaded("store-days", range(30))
    print("many-days: thirty days of a million requests, a hundred shards a day; a process for each id")
    measure(store, 300)


def year(options):
    store = loaded("store-year", range(-365, 0), 1000, 4)
    print("year: 365 days of a thousand requests, four shards a day; a process for each id")
    measure(store, 300)
