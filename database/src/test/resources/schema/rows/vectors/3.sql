insert into filed values
    ('00000000-0000-0000-0000-000000000a03', '00000000-0000-0000-0000-00000000c001', 3,
     voice_of('00000000-0000-0000-0000-00000000b002', 'room:test/attic#0', ''));
insert into passages values
    ('00000000-0000-0000-0000-000000000a03', '00000000-0000-0000-0000-00000000b002', 'Bob', '', '\x00', '{7:0.5}/1000000000',
     '{1:0.25,7:0.5}/1000000000', 'person:00000000-0000-0000-0000-00000000b002', 'room:test/attic#0',
     'message:00000000-0000-0000-0000-000000000a03', 'ordinary');
insert into terms
    select p.message_id, t.term, f.voice, t.words, t.around
    from passages p join filed f using (message_id) cross join lateral terms_of(p.words, p.around) t
    where p.message_id = '00000000-0000-0000-0000-000000000a03';
