-- How people, places and things belong together, as messages tell it. Each row is what one message tells, so that it depends on no
-- other message: a node is all rows with its key, a relation all rows with its two nodes and its predicate, and both end with the last
-- message that tells them. How long a relation was true follows from when it was told and when another took its place.

-- How far each place was read. Ids and numbers only, outside row-level security.
create table graph_cursors (
    conversation_id uuid primary key references conversations on delete cascade,
    seq             bigint not null,
    changes         bigint not null, -- of the conversation when all up to seq was read; more of them mean that the past changed
    rules           integer not null -- by which rules; other rules read all again
);

-- The messages that told something: ids only. PostgreSQL's cascades pass row-level security, so whoever takes words back needs no
-- right to read what was made of them.
create table graph_readings (
    message_id uuid primary key references messages on delete cascade
);

-- Who and what a message names. A node is person:ID for somebody who speaks here, name:WORDS in small letters for whatever has a name,
-- and kin:NODE/ROLE for a relative who was not named. Rows of different audiences are never put together.
create table graph_mentions (
    message_id   uuid not null references graph_readings on delete cascade,
    node         text not null,
    kind         text not null check (kind in ('person', 'place', 'thing', 'unknown')),
    shown        text not null,
    said_at      timestamptz not null,
    project      text not null,
    author_id    uuid not null references people on delete cascade,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    primary key (message_id, node)
);
create index graph_mentions_node on graph_mentions (audience_key, node, said_at desc);
create index graph_mentions_author on graph_mentions (author_id, node);

-- What a message tells of two nodes. The message is the source; valid_from is when it told that this is so, valid_to when it told
-- that it is so no longer.
create table graph_relations (
    message_id   uuid not null references graph_readings on delete cascade,
    from_node    text not null,
    predicate    text not null,
    to_node      text not null,
    valid_from   timestamptz not null,
    valid_to     timestamptz,
    project      text not null,
    author_id    uuid not null references people on delete cascade,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    primary key (message_id, from_node, predicate, to_node)
);
create index graph_relations_from on graph_relations (audience_key, from_node, predicate);
create index graph_relations_to on graph_relations (audience_key, to_node, predicate);
create index graph_relations_author on graph_relations (author_id, from_node);

alter table graph_mentions enable row level security;
alter table graph_mentions force row level security;
create policy graph_mentions_read on graph_mentions for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy graph_mentions_write on graph_mentions for insert with check (audience_key = viewer_writes());

alter table graph_relations enable row level security;
alter table graph_relations force row level security;
create policy graph_relations_read on graph_relations for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy graph_relations_write on graph_relations for insert with check (audience_key = viewer_writes());

-- However the words of a message go or change, what they told goes in the same transaction.
create function graph_loses_its_words() returns trigger language plpgsql as $$
begin
    delete from graph_readings where message_id = old.id;
    return new;
end $$;
create trigger messages_reworded_graph before update of body on messages
    for each row when (old.body is distinct from new.body) execute function graph_loses_its_words();
