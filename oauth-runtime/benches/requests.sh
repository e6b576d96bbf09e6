#!/bin/bash
# A token request over loopback beside the same by reqwest alone: instructions of the client, as the
# difference between a long and a short run, and microseconds, client and server on one core. Needs valgrind.
# Microseconds want an idle machine.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(cargo bench --quiet --package oauth-runtime --bench requests --no-default-features \
    --features reqwest --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*requests[^"]*\)".*/\1/p')

exec 3< <(exec taskset -c 1 "$program" serve)
server=$!
trap 'kill $server' EXIT
read -r address <&3

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$address" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

echo "| client | instructions of a request | over bare reqwest |"
echo "| --- | ---: | ---: |"
floor=
for client in bare ours; do
    each=$((($(instructions $client 2200) - $(instructions $client 200)) / 2000))
    floor=${floor:-$each}
    echo "| $client | $each | $((each - floor)) |"
done
echo
taskset -c 1 "$program" clock "$address"
