-- Embeddings are the dear part of what is derived: kept here, so that rebuilding an index never embeds again.
create table message_vectors (
    message_id   uuid not null references messages on delete cascade,
    embedder     text not null,
    vector       bytea not null, -- float32, big endian
    author_id    uuid references people on delete cascade,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    primary key (message_id, embedder)
);
create index message_vectors_audience on message_vectors (audience_key);

alter table message_vectors enable row level security;
alter table message_vectors force row level security;
-- The embedder writes as a viewer of the place the message belongs to.
create policy message_vectors_read on message_vectors for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy message_vectors_write on message_vectors for insert
    with check (audience_key = any (viewer_audiences()));
create policy message_vectors_delete on message_vectors for delete
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
