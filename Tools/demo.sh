#!/usr/bin/env bash
# Runs a gateway in three regions behind an edge, takes a region down in the middle, and asks where requests were handled: make demo
set -euo pipefail
bin=$1
trace=$bin/trace
demo=demo
store=$demo/store

say() { printf '\n\033[1m%s\033[0m\n' "$*" | { [ -t 1 ] && cat || sed 's/\x1b\[[0-9]*m//g'; }; }
ask() { say "\$ trace $1"; "$trace" "$1" --store "$store" || true; }

rm -rf "$demo"
say "Three regions: 150 requests, one of a few while Anthropic is overloaded, and 150 after europe-west2 was taken down"
# Records are flushed twice a second: what a region had not written when it was taken down is lost.
orders="label before
send 150
label failed-over
fail anthropic 529 1
send 3
wait 1s
label after
kill europe-west2
send 150"
printf '%s\n' "$orders" | "$bin/testbed" up --regions 3 --dir "$demo"

# The first request of a label that a jq filter takes: the id that a customer could quote.
pick() {
  jq -r "select(.label == \"$1\" and .status == 200 and ($2)) | .ray // .correlation_id" "$demo/journals/clients.ndjson" | head -n 1
}
ordinary=$(pick before '.connection == "indirect"')
rerouted=$(pick after '.colo == "LHR" and .connection == "direct" and .region != "europe-west2"')
say "\$ trace ingest $demo/logs"
"$trace" ingest "$demo/logs" --store "$store"
failed_over=$(jq -r 'select(.label == "failed-over") | .ray // .correlation_id' "$demo/journals/clients.ndjson" |
  "$trace" route --json --store "$store" - | jq -r 'select(.routes[0].attempts | length > 1) | .asked.text')
printf '%s ordinary\n%s rerouted\n%s failed-over\n' "$ordinary" "$rerouted" "$failed_over" >"$demo/ids"
while read -r id kind; do ask "$id"; done <"$demo/ids"

say "Go on"
cat <<END
  export WAYBILL_STORE=\$PWD/$store PATH=\$PWD/$bin:\$PATH
  trace evidence $rerouted    the lines behind an answer
  jq -r '.ray // .correlation_id' $demo/journals/clients.ndjson | trace route - | less
  trace shards                                  what is loaded
  testbed up --regions 6                        the regions live: type help
END
