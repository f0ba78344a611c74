insert into inbox (id, platform, platform_id, conversation_id, person_id, message_id, state, attempts, accepted_at, kept) values
    ('00000000-0000-7000-8000-000000000044', 'terminal', 't-2', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001', null, 'answered', 1, '2026-10-06 08:00:00+00', false);
