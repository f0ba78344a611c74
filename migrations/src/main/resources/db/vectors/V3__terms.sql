-- Which messages hold a term: an inverted list of what passages weigh, so that for somebody who may know very many not each has to be
-- looked at for a few words. Comparing numbers tells nothing of rows that may not be known, so the list is read along its index behind
-- row-level security; an index over the sparse vectors would not be.

-- A voice is one person before one audience in one project: whoever may know one of its messages may know all. Its number stands outside
-- row-level security and what it means hangs on that by cascade, so that taking out its last message needs no right to read it.
create table voices (
    id integer generated always as identity primary key
);
create table heard (
    voice        integer primary key references voices on delete cascade,
    author_id    uuid not null,
    audience_key text not null,
    project      text not null,
    unique (author_id, audience_key, project)
);
create index heard_audience on heard (audience_key);
create function voice_of(person uuid, audience text, named text) returns integer language plpgsql as $$
declare
    number integer;
begin
    select voice into number from heard where author_id = person and audience_key = audience and project = named;
    if number is null then
        insert into voices default values returning id into number;
        insert into heard (voice, author_id, audience_key, project) values (number, person, audience, named);
    end if;
    return number;
end $$;
alter table filed add voice integer references voices;

-- A row has the labels of its message in passages.
create table terms (
    message_id uuid not null references filed on delete cascade,
    term       integer not null, -- counted from 1, as sparse vectors are written
    voice      integer not null,
    words      real not null, -- 0 when it only stands around
    around     real not null
);
create function terms_of(words sparsevec, around sparsevec) returns table (term integer, words real, around real)
    language sql immutable as $$
    select split_part(a, ':', 1)::integer, coalesce(split_part(w, ':', 2)::real, 0), split_part(a, ':', 2)::real
    from string_to_table(nullif(btrim(split_part($2::text, '/', 1), '{}'), ''), ',') a
    left join string_to_table(nullif(btrim(split_part($1::text, '/', 1), '{}'), ''), ',') w
        on split_part(w, ':', 1) = split_part(a, ':', 1)
$$;

-- What is held already, whosever it is.
alter table passages no force row level security;
update filed f set voice = voice_of(p.author_id, p.audience_key, p.project) from passages p where p.message_id = f.message_id;
insert into terms (message_id, term, voice, words, around)
    select p.message_id, t.term, f.voice, t.words, t.around
    from passages p join filed f on f.message_id = p.message_id cross join lateral terms_of(p.words, p.around) t;
alter table passages force row level security;

create index filed_voice on filed (voice);
create index terms_message on terms (message_id);
create index terms_listed on terms (term, voice) include (message_id, words, around);

alter table heard enable row level security;
alter table heard force row level security;
create policy heard_read on heard for select
    using (audience_key = any ((select viewer_audiences())::text[]) or author_id = (select viewer_own_words_of()));
create policy heard_write on heard for insert
    with check (audience_key = any ((select viewer_audiences())::text[]));

-- The voices that may be known are looked up once for a statement.
alter table terms enable row level security;
alter table terms force row level security;
create policy terms_read on terms for select
    using (voice in (select voice from heard));
create policy terms_write on terms for insert
    with check (voice in (select voice from heard where audience_key = any ((select viewer_audiences())::text[])));

-- With pgvector's own measures a walk over a hundred thousand vectors that lie in heaps found 85 of a hundred nearest, with these 97;
-- making the graph takes twice as long. One that is there already stays.
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
