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
exec "$bench/run.sh" "$out" "$rounds" "$phases" "$bench/peers/floor/drive.properties" "$here/drive.properties" "$@" \
    "turn.header.Authorization=Bearer $(cat "$key_file")"
