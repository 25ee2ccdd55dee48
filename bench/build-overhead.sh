#!/usr/bin/env bash
# What the exported variables cost a program that is no web host: `dotnet build`, without and with them, turn by turn.
#   bench/build-overhead.sh [rounds]
# Prints the median CPU time (user and system, all processes of the build) of both and their ratio.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$PWD/artifacts/home
[ -d "$home" ] || { echo "artifacts/home is missing: run ./build.sh --home" >&2; exit 1; }

rounds=${1:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
PROJECT
echo 'System.Console.WriteLine("hello");' > "$work/Program.cs"

# No server processes: what they do would be counted in neither or in the wrong turn.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build=(dotnet build "$work/probe.csproj" --no-incremental -p:UseSharedCompilation=false -v quiet -nologo)

cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" > "$work/output" 2>&1; } 2>&1 | awk '{ printf "%d\n", ($1 + $2) * 1000 }'
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

"${build[@]}" > /dev/null
for ((round = 0; round < rounds; round++)); do
    cpu "${build[@]}" >> "$work/bare"
    cpu "$home/run-with-metrics" "${build[@]}" >> "$work/with"
    cat "$work/output" >> "$work/printed"
done

bare=$(median < "$work/bare")
with=$(median < "$work/with")
awk -v bare="$bare" -v with="$with" \
    'BEGIN { printf "dotnet build, CPU ms: bare %d  with %d  ratio %.3f\n", bare, with, with / bare }'
if grep -q AspNetCorePrometheus "$work/printed"; then
    echo "the build printed something of the drop-in" >&2
    exit 1
fi
