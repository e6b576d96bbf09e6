#!/bin/bash
# Instructions and allocations of one run of each operation: the difference between a long and a
# short run, so that start-up does not count. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(cargo bench --quiet --package oauth-runtime --bench operations --no-default-features \
    --no-run --message-format=json | sed -n 's/.*"executable":"\([^"]*operations[^"]*\)".*/\1/p')

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

allocations() {
    valgrind "$program" "$1" "$2" 2>&1 | sed -n 's/.*total heap usage: \([0-9,]*\) allocs.*/\1/p' |
        tr -d ,
}

echo "| operation | instructions | allocations |"
echo "| --- | ---: | ---: |"
for operation in construct authorize_url body parse exchange; do
    counts=()
    for count in instructions allocations; do
        short=$($count "$operation" 200)
        long=$($count "$operation" 1200)
        counts+=("$(((long - short) / 1000))")
    done
    echo "| $operation | ${counts[0]} | ${counts[1]} |"
done
