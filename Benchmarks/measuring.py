"""Runs a command and measures it; prints what was measured."""
import glob, os, platform, shutil, statistics, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.path.join(ROOT, "bench")
TRACE = os.path.join(ROOT, ".build/release/trace")
CORPUS = os.path.join(ROOT, ".build/release/corpus")


def run(command, cores=None, accepted=(0,), **options):
    """Seconds, CPU seconds and peak memory in MB of one process and its children; `cores` as taskset has them."""
    if cores:
        command = ["taskset", "-c", cores, *command]
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=options.pop("stdout", subprocess.DEVNULL), **options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in accepted:
        sys.exit(f"bench: {' '.join(command[:6])} ... failed with status {status}")
    return {"wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def say(text):
    """What is under way, on a terminal."""
    if sys.stderr.isatty():
        print("\r\033[K" + (f"bench: {text}" if text else ""), end="", file=sys.stderr, flush=True)


def size(path):
    """Bytes of a file, or of all files below a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def fresh(path):
    """A path below `bench/` at which nothing is, nor what a database keeps beside it."""
    path = os.path.join(BENCH, path)
    for leftover in glob.glob(path) + glob.glob(path + ".*"):
        shutil.rmtree(leftover) if os.path.isdir(leftover) else os.remove(leftover)
    return path


def rounds(number, contenders):
    """Runs each contender once in each round, in the same order; gives the runs of each."""
    results = {name: [] for name in contenders}
    for turn in range(number):
        for name, contender in contenders.items():
            say(f"round {turn + 1} of {number}: {name}")
            results[name].append(contender())
    say("")
    return results


def table(title, results, lines, raw, sizes={}):
    """Medians, the spread from least to greatest, and the ratio to the first contender."""
    print(f"\n{title}")
    print(f"{'':<24}{'seconds':>9}{'least-greatest':>16}{'CPU s':>8}{'lines/s':>10}{'MB/s':>7}{'peak MB':>9}{'file MB':>9}{'x':>7}")
    own = statistics.median(result["wall"] for result in next(iter(results.values())))
    for name, runs in results.items():
        walls = [result["wall"] for result in runs]
        median = statistics.median(walls)
        file = f"{sizes[name] / 1e6:>9.0f}" if name in sizes else " " * 9
        print(f"{name:<24}{median:>9.2f}{min(walls):>9.2f}-{max(walls):<6.2f}{statistics.median(r['cpu'] for r in runs):>8.2f}"
              f"{lines / median:>10.0f}{raw / 1e6 / median:>7.0f}{max(r['memory'] for r in runs):>9.0f}{file}{median / own:>7.2f}")


def machine():
    """The machine, its load now, and the day."""
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} x {processor}, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')}"
