#!/bin/sh
# Clara for the side-by-side bench: the launcher's program on a home of its own, the bench's stand-in as model.
# EMBEDDINGS=mock (default) asks the stand-in for vectors as the floor does; EMBEDDINGS=local uses the encoder in the process.
# AOT=off starts without Java's cache of loaded classes: the launcher believes that making one failed.
here=$(cd "$(dirname "$0")/.." && pwd)
scratch=${BENCH_TMP:-/tmp/clara-bench}/clara
mkdir -p "$scratch"
export CLARA_HOME="$scratch/home" CLARA_HTTP_PORT=9600 USER_ID=bench
export LLM_PROVIDER=openai CUSTOM_OPENAI_BASE_URL=http://127.0.0.1:9100/v1 CUSTOM_OPENAI_API_KEY=bench CUSTOM_OPENAI_MODEL=mock
if [ "${EMBEDDINGS:-mock}" = mock ]; then
    export EMBEDDING_PROVIDER=openai EMBEDDING_BASE_URL=http://127.0.0.1:9100/v1 OPENAI_API_KEY=bench EMBEDDING_MODEL=text-embedding-3-small
fi
for kept in "$here"/target/launcher/*.aot "$here"/target/launcher/*.aot.away; do
    [ -f "$kept" ] || continue
    cache=${kept%.away}
    if [ "${AOT:-on}" = off ]; then
        touch "$cache.failed"
        [ "$kept" = "$cache.away" ] || mv "$kept" "$cache.away"
    elif [ "$kept" = "$cache.away" ]; then
        mv "$kept" "$cache"
        rm -f "$cache.failed"
    fi
done
exec ${PIN:-} "$here/clara" "${@:-serve}"
