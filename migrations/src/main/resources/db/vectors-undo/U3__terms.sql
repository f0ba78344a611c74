-- loses: nothing; the list is made again from the weights of each message
create or replace function graph_vectors(wanted smallint) returns void
    language plpgsql security definer set search_path = rook, pg_temp as $$
declare
    width integer;
    types name; -- the schema of pgvector's types
begin
    select dimensions into strict width from embedders where id = wanted;
    select nspname into strict types from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'vector';
    execute format('create index if not exists vectors_near_%1$s on vectors using hnsw'
        || ' ((vector::%3$I.halfvec(%2$s)) %3$I.halfvec_ip_ops) where embedder = %1$s', wanted, width, types);
end $$;
drop table terms;
drop function terms_of(sparsevec, sparsevec);
drop function voice_of(uuid, text, text);
alter table filed drop column voice;
drop table heard;
drop table voices;
