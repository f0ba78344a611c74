-- A project is a name in small letters; '' is the default one, however settings call it. A message belongs to the project of its
-- session for good, a conversation to the one in which it goes on.
alter table conversations add column project text not null default '';
alter table messages add column project text not null default '';

-- Until now all talk belonged to the default one, under the name that settings had at the time. Of two open sessions, which another
-- name had left behind, the newer goes on.
with stale as (
    update sessions s set closed_at = s.last_at
    where s.closed_at is null and exists (
        select 1 from sessions n where n.conversation_id = s.conversation_id and n.closed_at is null and n.first_seq > s.first_seq)
    returning id, conversation_id, closed_at)
insert into summary_work (kind, session_id, conversation_id, state, run_at)
    select 'session', id, conversation_id, 'waiting', closed_at from stale on conflict do nothing;
update sessions set project = '';
