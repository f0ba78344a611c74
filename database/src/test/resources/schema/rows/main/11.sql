insert into model_readings (message_id, conversation_id, seq, model, version, tellings, holder) values
    ('00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000011', 1, 'x', 1, 1, 'tables beside the messages');
insert into model_tellings (message_id, place, quote, from_words, predicate, to_words, ended, author_id, owner_key, audience_key, provenance, sensitivity) values
    ('00000000-0000-7000-8000-000000000031', 0, 'My canoe is moored in Narvik', 'I', 'lives in', 'Narvik', false, '00000000-0000-7000-8000-000000000001', 'person:1', 'person:1', 'model:x', 'personal');
