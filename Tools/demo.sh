#!/usr/bin/env bash
# Runs a gateway in three regions behind an edge, takes a region down in the middle, and asks where requests were handled: make demo
set -euo pipefail
bin=$1
trace=$bin/trace
demo=demo
store=$demo/store

say() { printf '\n\033[1m%s\033[0m\n' "$*" | { [ -t 1 ] && cat || sed 's/\x1b\[[0-9]*m//g'; }; }
ask() { say "\$ trace $1"; "$trace" "$1" --store "$store" || true; }

# What was started is stopped by its process id, however this ends.
started=()
stop() {
  for id in "${started[@]}"; do kill -TERM "$id" 2>/dev/null || true; done
  for id in "${started[@]}"; do for _ in $(seq 300); do kill -0 "$id" 2>/dev/null || break; sleep 0.1; done; done
  started=()
}
trap stop EXIT

# The rest of the first line of a program's output with this in it, once it is there.
word() {
  for _ in $(seq 300); do
    if line=$(grep -m 1 -F "$2" "$demo/run/$1.txt" 2>/dev/null); then echo "${line#*"$2"}"; return; fi
    sleep 0.1
  done
  echo "demo: $1 did not start:" >&2; cat "$demo/run/$1.txt" >&2; exit 2
}

# Starts a program under a name, its output in a file.
run() {
  local name=$1; shift
  "$@" >"$demo/run/$name.txt" 2>&1 & started+=($!)
  disown
}

rm -rf "$demo"
mkdir -p "$demo/run"
say "Starting three regions, an edge with three colos in front of them, and stand-ins for the model providers"
run providers "$bin/testbed" providers --listen 127.0.0.1:0 --journal "$demo/run/calls.ndjson"
providers=http://$(word providers "providers listen on ")
cat >"$demo/run/gateway.yaml" <<END
regions: [us-east4, europe-west2, asia-northeast1]
server: {trusted_peers: [127.0.0.1/32], edge_headers: true}
auth: {mode: keys, keys: [{env: DEMO_CLIENT_KEY}]}
providers:
  anthropic: {kind: anthropic, url: "$providers/anthropic", key: {env: DEMO_PROVIDER_KEY}}
  vertex: {kind: vertex_ai, url: "$providers/vertex", project: demo, location: europe-west4, key: {env: DEMO_PROVIDER_KEY}}
models:
  claude: {targets: [{provider: anthropic, model: claude-sonnet-4}, {provider: vertex, model: claude-sonnet-4@20250514}]}
logging: {flush_seconds: 0.5}
END
export DEMO_CLIENT_KEY=demo-client DEMO_PROVIDER_KEY=demo-provider
regions="us-east4 europe-west2 asia-northeast1"
for region in $regions; do
  run "$region" "$bin/gateway" serve --config "$demo/run/gateway.yaml" --region "$region" --listen 127.0.0.1:0 --log-dir "$demo/logs/gateway"
done
europe=${started[2]}
{
  echo "colos:"
  echo "  IAD: {country: US, round_trips: {us-east4: 4, europe-west2: 76, asia-northeast1: 150}}"
  echo "  LHR: {country: GB, round_trips: {us-east4: 76, europe-west2: 4, asia-northeast1: 220}}"
  echo "  NRT: {country: JP, round_trips: {us-east4: 150, europe-west2: 220, asia-northeast1: 4}}"
  echo "regions:"
  for region in $regions; do echo "  $region: {url: \"$(word "$region" "listens on ")\"}"; done
  echo "probe: {every_seconds: 0.5}"
} >"$demo/run/edge.yaml"
echo "  each colo is 4 ms from the nearest region; probes twice a second"
run edge "$bin/gateway" edge --config "$demo/run/edge.yaml" --log-dir "$demo/logs"
declare -A colo
for name in IAD LHR NRT; do colo[$name]=$(word edge "$name listens on "); done
sleep 2  # some probes, by which the edge learns how far the regions are

# One request at a colo; prints its ray, or what went wrong.
body='{"model":"claude","max_tokens":64,"messages":[{"role":"user","content":"hello"}]}'
request() {
  curl -sS -m 30 -o /dev/null -w '%header{cf-ray} %{http_code} %header{x-gateway-region}\n' "${colo[$1]}/v1/proxy/anthropic/v1/messages" \
    -H 'host: cloud.example.com' -H "authorization: Bearer $DEMO_CLIENT_KEY" -H 'anthropic-version: 2023-06-01' -d "$body"
}
many() { for _ in $(seq "$1"); do for name in IAD LHR NRT; do request "$name"; done; done; }

say "Sending 150 requests from Ashburn, London and Tokyo"
many 50 >"$demo/run/before.txt"
ordinary=$(awk '$1 ~ /-LHR$/ && $2 == 200 { print $1; exit }' "$demo/run/before.txt")
say "Anthropic is overloaded for a moment: one request"
curl -sS -o /dev/null -X PUT "$providers/control/anthropic" -d '{"faults":[{"kind":"status","status":529}]}'
failed_over=$(request NRT | cut -d' ' -f1)
say "Taking down europe-west2, and sending 150 more"
kill -KILL "$europe"
many 50 >"$demo/run/after.txt"
rerouted=$(awk '$1 ~ /-LHR$/ && $2 == 200 && $3 != "europe-west2" { id = $1 } END { print id }' "$demo/run/after.txt")
cat "$demo/run/before.txt" "$demo/run/after.txt" | awk '{ by[$2 " from " ($3 ? $3 : "no region")]++ } END { for (name in by) print "  " by[name], "answered", name }' | sort
stop

say "\$ trace ingest $demo/logs"
"$trace" ingest "$demo/logs" --store "$store"
printf '%s ordinary\n%s rerouted\n%s failed-over\n' "$ordinary" "$rerouted" "$failed_over" >"$demo/ids"
while read -r id kind; do ask "$id"; done <"$demo/ids"

say "Go on"
cat <<END
  export WAYBILL_STORE=\$PWD/$store PATH=\$PWD/$bin:\$PATH
  trace evidence $rerouted    the lines behind an answer
  cut -d' ' -f1 $demo/run/after.txt | trace route -     every request after the fall
  trace shards                                  what is loaded
  cat $demo/run/edge.yaml                         the topology; man gateway-edge
END
