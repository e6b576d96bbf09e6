#!/bin/bash
# What an ID token that is verified and a proof of possession that is made cost, in instructions, beside
# the library calls that nobody can do without: the difference between a long and a short run. Needs valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(cargo bench --quiet --package oauth-runtime --bench signatures --no-default-features \
    --features jose --no-run --message-format=json |
    sed -n 's/.*"executable":"\([^"]*signatures[^"]*\)".*/\1/p')

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

# Of one run of an operation.
each() {
    local short long
    short=$(instructions "$1" 20)
    long=$(instructions "$1" 220)
    echo $(((long - short) / 200))
}

row() {
    echo "| $1 | $2 | $3 | $(awk "BEGIN { printf \"%.3f\", $3 / $2 }") |"
}

echo "| operation | library alone | here | ratio |"
echo "| --- | ---: | ---: | ---: |"
row "ID token verified, RS256" "$(each RS256-by-hand)" "$(each RS256)"
row "ID token verified, ES256" "$(each ES256-by-hand)" "$(each ES256)"
row "DPoP proof made, ES256" "$(each proof-by-hand)" "$(($(each proven-request) - $(each request)))"
