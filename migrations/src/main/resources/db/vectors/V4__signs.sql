-- One bit a dimension of each vector. For somebody who may know very many messages all of them are compared by these, in a table a
-- twentieth as wide, and only the best by their whole vectors. A walk through a graph passes by what lies apart from everything else.

-- A row has the labels of its message in passages.
create table signs (
    message_id uuid not null references filed on delete cascade,
    embedder   smallint not null references embedders,
    voice      integer not null,
    signs      bit varying not null,
    primary key (message_id, embedder)
);

-- What is held already, whosever it is.
alter table vectors no force row level security;
insert into signs (message_id, embedder, voice, signs)
    select v.message_id, v.embedder, f.voice, binary_quantize(v.vector) from vectors v join filed f on f.message_id = v.message_id;
alter table vectors force row level security;

create index signs_voice on signs (voice, embedder);

alter table signs enable row level security;
alter table signs force row level security;
create policy signs_read on signs for select
    using (voice in (select voice from heard));
create policy signs_write on signs for insert
    with check (voice in (select voice from heard where audience_key = any ((select viewer_audiences())::text[])));

-- Graphs were made from twenty thousand vectors on; now only of some millions.
do $$
declare
    graph name;
begin
    for graph in select indexname from pg_indexes where schemaname = current_schema() and indexname ~ '^vectors_near_' loop
        execute format('drop index %I', graph);
    end loop;
end $$;
