insert into message_vectors (message_id, embedder, vector, author_id, owner_key, audience_key, provenance, sensitivity) values
    ('00000000-0000-7000-8000-000000000031', 'e5', '\x3f800000bf800000', '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'message:1', 'personal');
