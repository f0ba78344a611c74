-- What a turn put before its model: ids, scores and times, never people's words. Those are read again where they stand, through the walls.
create table prompts (
    turn_id  uuid primary key references turns on delete cascade,
    sections jsonb not null
);

-- Clara's own words in prompts, such as her persona, each wording once.
create table prompt_words (
    digest       text primary key, -- SHA-256, hexadecimal
    words        text not null,
    owner_key    text not null,
    audience_key text not null,
    provenance   text not null,
    sensitivity  sensitivity not null
);

create index turns_message on turns (message_id);

-- Whether somebody has been met before is asked when they speak for the first time.
create index inbox_person on inbox (person_id);
