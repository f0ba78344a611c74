-- What is to be summarised: ids and numbers only, outside row-level security. A session has one piece of work of each kind at most.
create table summary_work (
    kind            text not null check (kind in ('session', 'channel')),
    session_id      uuid not null references sessions on delete cascade,
    conversation_id uuid not null references conversations on delete cascade,
    through_seq     bigint, -- of a channel: the last message it is to cover; of a session: all
    state           text not null check (state in ('waiting', 'done')),
    attempts        integer not null default 0,
    token           bigint not null default 0, -- makes a late writer harmless
    holder          uuid,
    lease_until     timestamptz,
    run_at          timestamptz not null,
    last_error      text, -- a kind of failure, never words
    failed_at       timestamptz,
    primary key (kind, session_id)
);
create index summary_work_waiting on summary_work (run_at) where state = 'waiting';
create index summary_work_session on summary_work (session_id);
create index summary_work_conversation on summary_work (conversation_id);

-- Content, in the audience of the place at that epoch. It goes with its work: PostgreSQL's cascades pass row-level security, so
-- whoever takes words back needs no right to read what was made of them.
create table summaries (
    kind         text not null,
    session_id   uuid not null,
    body         text not null,
    first_seq    bigint not null,
    last_seq     bigint not null,
    from_at      timestamptz not null,
    to_at        timestamptz not null,
    made_at      timestamptz not null,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null, -- model:NAME, or system:key sentences
    sensitivity  sensitivity not null,
    primary key (kind, session_id),
    foreign key (kind, session_id) references summary_work on delete cascade
);

alter table summaries enable row level security;
alter table summaries force row level security;
create policy summaries_read on summaries for select using (audience_key = any (viewer_audiences()));
create policy summaries_write on summaries for insert with check (audience_key = viewer_writes());

-- The messages that a summary was made of.
create table summary_sources (
    message_id uuid not null references messages on delete cascade,
    kind       text not null,
    session_id uuid not null,
    primary key (message_id, kind, session_id),
    foreign key (kind, session_id) references summaries on delete cascade
);
create index summary_sources_summary on summary_sources (kind, session_id);

-- However the words of a message go or change, what was made of them goes in the same transaction, and is made again of the rest.
create function summaries_lose_their_words() returns trigger language plpgsql as $$
begin
    with gone as (
        delete from summary_work w using summary_sources s
        where s.message_id = old.id and w.kind = s.kind and w.session_id = s.session_id returning w.*)
    insert into summary_work (kind, session_id, conversation_id, through_seq, state, token, run_at)
        select kind, session_id, conversation_id, through_seq, 'waiting', token + 1,
            -- One act of forgetting takes several messages.
            greatest(run_at, coalesce(new.erased_at, new.edited_at, run_at) + interval '5 seconds')
        from gone;
    return new;
end $$;
create trigger messages_reworded before update of body on messages
    for each row when (old.body is distinct from new.body) execute function summaries_lose_their_words();

-- A message goes as a whole only with its person or its place: then nothing is made again.
create function summaries_lose_their_message() returns trigger language plpgsql as $$
begin
    delete from summary_work w using summary_sources s
        where s.message_id = old.id and w.kind = s.kind and w.session_id = s.session_id;
    return old;
end $$;
create trigger messages_gone before delete on messages
    for each row execute function summaries_lose_their_message();
