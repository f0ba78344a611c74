-- Some things are said over and over, and their vectors are the very same. In a graph hundreds of equal ones link to each other alone, so
-- that a walk finds all of them or none. So a graph holds a vector once for those who may know it, and a search looks up its equals.
create function likeness(of vector) returns bigint language sql immutable strict parallel safe
    return ('x' || left(md5(vector_send(of)), 16))::bit(64)::bigint;

-- The graphs go first, so that they need not take part in all that follows. They are made anew once all there is has been written.
do $$
declare
    graph record;
begin
    for graph in select indexname from pg_indexes where schemaname = current_schema and indexname like 'vectors\_near\_%' loop
        execute format('drop index %I', graph.indexname);
    end loop;
end $$;

-- A message stands behind one that was there before it, with the same vector, audience and project. When that one goes, it alone comes
-- forward, by a cascade that needs no right to read.
alter table vectors
    add likeness bigint generated always as (likeness(vector)) stored,
    add behind uuid references filed on delete set null;
alter table vectors no force row level security;
update vectors v set behind = e.earlier
    from (select message_id, embedder,
              lag(message_id) over (partition by audience_key, embedder, likeness, project order by message_id) as earlier
          from vectors) e
    where e.message_id = v.message_id and e.embedder = v.embedder and e.earlier is not null;
alter table vectors force row level security;
create index vectors_behind on vectors (behind) where behind is not null;
create index vectors_alike on vectors (audience_key, embedder, likeness, message_id);
drop index vectors_audience;

create or replace function graph_vectors(wanted smallint) returns void
    language plpgsql security definer set search_path = rook, pg_temp as $$
declare
    width integer;
    types name; -- the schema of pgvector's types
begin
    select dimensions into strict width from embedders where id = wanted;
    select nspname into strict types from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'vector';
    execute format('create index if not exists vectors_near_%1$s on vectors using hnsw'
        || ' ((vector::%3$I.halfvec(%2$s)) %3$I.halfvec_ip_ops) with (m = 24, ef_construction = 128)'
        || ' where embedder = %1$s and behind is null', wanted, width, types);
end $$;
