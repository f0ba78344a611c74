insert into sessions (id, conversation_id, project, first_seq, opened_at, last_at, closed_at, owner_key, audience_key, provenance, sensitivity) values
    ('00000000-0000-7000-8000-000000000024', '00000000-0000-7000-8000-000000000012', 'boat', 2, '2026-10-10 08:00:00+00', '2026-10-10 08:05:00+00', null, 'room:7/9', 'room:7/9#1', 'system:test', 'ordinary');
update conversations set project = 'boat', last_seq = 2 where kind = 'room';
insert into messages (id, conversation_id, session_id, seq, author_id, on_behalf_of, speaker, body, said_at, zone, owner_key, audience_key, provenance, sensitivity, project) values
    ('00000000-0000-7000-8000-000000000034', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000024', 2, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000002', 'Bob', 'The mast is ordered.', '2026-10-10 08:00:03+00', 'UTC', 'person:2', 'room:7/9#1', 'message:4', 'ordinary', 'boat');
