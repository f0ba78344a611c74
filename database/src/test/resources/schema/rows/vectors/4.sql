insert into vectors values
    ('00000000-0000-0000-0000-000000000a03', 1, '[-0.25,0.5,-0.75]', '00000000-0000-0000-0000-00000000b002', '',
     'person:00000000-0000-0000-0000-00000000b002', 'room:test/attic#0', 'message:00000000-0000-0000-0000-000000000a03', 'ordinary');
insert into sketches
    select v.message_id, v.embedder, f.voice, sketch_of(v.vector, c.centre)
    from vectors v join filed f using (message_id) join centred c using (embedder)
    where v.message_id = '00000000-0000-0000-0000-000000000a03';
