#!/usr/bin/env python3
"""Measures the gateway beside nginx and LiteLLM in front of the same providers, in turn.

    make bench-gateway                                   all parts
    python3 Benchmarks/gateway.py json --rounds 3

Parts:
    json      answers in one piece from a provider that answers at once: requests a second and CPU seconds for 10,000 requests at 1, 16 and 64
              connections, and the median latency at 1
    streams   server-sent events, 50 a stream, each after 20 ms: time to the first event and CPU for 10,000 streams, at 1 and
              64 clients
    idle      memory with 2,000 streams that stand still

Load and providers are pinned to one core, the proxy under test to another; all of them write a line a request. The gateway authenticates,
routes, and writes records into shards; nginx writes a JSON line of the same size, compressed; LiteLLM runs with its defaults, a master key, and no
database. Loopback only; every server is stopped by its process id.
"""
import argparse, asyncio, json, os, re, resource, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.request
from measuring import BENCH, ROOT, machine, say

LOAD_CORE, PROXY_CORE = "0", "1"
BUILD = os.path.join(ROOT, ".build/release")
BODY = {"model": "m", "max_tokens": 256, "messages": [{"role": "user", "content": "x" * 600}]}
ANSWER = json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "created": 1790000000, "model": "m", "choices": [
    {"index": 0, "message": {"role": "assistant", "content": "w" * 1100}, "logprobs": None, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 150, "completion_tokens": 256, "total_tokens": 406}})


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A program on a core of its own, until `stop`."""

    def __init__(self, name, command, port, path, core, folder, environment={}):
        self.name, self.port, self.path = name, port, path
        self.output = open(os.path.join(folder, f"{name}.out"), "w")
        self.process = subprocess.Popen(
            ["taskset", "-c", core, *command], stdout=self.output, stderr=subprocess.STDOUT, cwd=folder,
            env={**os.environ, **environment}, start_new_session=True)
        for _ in range(2400):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"bench: {name} did not start; see {self.output.name}")
                time.sleep(0.1)
        sys.exit(f"bench: {name} does not listen")

    def processes(self):
        """Its own and its children's ids."""
        found, todo = [], [self.process.pid]
        while todo:
            process = todo.pop()
            found.append(process)
            try:
                todo += [int(child) for child in open(f"/proc/{process}/task/{process}/children").read().split()]
            except OSError:
                pass
        return found

    def cpu(self):
        """CPU seconds so far."""
        ticks = 0
        for process in self.processes():
            try:
                fields = open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()
                ticks += int(fields[11]) + int(fields[12])
            except OSError:
                pass
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Proportional megabytes."""
        total = 0
        for process in self.processes():
            try:
                match = re.search(r"^Pss:\s+(\d+)", open(f"/proc/{process}/smaps_rollup").read(), re.M)
                total += int(match.group(1)) / 1024
            except OSError:
                pass
        return total

    def stop(self):
        for process in reversed(self.processes()):
            try:
                os.kill(process, signal.SIGTERM)
            except OSError:
                pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def nginx_provider(folder):
    """Answers at once, with the same 1.4 KB."""
    port = free_port()
    text = f"""
worker_processes 1; daemon off; pid {folder}/provider.pid; error_log {folder}/provider.err;
events {{ worker_connections 8192; }}
http {{ access_log off; keepalive_requests 100000000;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port} backlog=4096; default_type application/json; location / {{ return 200 '{ANSWER}'; }} }} }}
"""
    open(f"{folder}/provider.conf", "w").write(text)
    return Server("provider", ["nginx", "-c", f"{folder}/provider.conf", "-p", folder], port, "/", LOAD_CORE, folder)


def testbed_provider(folder):
    """Speaks the real protocol, with delays."""
    port = free_port()
    command = [f"{BUILD}/testbed", "providers", "--listen", f"127.0.0.1:{port}", "--journal", "/dev/null"]
    return Server("testbed", command, port, "/", LOAD_CORE, folder)


def nginx(folder, provider, prefix=""):
    port = free_port()
    text = f"""
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 16384; }}
http {{ keepalive_requests 100000000;
  client_body_temp_path {folder}/u1; proxy_temp_path {folder}/u2; fastcgi_temp_path {folder}/u3; uwsgi_temp_path {folder}/u4; scgi_temp_path {folder}/u5;
  log_format line escape=json '{{"ts":"$time_iso8601","request_id":"$request_id","method":"$request_method","path":"$uri","status":$status,'
    '"bytes_in":$request_length,"bytes_out":$bytes_sent,"total":"$request_time","upstream":"$upstream_addr","upstream_status":"$upstream_status",'
    '"head":"$upstream_header_time","done":"$upstream_response_time","agent":"$http_user_agent","pad":"{"p" * 1100}"}}';
  access_log {folder}/nginx.log.gz line gzip=1 buffer=256k flush=1s;
  upstream provider {{ server 127.0.0.1:{provider.port}; keepalive 512; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port} backlog=4096; location = /v1/chat/completions {{
    proxy_pass http://provider{prefix}/v1/chat/completions; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
    proxy_set_header Authorization "Bearer provider"; }} }} }}
"""
    open(f"{folder}/nginx.conf", "w").write(text)
    return Server("nginx", ["nginx", "-c", f"{folder}/nginx.conf", "-p", folder], port, "/v1/chat/completions", PROXY_CORE, folder)


def gateway(folder, provider, prefix=""):
    port = free_port()
    text = f"""
regions: [europe-west3]
server: {{trusted_peers: [127.0.0.1/32]}}
auth: {{mode: keys, keys: [{{env: CLIENT_KEY}}]}}
providers: {{p: {{kind: openai, url: "http://127.0.0.1:{provider.port}{prefix}", key: {{env: PROVIDER_KEY}}, connections: 4096}}}}
models: {{m: {{targets: [{{provider: p, model: m}}]}}}}
timeouts: {{head: 600, stream_head: 600, first_event: 600, idle: 600, total: 900}}
"""
    open(f"{folder}/gateway.yaml", "w").write(text)
    command = [f"{BUILD}/gateway", "serve", "--config", "gateway.yaml", "--region", "europe-west3", "--listen", f"127.0.0.1:{port}", "--log-dir", "logs"]
    return Server("gateway", command, port, "/v1/proxy/openai/v1/chat/completions", PROXY_CORE, folder, {"CLIENT_KEY": "ck", "PROVIDER_KEY": "pk"})


def litellm(folder, provider, prefix=""):
    port = free_port()
    text = f"""
model_list: [{{model_name: m, litellm_params: {{model: openai/m, api_base: "http://127.0.0.1:{provider.port}{prefix}/v1", api_key: pk}}}}]
general_settings: {{master_key: sk-1234567890abcdef}}
"""
    open(f"{folder}/litellm.yaml", "w").write(text)
    command = [f"{BENCH}/litellm/bin/litellm", "--config", "litellm.yaml", "--host", "127.0.0.1", "--port", str(port), "--num_workers", "1", "--telemetry", "False"]
    return Server("LiteLLM", command, port, "/v1/chat/completions", PROXY_CORE, folder, {"LITELLM_LOG": "ERROR", "LITELLM_LOCAL_MODEL_COST_MAP": "True"})


def key(server):
    return "sk-1234567890abcdef" if server.name == "LiteLLM" else "ck"


def wrk(server, connections, seconds, folder):
    """Requests a second, the median latency in milliseconds, CPU seconds for 10,000 requests."""
    script = f"{folder}/{server.name}.lua"
    open(script, "w").write(
        f"wrk.method='POST'; wrk.body={json.dumps(json.dumps(BODY))}; wrk.headers['content-type']='application/json'; "
        f"wrk.headers['authorization']='Bearer {key(server)}'\n")
    before = server.cpu()
    output = subprocess.run(
        ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script,
         f"http://127.0.0.1:{server.port}{server.path}"], capture_output=True, text=True, check=True).stdout
    cpu = server.cpu() - before
    if "Non-2xx" in output:
        sys.exit(f"bench: {server.name} refuses: {output}")
    total = int(re.search(r"(\d+) requests in", output).group(1))
    number, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", output).groups()
    median = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return {"rps": float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)), "p50": median, "cpu": cpu / total * 10_000}


def part_json(options):
    with tempfile.TemporaryDirectory() as folder:
        provider = nginx_provider(folder)
        proxies = [gateway(folder, provider), nginx(folder, provider), litellm(folder, provider)]
        try:
            for server in proxies:
                wrk(server, 16, 1, folder)
            results = {}
            for turn in range(options.rounds):
                for connections in (1, 16, 64):
                    for server in [provider, *proxies]:
                        say(f"round {turn + 1} of {options.rounds}: {server.name}, {connections} connections")
                        results.setdefault((connections, server.name), []).append(wrk(server, connections, options.seconds, folder))
            say("")
            print(f"\nAnswers in one piece, medians of {options.rounds} rounds of {options.seconds} s")
            print(f"{'connections':>11}  {'':<9}{'requests/s':>11}{'p50 ms':>9}{'added':>8}{'CPU s/10k':>11}")
            for connections in (1, 16, 64):
                direct = statistics.median(run["p50"] for run in results[connections, "provider"])
                for name in ("provider", "gateway", "nginx", "LiteLLM"):
                    median = {field: statistics.median(run[field] for run in results[connections, name]) for field in ("rps", "p50", "cpu")}
                    cpu = " " * 11 if name == "provider" else f"{median['cpu']:>11.2f}"
                    print(f"{connections:>11}  {name:<9}{median['rps']:>11.0f}{median['p50']:>9.3f}{median['p50'] - direct:>8.3f}{cpu}")
            ours, theirs = (statistics.median(run["cpu"] for run in results[16, name]) for name in ("gateway", "LiteLLM"))
            print(f"requests a CPU second at 16 connections: {theirs / ours:.0f} x LiteLLM's")
            print("memory, MB: " + ", ".join(f"{server.name} {server.memory():.0f}" for server in proxies))
        finally:
            for server in [*proxies, provider]:
                server.stop()


async def one_stream(server, body, first, until_end=True):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    text = json.dumps(body)
    begun = time.monotonic()
    writer.write((f"POST {server.path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key(server)}\r\ncontent-type: application/json\r\n"
                  f"content-length: {len(text)}\r\nconnection: close\r\n\r\n{text}").encode())
    seen = b""
    while b"data:" not in seen:
        piece = await reader.read(65536)
        if not piece:
            raise RuntimeError(f"{server.name} gave no event: {seen[:300]}")
        seen += piece
    first.append((time.monotonic() - begun) * 1000)
    if until_end:
        while await reader.read(65536):
            pass
        writer.close()
    return writer


async def streams(server, clients, total):
    """Times to the first event, in milliseconds."""
    body, first, left = {**BODY, "stream": True}, [], [total]

    async def client():
        while left[0] > 0:
            left[0] -= 1
            await one_stream(server, body, first)

    await asyncio.gather(*[client() for _ in range(clients)])
    return first


def order(provider, name, orders):
    request = urllib.request.Request(f"http://127.0.0.1:{provider.port}/control/{name}", json.dumps(orders).encode(), method="PUT")
    urllib.request.urlopen(request).read()


def part_streams(options):
    with tempfile.TemporaryDirectory() as folder:
        provider = testbed_provider(folder)
        order(provider, "o", {"pieces": 50, "delayMilliseconds": 20, "pieceDelayMilliseconds": 20})
        direct = Server.__new__(Server)
        direct.name, direct.port, direct.path, direct.process = "provider", provider.port, "/o/v1/chat/completions", provider.process
        proxies = [gateway(folder, provider, "/o"), nginx(folder, provider, "/o"), litellm(folder, provider, "/o")]
        try:
            results = {}
            for turn in range(options.rounds):
                for clients, total in ((1, 5), (64, 256)):
                    for server in [direct, *proxies]:
                        count = total if server.name != "LiteLLM" or clients == 1 else 128
                        say(f"round {turn + 1} of {options.rounds}: {server.name}, {clients} clients")
                        before = server.cpu()
                        first = asyncio.run(streams(server, clients, count))
                        results.setdefault((clients, server.name), []).append(
                            {"first": statistics.median(first), "cpu": (server.cpu() - before) / len(first) * 10_000})
            say("")
            print(f"\nStreams of 50 events, medians of {options.rounds} rounds")
            print(f"{'clients':>11}  {'':<9}{'first ms':>9}{'added':>8}{'CPU s/10k':>11}")
            for clients in (1, 64):
                base = statistics.median(run["first"] for run in results[clients, "provider"])
                for name in ("provider", "gateway", "nginx", "LiteLLM"):
                    median = {field: statistics.median(run[field] for run in results[clients, name]) for field in ("first", "cpu")}
                    print(f"{clients:>11}  {name:<9}{median['first']:>9.1f}{median['first'] - base:>8.1f}{median['cpu']:>11.2f}")
        finally:
            for server in [*proxies, provider]:
                server.stop()


async def idle(server, count):
    first = []
    writers = []
    for start in range(0, count, 100):
        writers += await asyncio.gather(*[one_stream(server, {**BODY, "stream": True}, first, until_end=False) for _ in range(100)])
    memory = server.memory()
    for writer in writers:
        writer.close()
    return memory


def part_idle(options):
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as folder:
        provider = testbed_provider(folder)
        order(provider, "o", {"pieces": 50, "repeat": True, "faults": [{"kind": "stall", "afterPieces": 2, "milliseconds": 120000}]})
        server = gateway(folder, provider, "/o")
        try:
            before = server.memory()
            print(f"\n2,000 streams that stand still: {asyncio.run(idle(server, 2000)):.0f} MB; without any {before:.0f} MB")
        finally:
            server.stop()
            provider.stop()


PARTS = {"json": part_json, "streams": part_streams, "idle": part_idle}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="(default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: 5)")
    parser.add_argument("--seconds", type=int, default=3, help="of each run with wrk (default: 3)")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(machine())
    for part in options.parts or PARTS:
        PARTS[part](options)
        sys.stdout.flush()


main()
