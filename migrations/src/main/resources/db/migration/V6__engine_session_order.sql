-- The last messages of a session are read at every turn, from the newest backwards.
create index messages_session on messages (session_id, seq);
