-- Every row that holds content carries four labels: owner_key (for export and forgetting), audience_key (who may know it),
-- provenance (where it came from) and sensitivity. Work lists (inbox, outbox, jobs, conversations, leases) hold ids only and
-- stand outside row-level security; tables with content stand behind it.

create domain sensitivity as text check (value in ('ordinary', 'personal', 'secret'));

create table people (
    id           uuid primary key,
    zone         text,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    created_at   timestamptz not null
);

create table accounts (
    platform     text not null,
    name         text not null,
    person_id    uuid not null references people on delete cascade,
    shown_name   text not null,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    created_at   timestamptz not null,
    primary key (platform, name)
);
create index accounts_person on accounts (person_id);

-- epoch counts widenings of who may read the place; last_seq is taken under this row's lock; changes counts every write.
create table conversations (
    id           uuid primary key,
    platform     text not null,
    kind         text not null check (kind in ('direct', 'room')),
    place        text not null,
    epoch        integer not null default 0,
    last_seq     bigint not null default 0,
    changes      bigint not null default 0,
    lease_holder uuid,
    lease_token  bigint not null default 0,
    lease_until  timestamptz,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    created_at   timestamptz not null,
    unique (platform, kind, place)
);

create table sessions (
    id              uuid primary key,
    conversation_id uuid not null references conversations on delete cascade,
    project         text not null,
    first_seq       bigint not null,
    opened_at       timestamptz not null,
    last_at         timestamptz not null,
    closed_at       timestamptz,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null
);
create unique index sessions_one_open on sessions (conversation_id, project) where closed_at is null;

create table messages (
    id              uuid primary key,
    conversation_id uuid not null references conversations on delete cascade,
    session_id      uuid not null references sessions on delete cascade,
    seq             bigint not null,
    author_id       uuid references people on delete cascade, -- null: Clara
    on_behalf_of    uuid not null references people on delete cascade, -- the acting person, also of Clara's words
    speaker         text not null,
    body            text not null, -- empty once erased
    said_at         timestamptz not null,
    zone            text not null,
    reply_to        uuid,
    erased_at       timestamptz,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null,
    unique (conversation_id, seq)
);
create index messages_audience on messages (audience_key, said_at desc);
create index messages_author on messages (author_id, said_at desc);

-- The inbox: one row per platform message id.
create table inbox (
    id              uuid primary key,
    platform        text not null,
    platform_id     text not null,
    conversation_id uuid not null references conversations on delete cascade,
    person_id       uuid not null references people on delete cascade,
    message_id      uuid references messages on delete cascade, -- null: refused before it was stored
    state           text not null check (state in ('accepted', 'running', 'answered', 'refused', 'stopped', 'failed')),
    attempts        integer not null default 0,
    accepted_at     timestamptz not null,
    unique (platform, platform_id)
);
create index inbox_open on inbox (conversation_id, accepted_at) where state in ('accepted', 'running');

create table turns (
    id              uuid primary key,
    inbox_id        uuid not null unique references inbox on delete cascade,
    conversation_id uuid not null references conversations on delete cascade,
    session_id      uuid not null references sessions on delete cascade,
    message_id      uuid not null references messages on delete cascade,
    reply_id        uuid references messages on delete set null,
    state           text not null check (state in ('running', 'answered', 'stopped', 'failed')),
    lease_token     bigint not null,
    model           text not null,
    tier            text,
    evidence        uuid[] not null default '{}',
    late_sections   text[] not null default '{}',
    input_tokens    bigint not null default 0,
    output_tokens   bigint not null default 0,
    started_at      timestamptz not null,
    ended_at        timestamptz,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null
);

-- The outbox: parts of replies to show. The words stand in messages.
create table outbox (
    id              uuid primary key,
    turn_id         uuid not null references turns on delete cascade,
    part            integer not null,
    state           text not null check (state in ('open', 'ready', 'delivered')),
    nonce           text not null,
    platform_id     text,
    message_id      uuid references messages on delete cascade,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null,
    created_at      timestamptz not null,
    delivered_at    timestamptz,
    unique (turn_id, part)
);
create index outbox_ready on outbox (created_at) where state = 'ready';

create table jobs (
    id              uuid primary key,
    kind            text not null,
    subject         uuid not null,
    run_at          timestamptz not null,
    attempts        integer not null default 0,
    state           text not null check (state in ('waiting', 'running', 'done', 'failed')),
    last_error      text,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null,
    unique (kind, subject)
);

create table facts (
    id              uuid primary key,
    author_id       uuid references people on delete cascade,
    on_behalf_of    uuid not null references people on delete cascade,
    subject         text not null,
    predicate       text not null,
    object          text not null,
    sources         uuid[] not null check (cardinality(sources) > 0),
    valid_from      timestamptz not null,
    valid_to        timestamptz,
    owner_key       text not null,
    audience_key    text not null,
    provenance      text not null,
    sensitivity     sensitivity not null,
    created_at      timestamptz not null
);
create index facts_audience on facts (audience_key);

-- Settings of the transaction, by set_config(…, true). A pooled connection keeps '' afterwards, hence nullif; unset shows nothing.
create function viewer_audiences() returns text[] language sql stable parallel safe
    as $$ select string_to_array(nullif(current_setting('clara.audiences', true), ''), E'\x1f') $$;
create function viewer_writes() returns text language sql stable parallel safe
    as $$ select nullif(current_setting('clara.writes', true), '') $$;
create function viewer_actor() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('clara.actor', true), '')::uuid $$;
create function viewer_own_words_of() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('clara.own_words_of', true), '')::uuid $$;

alter table messages enable row level security;
alter table messages force row level security;
create policy messages_read on messages for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy messages_write on messages for insert
    with check (audience_key = viewer_writes() and on_behalf_of = viewer_actor()
        and (author_id is null or author_id = viewer_actor()));
-- One's own words may be erased wherever they were said, from one's own direct messages.
create policy messages_change on messages for update
    using (on_behalf_of = viewer_actor() and (audience_key = viewer_writes() or on_behalf_of = viewer_own_words_of()))
    with check (on_behalf_of = viewer_actor());

alter table facts enable row level security;
alter table facts force row level security;
create policy facts_read on facts for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy facts_write on facts for insert
    with check (audience_key = viewer_writes() and on_behalf_of = viewer_actor());
create policy facts_change on facts for update
    using (audience_key = viewer_writes() and on_behalf_of = viewer_actor())
    with check (audience_key = viewer_writes() and on_behalf_of = viewer_actor());
create policy facts_delete on facts for delete
    using (audience_key = viewer_writes() and on_behalf_of = viewer_actor());
