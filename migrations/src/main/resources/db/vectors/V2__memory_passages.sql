-- What memory searches, when it is kept in PostgreSQL with pgvector: all of it is derived from the transcript, and may lie in another
-- database than that. No words of people stand here in the clear.

-- Which messages are held: ids and numbers only, outside row-level security. All content hangs on these rows. PostgreSQL's cascades
-- pass row-level security, so whoever takes a message out needs no right to read it.
create table filed (
    message_id      uuid primary key,
    conversation_id uuid not null,
    seq             bigint not null
);

-- How far each conversation is held; moved in the transaction of what it covers.
create table cursors (
    conversation_id uuid primary key,
    seq             bigint not null,
    changes         bigint not null
);

-- By which layout all this was written, and whose vectors answer.
create table standing (
    only_one boolean primary key default true check (only_one),
    layout   integer not null,
    answers  text not null default ''
);

create table embedders (
    id         smallint generated always as identity primary key,
    name       text not null unique,
    dimensions integer not null
);

-- The embedders that are done with a message: its vector is here, or it tells nothing and needs none.
create table embedded (
    message_id uuid not null references filed on delete cascade,
    embedder   smallint not null references embedders,
    primary key (embedder, message_id)
);
create index embedded_message on embedded (message_id);

-- What ranking needs of a message besides its vector. words and around weigh its terms as BM25 does with constants in the place of
-- statistics, so that the inner product with a question's terms is the score: PostgreSQL's own ranking knows no saturation, and
-- statistics of the table would tell of other people's messages.
create table passages (
    message_id   uuid primary key references filed on delete cascade,
    author_id    uuid not null,
    speaker      text not null,
    project      text not null, -- '' is the default one
    marks        bytea not null, -- who, when, where in the talk, how it is said
    words        sparsevec not null, -- its own
    around       sparsevec not null, -- its own, and what somebody else said just before it to the same audience
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  text not null check (sensitivity in ('ordinary', 'personal', 'secret'))
);
create index passages_audience on passages (audience_key, author_id, speaker);
create index passages_author on passages (author_id, audience_key);

create table vectors (
    message_id   uuid not null references filed on delete cascade,
    embedder     smallint not null references embedders,
    vector       vector not null,
    author_id    uuid not null,
    project      text not null,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  text not null check (sensitivity in ('ordinary', 'personal', 'secret')),
    primary key (embedder, message_id)
);
create index vectors_message on vectors (message_id);
create index vectors_audience on vectors (audience_key, embedder);
create index vectors_author on vectors (author_id, embedder);

-- The subqueries are looked up once for a statement and not once for a row.
alter table passages enable row level security;
alter table passages force row level security;
create policy passages_read on passages for select
    using (audience_key = any ((select viewer_audiences())::text[]) or author_id = (select viewer_own_words_of()));
create policy passages_write on passages for insert
    with check (audience_key = any ((select viewer_audiences())::text[]));

alter table vectors enable row level security;
alter table vectors force row level security;
create policy vectors_read on vectors for select
    using (audience_key = any ((select viewer_audiences())::text[]) or author_id = (select viewer_own_words_of()));
create policy vectors_write on vectors for insert
    with check (audience_key = any ((select viewer_audiences())::text[]));

-- A graph of an embedder's vectors can only be made once their length is known. Two bytes a dimension are enough to walk it; what it
-- finds is measured by the whole vectors.
create function graph_vectors(wanted smallint) returns void
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
