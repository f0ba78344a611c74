insert into summary_work (kind, session_id, conversation_id, through_seq, state, attempts, token, run_at) values
    ('session', '00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', null, 'done', 1, 1, '2026-10-09 08:00:00+00'),
    ('channel', '00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', 1, 'waiting', 0, 0, '2026-10-09 08:00:00+00');
insert into summaries (kind, session_id, body, first_seq, last_seq, from_at, to_at, made_at, owner_key, audience_key, provenance, sensitivity) values
    ('session', '00000000-0000-7000-8000-000000000022', 'Bob said little.', 1, 1, '2026-10-01 08:00:03+00', '2026-10-01 08:00:03+00', '2026-10-09 08:00:01+00', 'room:7/9', 'room:7/9#1', 'model:x', 'ordinary');
insert into summary_sources (message_id, kind, session_id) values
    ('00000000-0000-7000-8000-000000000033', 'session', '00000000-0000-7000-8000-000000000022');
