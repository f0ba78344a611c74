insert into graph_cursors (conversation_id, seq, changes, rules) values ('00000000-0000-7000-8000-000000000011', 2, 2, 1);
insert into graph_readings (message_id) values ('00000000-0000-7000-8000-000000000031');
insert into graph_mentions (message_id, node, kind, shown, said_at, project, author_id, owner_key, audience_key, provenance, sensitivity) values
    ('00000000-0000-7000-8000-000000000031', 'name:narvik', 'place', 'Narvik', '2026-10-01 08:00:00+00', '', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
insert into graph_relations (message_id, from_node, predicate, to_node, valid_from, valid_to, project, author_id, owner_key, audience_key, provenance, sensitivity) values
    ('00000000-0000-7000-8000-000000000031', 'name:canoe', 'moored in', 'name:narvik', '2026-10-01 08:00:00+00', null, '', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
