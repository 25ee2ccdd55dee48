#!/usr/bin/env bash
# Runs promtool on each file of tests, shows what failed, and counts.
set -euo pipefail
promtool=${PROMTOOL:-promtool}
passed=0 failed=0
for file in "$@"; do
    if output=$("$promtool" test rules "$file" 2>&1); then
        passed=$((passed + 1))
    else
        echo "$output" >&2
        failed=$((failed + 1))
    fi
done
echo "$passed files of tests passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
