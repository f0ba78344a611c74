-- Who reads a place may be decided by another one, as a public thread is read by all who read its channel.
alter table conversations add column audience_place text;
update conversations set audience_place = place;
alter table conversations alter column audience_place set not null;

-- The tier a message asked for; the word that asked is not part of its text.
alter table inbox add column tier text;

alter table messages add column edited_at timestamptz;

-- When a person was told, once, what Clara keeps.
alter table people add column introduced_at timestamptz;

-- Replies go by the message they answer: a refusal has no turn and needs its row all the same. Its line is the same for everyone
-- and stands in no message.
alter table outbox add column inbox_id uuid references inbox on delete cascade;
update outbox set inbox_id = turns.inbox_id from turns where turns.id = outbox.turn_id;
alter table outbox alter column inbox_id set not null;
alter table outbox drop column turn_id;
alter table outbox add unique (inbox_id, part);
