update people set introduced_at = '2026-10-05 08:00:00+00' where zone is not null;
update messages set edited_at = '2026-10-05 08:00:00+00' where seq = 1 and speaker = 'Ada';
insert into inbox (id, platform, platform_id, conversation_id, person_id, message_id, state, attempts, accepted_at, tier) values
    ('00000000-0000-7000-8000-000000000043', 'discord', '100', '00000000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000002', null, 'refused', 0, '2026-10-05 08:00:00+00', 'high');
insert into outbox (id, inbox_id, part, state, nonce, platform_id, message_id, owner_key, audience_key, provenance, sensitivity, created_at, delivered_at) values
    ('00000000-0000-7000-8000-000000000062', '00000000-0000-7000-8000-000000000043', 1, 'delivered', 'n2', 'p2', null, 'person:2', 'room:7/9#1', 'system:test', 'ordinary', '2026-10-05 08:00:01+00', '2026-10-05 08:00:02+00');
