insert into prompts (turn_id, sections) values ('00000000-0000-7000-8000-000000000051', '[{"name": "recall", "score": 0.5}]');
insert into prompt_words (digest, words, owner_key, audience_key, provenance, sensitivity) values
    ('ab', 'You are Clara.', 'system', 'everyone', 'system:persona', 'ordinary');
