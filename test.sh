#!/usr/bin/env bash
# Installs what the tests need and is missing, builds everything, and runs every test.
#   ./test.sh                unit tests and end-to-end tests
#   ./test.sh --unit         unit tests only
#   ./test.sh --filter X     only the tests that match (as in dotnet test --filter)
# The last line is "N passed, N failed, N skipped"; the exit status is 0 if tests ran and none failed.
set -euo pipefail
cd "$(dirname "$0")"

end_to_end=yes
filter=()
while [ $# -gt 0 ]; do
    case $1 in
        --unit) end_to_end=no; shift ;;
        --filter) [ $# -ge 2 ] || { echo "--filter needs an expression" >&2; exit 64; }
            filter=(--filter "$2"); shift 2 ;;
        *) echo "usage: ./test.sh [--unit] [--filter expression]" >&2; exit 64 ;;
    esac
done

command -v dotnet > /dev/null || { echo "the .NET 10 SDK is needed: https://dot.net/download" >&2; exit 69; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
exec < /dev/null

results=$PWD/artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

# Ends as every run does, after a failure that left nothing to test.
none_ran() {
    echo "0 passed, 0 failed, 0 skipped"
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs Debian packages. Their services must not start: a policy says so meanwhile, unless there is one already.
install() {
    local policy=/usr/sbin/policy-rc.d made=no status=0
    echo "installing from apt: $*"
    command -v apt-get > /dev/null || { echo "there is no apt-get; install by other means: $*" >&2; none_ran; }
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
        as_root chmod 755 "$policy"
        made=yes
        trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    {
        as_root apt-get update -q &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
    } > "$results/apt.log" 2>&1 || status=$?
    if [ "$made" = yes ]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
    if [ "$status" -ne 0 ]; then
        cat "$results/apt.log" >&2
        none_ran
    fi
}

# Runs a step, tells how long it took, and shows what it wrote only if it fails.
step() {
    local started=$SECONDS
    echo "$1 ..."
    shift
    "$@" > "$results/step.log" 2>&1 || { cat "$results/step.log" >&2; none_ran; }
    echo "    $((SECONDS - started)) s"
}

failed_runs=0
test_project() {
    local started=$SECONDS
    echo "$1: testing ..."
    dotnet test "$2" -c Release --no-build --nologo "${filter[@]}" --results-directory "$results" \
        --blame-hang-timeout 10m --blame-hang-dump-type none \
        --logger "trx;LogFileName=$1.trx" --logger "console;verbosity=minimal" || failed_runs=$((failed_runs + 1))
    echo "    $((SECONDS - started)) s"
}

# Adds up an attribute of the counters of every result file.
count() {
    { grep -ho "<Counters [^>]*" "$results"/*.trx 2> /dev/null || true; } | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" |
        { total=0; while read -r number; do total=$((total + number)); done; echo "$total"; }
}

# Debian's package prometheus holds promtool too; that of PostgreSQL keeps its programs off the path; the libraries of Python are for
# Debian's own interpreter.
missing=()
command -v jsonnet > /dev/null && command -v jsonnetfmt > /dev/null || missing+=(jsonnet)
command -v make > /dev/null || missing+=(make)
command -v python3 > /dev/null || missing+=(python3)
/usr/bin/python3 -c 'import prometheus_client.openmetrics.parser' 2> /dev/null || missing+=(python3-prometheus-client)
if ! command -v prometheus > /dev/null || ! command -v promtool > /dev/null; then
    missing+=(prometheus)
fi
if [ "$end_to_end" = yes ]; then
    ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || missing+=(postgresql)
    command -v redis-server > /dev/null || missing+=(redis-server)
    command -v memcached > /dev/null || missing+=(memcached)
    command -v jsonnet > /dev/null || missing+=(jsonnet)
    command -v chromium > /dev/null || missing+=(chromium)
    command -v systemd-analyze > /dev/null || missing+=(systemd)
    python3 -c 'import yaml' 2> /dev/null || missing+=(python3-yaml)
    command -v amtool > /dev/null || missing+=(prometheus-alertmanager)
fi
if [ "${#missing[@]}" -gt 0 ]; then
    install "${missing[@]}"
fi

if [ "$end_to_end" = yes ]; then
    step "drop-in folder, archive, package" ./build.sh
    step "sample" dotnet publish sample-app -c Release -o artifacts/sample -m:1 -v quiet --nologo
    step "hosts of the end-to-end tests" dotnet msbuild test/Hosts/Hosts.proj -m:2 -v:quiet -nologo
fi

# The host for it is built only where its packages can be had.
if [ -f artifacts/hosts/RawMySql/RawMySql.dll ] && ! command -v mariadbd > /dev/null; then
    install mariadb-server
fi

# Everything is built where everything is tested: what no test uses must compile too.
if [ "$end_to_end" = yes ]; then
    step "solution" dotnet build Metrics.sln -c Release -m:1 -v quiet --nologo
else
    step "unit tests: building" dotnet build test/UnitTests -c Release -m:1 -v quiet --nologo
fi

# What is generated there is committed: it must be what the sources give.
if [ "${#filter[@]}" -eq 0 ]; then
    step "mixin: format, conventions, alerts" make -j2 -C mixin lint test
fi

test_project unit test/UnitTests
if [ "$end_to_end" = yes ]; then
    test_project end-to-end test/EndToEnd
fi

passed=$(count passed)
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
skipped=$(($(count total) - passed - failed))
status=0
if [ "$failed_runs" -gt 0 ] || [ "$failed" -gt 0 ]; then
    status=1
fi
if [ $((passed + failed)) -eq 0 ]; then
    echo "no test ran" >&2
    status=1
elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "a test run broke off: its tests are not all counted" >&2
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
