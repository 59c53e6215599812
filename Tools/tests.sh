#!/usr/bin/env bash
# Runs parts of the built tests, also behind one that failed; says how long each took, and at the end all that failed.
#   tests.sh all|quick|programs|gateway|faults|soak [NAME]     NAME: only tests whose name matches
set -uo pipefail
log=$(mktemp)
times=$(mktemp)
# Where the store's tests leave their segments.
segments=$(mktemp -d)
trap 'rm -rf "$log" "$times" "$segments" "$scratch"' EXIT
failed=0
name=${2:-}

# Where tests that start no program make their folders: in memory, where there is room. They sync what they write, as the programs do, and on a
# disk most of their time is waiting for that; what a sync is good for no test can see.
memory=/dev/shm
if [ "$(df --output=avail "$memory" 2>/dev/null | tail -1)" -gt 2097152 ] 2>/dev/null && [ -w "$memory" ]; then
  scratch=$(mktemp -d "$memory/waybill-XXXXXX")
else
  scratch=$(mktemp -d)
fi

# part LABEL OPTIONS...: one run of the test program.
part() {
  local label=$1 begun=$SECONDS
  shift
  swift test --skip-build "$@" 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || failed=1
  printf '%6d s  %s\n' $((SECONDS - begun)) "$label" >>"$times"
}

# step LABEL COMMAND...: what is no run of the test program. What cannot be had here is said, and is no failure: such a command exits with 77.
step() {
  local label=$1 begun=$SECONDS status
  shift
  "$@" 2>&1 | tee -a "$log"
  status=${PIPESTATUS[0]}
  [ "$status" = 0 ] || [ "$status" = 77 ] || failed=1
  [ "$status" != 77 ] || label="$label: LEFT OUT, see above"
  printf '%6d s  %s\n' $((SECONDS - begun)) "$label" >>"$times"
}

# Targets whose tests start programs; all others stay in the test process.
programs='ProgramTests\.'
faults='FaultTests\.'
gateway='GatewayTests\.'

# The store's segments, read by another SQLite than the one that the tests were run with.
other_sqlite() {
  local python=.build/clients/bin/python
  "$python" -c 'import apsw' 2>/dev/null || { echo "apsw cannot be had: no other SQLite reads the segments"; return 77; }
  "$python" Tools/read-segments.py "$segments"
}

# The store's tests on Debian's own SQLite with its asserts on.
asserting_sqlite() {
  local library
  library=$(Tools/asserting-sqlite.sh) || return $?
  # The program itself, as the one that starts it uses SQLite too.
  LD_LIBRARY_PATH=$library WAYBILL_ASSERTING_SQLITE=1 .build/debug/waybillPackageTests.xctest \
    --testing-library swift-testing --filter 'LogStoreSQLiteTests\.'
}

quick() { WAYBILL_SCRATCH=$scratch part quick --parallel --filter "${name:-.}" --skip "$programs|$faults|$gateway"; }
programs() { part programs --parallel --filter "$programs.*$name"; }
faults() { part faults --parallel --filter "$faults.*$name"; }
gateway() {
  # By themselves: they wait without blocking, and tests that wait for a program block the few threads there are.
  part gateway --parallel --filter "$gateway.*$name" --skip ScenarioTests
  # Whole deployments: what they measure is the time that a region needs.
  part 'gateway, scenarios' --filter "$gateway(?=.*$name)ScenarioTests"
}

case ${1:-} in
  all)
    WAYBILL_KEEP_SEGMENTS=$segments quick
    step 'segments, read by another SQLite' other_sqlite
    programs
    faults
    gateway
    ;;
  quick | gateway | faults) "$1" ;;
  programs)
    export WAYBILL_ORACLE_REQUESTS=${WAYBILL_ORACLE_REQUESTS:-2000}
    programs
    ;;
  soak)
    # As in `make test`: what is new here is below them.
    WAYBILL_KEEP_SEGMENTS=$segments WAYBILL_SEGMENT_WRITER=sql part 'the store, written with INSERT' --filter 'LogStoreSQLiteTests\.'
    step 'the store on a SQLite that asserts' asserting_sqlite
    export WAYBILL_SOAK=1
    part faults --filter "$faults"
    part fuzzers --filter 'FuzzTests|JSONMembersTests|OddValueTests'
    part 'joining, pastes, clocks' --filter 'ConnectedTests|SharedIDTests|WrappingTests|ClockTests'
    part 'scenarios, reconciling, flipped bits' --filter 'ScenarioTests|ReconcilingTests|FlippedBitTests'
    WAYBILL_KEEP_SEGMENTS=$segments part 'pages beside INSERT' --filter 'BothWaysTests'
    step 'segments, read by another SQLite' other_sqlite
    ;;
  *)
    sed -n '3s/^# *//p' "$0" >&2
    exit 64
    ;;
esac
{
  echo
  cat "$times"
} >&2
if ! grep -qE 'Test run with [1-9]' "$log"; then
  echo "no test's name matches${name:+ $name}" >&2
  exit 64
fi
[ $failed = 0 ] && exit 0

{
  echo
  echo "FAILED:"
  grep -E '^✘ Test .* failed after|^error: |Fatal error|error: -\[' "$log" | cut -c1-400 | sort -u
  # Where a process ended, the tests that were under way are told by having no end.
  if grep -q 'unexpected signal' "$log"; then
    echo "under way when a process ended:"
    comm -23 <(sed -nE 's/^◇ Test (.*) started\.$/\1/p' "$log" | sort -u) \
      <(sed -nE 's/^[✔✘] Test (.*) (passed|failed) after .*$/\1/p' "$log" | sed -E 's/ with [0-9]+ test cases?$//' | sort -u)
  fi
} >&2
exit 1
