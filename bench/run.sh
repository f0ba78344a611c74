#!/bin/sh
# bench/run.sh BENCH OUT.tsv ROUNDS PHASES [-- key=value …]: Clara and the floor in one interleaved run of the side-by-side bench.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bench=$1 out=$2 rounds=$3 phases=$4
shift 4
[ $# -gt 0 ] || set -- --
export BENCH_TMP=${BENCH_TMP:-/tmp/clara-bench}
key_file=$BENCH_TMP/clara/key
if [ ! -s "$key_file" ]; then
    mkdir -p "$BENCH_TMP/clara"
    PIN='' "$here/start.sh" keys create bench > "$key_file"
fi
# The stand-in for models answers from here on; the bench uses the one that it finds.
cc -O2 -o "$BENCH_TMP/mock-llm" "$bench/mock-llm.c" -lm
taskset -c 1 "$BENCH_TMP/mock-llm" --port 9100 --rules "$bench/mock-rules.tsv" &
mock=$!
echo $mock > "$BENCH_TMP/mock.pid"
trap 'kill $mock; rm -f "$BENCH_TMP/mock.pid"' EXIT
# What was told before the load must still be found after it, or the load was answered at memory's cost.
facts=10
for i in $(seq $facts); do echo "Note $i: the key of locker $i hangs in cellar $((i * 7))."; done |
    PIN='' "$here/start.sh" chat --as planted > /dev/null
"$bench/run.sh" "$out" "$rounds" "$phases" "$bench/peers/floor/drive.properties" "$here/${DRIVE:-drive}.properties" "$@" \
    "turn.header.Authorization=Bearer $(cat "$key_file")"
found=0
for i in $(seq $facts); do
    PIN='' "$here/start.sh" memory search "Where does the key of locker $i hang?" --as planted 2> /dev/null |
        grep -q "Note $i:" && found=$((found + 1))
done
echo "planted facts found afterwards: $found of $facts"
