#!/usr/bin/env bash
# Ingests every file below a folder, each into a store of its own, and prints what became of it: make samples DIR=folder
set -u
trace=$1
folder=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '%-46s %-38s %7s %9s %8s  %s\n' file format stored rejected other reason
find "$folder" -type f | sort | while read -r file; do
  store=$scratch/store
  rm -rf "$store"
  summary=$("$trace" ingest "$file" --store "$store" --json 2>"$scratch/said" | tail -1)
  formats=$("$trace" shards --store "$store" --json 2>/dev/null | jq -r '[.sources[].source] | join(",")' 2>/dev/null)
  reasons=$("$trace" shards --store "$store" --rejected --json 2>/dev/null | jq -r .reason 2>/dev/null | sort | uniq -c | awk '{printf "%s%s x%s", sep, $2, $1; sep=", "}')
  [ -n "$reasons" ] || reasons=$(sed -n 's/^trace: [a-z]*: //p; s/^trace: //p' "$scratch/said" | grep -v '^hint' | head -1 | sed "s|$folder/||")
  printf '%-46s %-38s %7s %9s %8s  %s\n' "${file#"$folder"/}" "${formats:--}" \
    "$(jq -r '.stored' <<<"$summary" 2>/dev/null || echo -)" "$(jq -r '.rejected' <<<"$summary" 2>/dev/null || echo -)" \
    "$(jq -r '.blank + .not_a_request' <<<"$summary" 2>/dev/null || echo -)" "$reasons"
done
