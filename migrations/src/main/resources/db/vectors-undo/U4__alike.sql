-- loses: nothing; graphs are made anew
do $$
declare
    graph record;
begin
    for graph in select indexname from pg_indexes where schemaname = current_schema and indexname like 'vectors\_near\_%' loop
        execute format('drop index %I', graph.indexname);
    end loop;
end $$;
create or replace function graph_vectors(wanted smallint) returns void
    language plpgsql security definer set search_path = rook, pg_temp as $$
declare
    width integer;
    types name; -- the schema of pgvector's types
begin
    select dimensions into strict width from embedders where id = wanted;
    select nspname into strict types from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'vector';
    execute format('create index if not exists vectors_near_%1$s on vectors using hnsw'
        || ' ((vector::%3$I.halfvec(%2$s)) %3$I.halfvec_ip_ops) with (m = 24, ef_construction = 128) where embedder = %1$s', wanted, width, types);
end $$;
create index vectors_audience on vectors (audience_key, embedder);
alter table vectors drop column behind, drop column likeness;
drop function likeness(vector);
