-- What a model of memory's own read in messages: who is what to whom, with the words that say so. It is kept beside the transcript, so that
-- the graph is made anew, by other rules or in another place, without asking again.

-- The list of what to read and what was read: ids, numbers and names of models only, outside row-level security. PostgreSQL's cascades
-- pass it, so whoever takes words back needs no right to read what was made of them.
create table model_readings (
    message_id      uuid primary key references messages on delete cascade,
    conversation_id uuid not null,
    seq             bigint not null,
    model           text, -- who read it: null as long as nobody did, '' when there was nothing to send
    version         integer, -- of what the model was asked
    tellings        integer not null default 0,
    holder          text not null default '' -- the graph that holds what was told; any other has to be given it
);
create index model_readings_waiting on model_readings (message_id) where model is null;
create index model_readings_place on model_readings (conversation_id, seq) where model is null;
create index model_readings_holder on model_readings (holder) where tellings > 0;

-- Content: what was told, in words of the message itself, with its labels but for the provenance, which is the model.
create table model_tellings (
    message_id   uuid not null references model_readings on delete cascade,
    place        integer not null,
    quote        text not null,
    from_words   text not null,
    predicate    text not null,
    to_words     text not null,
    ended        boolean not null,
    author_id    uuid not null references people on delete cascade,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null,
    primary key (message_id, place)
);
create index model_tellings_author on model_tellings (author_id);

alter table model_tellings enable row level security;
alter table model_tellings force row level security;
create policy model_tellings_read on model_tellings for select
    using (audience_key = any (viewer_audiences()) or author_id = viewer_own_words_of());
create policy model_tellings_write on model_tellings for insert with check (audience_key = viewer_writes());

-- However the words of a message go or change, what was read in them goes in the same transaction. New words are listed again by the
-- graph's next look.
create function model_loses_its_words() returns trigger language plpgsql as $$
begin
    delete from model_readings where message_id = old.id;
    return new;
end $$;
create trigger messages_reworded_model before update of body on messages
    for each row when (old.body is distinct from new.body) execute function model_loses_its_words();
