-- loses: when messages were edited, which tier they asked for, who was told what is kept, and the lines by which messages were refused
do $$
begin
    if exists (select from conversations where audience_place <> place) then
        raise exception 'places that are read by all who read another one cannot be told without it';
    end if;
    if exists (select from outbox o where state <> 'delivered' and not exists (select from turns t where t.inbox_id = o.inbox_id)) then
        raise exception 'somebody still waits for the line by which a message is refused';
    end if;
end $$;

-- The column by which replies went came second; so the table is made anew as it was.
create temporary table outbox_before on commit drop as
    select o.id, t.id as turn_id, o.part, o.state, o.nonce, o.platform_id, o.message_id,
        o.owner_key, o.audience_key, o.provenance, o.sensitivity, o.created_at, o.delivered_at
    from outbox o join turns t on t.inbox_id = o.inbox_id;
drop table outbox;
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
insert into outbox select * from outbox_before;

alter table people drop column introduced_at;
alter table messages drop column edited_at;
alter table inbox drop column tier;
alter table conversations drop column audience_place;
