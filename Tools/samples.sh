#!/usr/bin/env bash
# Ingests every file below a folder, each into a store of its own, and prints what became of it: make samples DIR=folder
set -u
trace=$1
folder=${2%/}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count() { jq -r "$1" <<<"$summary" 2>/dev/null || echo -; }

printf '%-52s %-26s %6s %8s %5s  %s\n' file format stored rejected other reason
find "$folder" -type f | sort | while read -r file; do
  store=$scratch/store
  rm -rf "$store"
  summary=$("$trace" ingest "$file" --store "$store" --json 2>"$scratch/said" | tail -1)
  formats=$("$trace" shards --store "$store" --json 2>/dev/null | jq -r '.sources[].name' 2>/dev/null | paste -sd, | sed 's/,/, /g')
  reasons=$("$trace" shards --store "$store" --rejected --json 2>/dev/null | jq -r .reason 2>/dev/null | sort | uniq -c \
    | awk '{printf "%s%s x%s", sep, $2, $1; sep = ", "}')
  # A file that is no shard says why in the notes; one that cannot be read, in the error.
  [ -n "$reasons$formats" ] || reasons=$("$trace" ingest "$file" --store "$store.again" 2>&1 \
    | grep -oE 'skipped: .*|error: .*' | head -1 | sed "s|$folder/||")
  printf '%-52s %-26s %6s %8s %5s  %s\n' "${file#"$folder"/}" "${formats:--}" "$(count .stored)" "$(count .rejected)" \
    "$(count '.blank + .not_a_request')" "$reasons"
done
