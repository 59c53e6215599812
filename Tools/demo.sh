#!/usr/bin/env bash
# Makes the logs of some hours, loads them, and prints three routes: make demo
set -euo pipefail
trace=$1
corpus=$2
logs=demo/logs
store=demo/store

say() { printf '\n\033[1m%s\033[0m\n' "$*" | { [ -t 1 ] && cat || sed 's/\x1b\[[0-9]*m//g'; }; }
# The first ray of the truth that a filter chooses: in the demo we know what really happened.
ray() { jq -r "select($1) | .ids[] | select(.kind == \"ray\") | .values[0]" "$logs/truth.ndjson" | head -1; }
ask() { say "\$ trace $1"; "$trace" "$1" --store "$store" || true; }

rm -rf demo
say "Making the logs of 2,000 requests, as six systems would write them, in $logs"
"$corpus" --requests 2000 --shards 6 --seed 7 --out "$logs"
say "\$ trace ingest $logs"
"$trace" ingest "$logs" --store "$store"

lived='.turn == "lived" and .shape == "single" and .truth.status == 200'
ask "$(ray "$lived and .gateway == \"waybill\" and .kind == \"direct_completion\" and .truth.attempts == 1")"
ask "$(ray "$lived and .gateway == \"waybill\" and .truth.attempts == 2")"
ask "$(ray '.turn == "blocked_at_edge"')"

say "Go on"
cat <<END
  export WAYBILL_STORE=\$PWD/$store PATH=\$PWD/$(dirname "$trace"):\$PATH
  trace evidence $(ray "$lived and .gateway == \"gitlab\"")      the lines behind an answer
  trace $(jq -r 'select(.customer_instance) | .customer_instance' "$logs/truth.ndjson" | head -1)   a customer: what there is to find
  trace shards                         what is loaded
  jq -c .ids $logs/truth.ndjson | head  more ids to ask for
END
