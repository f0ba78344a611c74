insert into gateway_keys (id, name, hash, account_platform, account_name, created_at, revoked_at, last_used_on) values
    ('00000000-0000-7000-8000-000000000091', 'editor', '\x01', 'terminal', 'ada', '2026-10-07 08:00:00+00', null, '2026-10-08'),
    ('00000000-0000-7000-8000-000000000092', 'old', '\x02', null, null, '2026-10-07 08:00:00+00', '2026-10-08 08:00:00+00', null);
