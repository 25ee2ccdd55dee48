#!/usr/bin/env bash
# Builds the drop-in folder and the sample, starts the sample with environment variables only, and says where its page is.
#   ./run.sh                 with a little traffic
#   ./run.sh --no-traffic    without
# The address is http://127.0.0.1:5080, or what ASPNETCORE_URLS says. Ctrl-C ends everything.
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD

traffic=yes
for argument in "$@"; do
    case $argument in
        --no-traffic) traffic=no ;;
        *) echo "usage: ./run.sh [--no-traffic]" >&2; exit 64 ;;
    esac
done

urls=${ASPNETCORE_URLS:-http://127.0.0.1:5080}
path=${Prometheus__Path:-/prometheus/metrics}
pattern='^http://(\[[0-9a-fA-F:]+\]|[^:/]+)(:([0-9]+))?/?$'
if ! [[ ${urls%%;*} =~ $pattern ]] || [ "${BASH_REMATCH[3]}" = 0 ]; then
    echo "ASPNETCORE_URLS must begin with an address such as http://127.0.0.1:5080 (no https, no port 0)" >&2
    exit 64
fi
host=${BASH_REMATCH[1]}
port=${BASH_REMATCH[3]:-80}
case $host in
    '*' | + | 0.0.0.0 | '[::]') host=127.0.0.1 ;;
esac

command -v dotnet > /dev/null || { echo "the .NET 10 SDK is needed: https://dot.net/download" >&2; exit 69; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

work=$(mktemp -d)
sample=""
driver=""

end() {
    local status=$?
    trap '' INT TERM
    trap - EXIT
    for process in $driver $sample; do
        kill "$process" 2> /dev/null || true
    done
    for process in $driver $sample; do
        wait "$process" 2> /dev/null || true
    done
    rm -rf "$work"
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command and shows what it writes only if it fails.
quietly() {
    echo "$1"
    shift
    "$@" > "$work/build.log" 2>&1 < /dev/null || { cat "$work/build.log" >&2; exit 1; }
}

# Sends one request over a connection of its own, so that nothing but bash is needed; sets $status and $location.
#   request method path [header...] [-- body]
request() {
    local method=$1 target=$2 line
    shift 2
    status="" location=""
    exec 3<> "/dev/tcp/$address/$port" || return 1
    {
        printf '%s %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n' "$method" "$target" "$host" "$port"
        while [ $# -gt 0 ] && [ "$1" != -- ]; do
            printf '%s\r\n' "$1"
            shift
        done
        [ $# -eq 0 ] || printf 'Content-Length: %s\r\n' "${#2}"
        printf '\r\n%s' "${2-}"
    } >&3
    read -r -t 10 _ status _ <&3 || true
    while read -r -t 10 line <&3 && [ "$line" != $'\r' ]; do
        case $line in
            [Ll]ocation:*) location=${line#*: } location=${location%$'\r'} ;;
        esac
    done
    cat <&3 > /dev/null || true
    exec 3>&-
}

# Asks and hangs up before the answer.
give_up() {
    exec 3<> "/dev/tcp/$address/$port" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\n\r\n' "$1" "$host" "$port" >&3
    sleep 0.1
    exec 3>&-
}

# Every kind of answer that the sample has: pages, JSON, a stream, uploads, a slow one,
# failures, what is not there.
round() {
    local json='Content-Type: application/json' form='Content-Type: application/x-www-form-urlencoded'
    local basket='{"items":[{"productId":1,"quantity":2}]}'
    local order='{"customer":"Ada","payment":"Card","lines":[{"productId":1,"quantity":2}]}' receipt
    request GET /
    request GET /Catalog/Rows 'X-Requested-With: XMLHttpRequest'
    request GET /Catalog/Details/1
    request POST /Catalog/Order "$form" -- 'ProductId=2&Customer=Grace&Quantity=1&Payment=Invoice'
    if [ -n "$location" ]; then
        receipt=$location
        request GET "$receipt"
        request DELETE "/orders/${receipt##*/}"
    fi
    request GET /Stock
    request GET /products
    request GET /products/1
    request GET /products/9999
    request GET /products/export
    request POST /orders "$json" -- "$order"
    if [ -n "$location" ]; then
        receipt=$location
        request GET "$receipt"
        request GET /orders
        request DELETE "$receipt"
    fi
    request POST /orders "$json" -- '{"customer":"Ada","lines":[]}'
    request PUT /baskets/ada "$json" -- "$basket"
    request GET /baskets/ada
    request DELETE /baskets/ada
    request GET /baskets/nobody
    request POST /supplier/invoice 'Content-Type: text/plain' -- "$order$order"
    # A chunked body has no length to announce, so it is sent as if it were a last header.
    request POST /supplier/invoice 'Transfer-Encoding: chunked' $'\r\n5\r\nhello\r\n0\r\n'
    request GET /supplier/quote
    give_up /supplier/quote
    request GET /supplier/status
    request GET /supplier/refund
    request GET /nowhere
    request GET /healthz
}

drive() {
    while :; do
        round 2> /dev/null || true
        sleep 1
    done
}

quietly "building the drop-in folder (artifacts/home) ..." ./build.sh --home
quietly "building the sample (artifacts/sample) ..." \
    dotnet publish sample-app -c Release -o artifacts/sample -v quiet --nologo

variables=(
    DOTNET_STARTUP_HOOKS "$root/artifacts/home/AspNetCorePrometheus.StartupHook.dll"
    ASPNETCORE_HOSTINGSTARTUPASSEMBLIES AspNetCorePrometheus.HostingStartup
    ASPNETCORE_URLS "$urls"
    ConnectionStrings__Shop "Data Source=$work/shop.db"
)
log=$root/artifacts/sample.log
address=${host#[} address=${address%]}
if (exec 3<> "/dev/tcp/$address/$port") 2> /dev/null; then
    echo "something is listening on $host:$port already; choose another address with ASPNETCORE_URLS" >&2
    exit 1
fi

echo "starting the sample ..."
(
    cd artifacts/sample
    for ((i = 0; i < ${#variables[@]}; i += 2)); do
        export "${variables[i]}=${variables[i + 1]}"
    done
    exec dotnet Shop.dll > "$log" 2>&1 < /dev/null
) &
sample=$!

# Waits for the sample, and ends with its exit status.
sample_has_ended() {
    local status=0
    wait "$sample" 2> /dev/null || status=$?
    sample=""
    echo "the sample has ended with exit status $status; its last lines:" >&2
    tail -n 20 "$log" >&2
    exit "$status"
}

for ((tries = 0; ; tries++)); do
    kill -0 "$sample" 2> /dev/null || sample_has_ended
    request GET "$path" 2> /dev/null || status=""
    [ "$status" != 200 ] || break
    if [ "$tries" -ge 300 ]; then
        echo "the page does not answer (last status: ${status:-none}); the sample's last lines:" >&2
        tail -n 20 "$log" >&2
        exit 1
    fi
    sleep 0.2
done

cat << END

The page:  http://$host:$port$path
The log:   $log

The sample runs with these variables. The first two are all that an application of your own needs:

$(printf '  export %s=%q\n' "${variables[@]}")

END

if [ "$traffic" = yes ]; then
    drive &
    driver=$!
    echo "Traffic is running. Ctrl-C ends everything."
else
    echo "No traffic. Ctrl-C ends everything."
fi

sample_has_ended
