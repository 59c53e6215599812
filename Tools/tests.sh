#!/usr/bin/env bash
# Runs every part of the built tests, also behind one that failed, and lists at the end all that failed: make test, make soak
set -uo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

part() {
  swift test --skip-build "$@" 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || failed=1
}

case ${1:-} in
  all)
    part --parallel --skip 'GatewayTests\.'
    # By themselves: they wait without blocking, and tests that wait for a program block the few threads there are.
    part --parallel --filter 'GatewayTests\.' --skip ScenarioTests
    # Whole deployments: what they measure is the time that a region needs.
    part --filter ScenarioTests
    ;;
  soak)
    export WAYBILL_SOAK=1
    part --filter 'FaultTests\.'
    part --filter 'FuzzTests|JSONMembersTests|OddValueTests'
    part --filter 'ConnectedTests|SharedIDTests|WrappingTests|ClockTests'
    part --filter 'ScenarioTests|ReconcilingTests|FlippedBitTests'
    ;;
  *)
    echo "usage: tests.sh all|soak" >&2
    exit 64
    ;;
esac
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
