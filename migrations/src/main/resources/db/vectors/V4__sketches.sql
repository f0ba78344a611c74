-- A sketch of each vector: which of four levels each dimension is at, in three bits that count how many of the thresholds it passes. For
-- somebody who may know very many messages all of them are compared by these, in a table a tenth as wide, and only the best by their
-- whole vectors. A walk through a graph passes by what lies apart from everything else.

-- Around what an embedder's vectors lie. Some lie all on one side, where levels around zero would say little of each. It is given for
-- the embedder that comes along, from the development conversations, and not made from what people say.
create table centres (
    name   text primary key, -- of the embedder
    centre vector not null
);
insert into centres (name, centre) values ('e5-small-v2-q/1', '[
    -0.0628,0.0256,0.0309,0.0075,-0.0342,0.0368,0.0691,-0.0524,-0.0033,0.0435,0.0247,-0.0181,-0.0325,0.0357,-0.0001,-0.0346,-0.0234,
    0.0479,-0.1321,0.0510,0.0357,-0.0555,0.0087,-0.0428,-0.0141,0.0131,0.0428,0.0557,-0.0522,-0.0975,-0.0541,0.0045,0.0182,-0.0277,
    0.0521,-0.0181,-0.0011,0.0481,0.0340,0.0498,-0.0259,-0.0635,0.0358,-0.0471,0.0014,-0.0134,-0.0428,-0.0528,0.0989,-0.0053,
    -0.0447,0.0024,0.0682,0.0527,0.0337,0.0740,0.0460,0.0479,0.0545,0.0784,0.0091,0.0491,-0.1287,0.1443,0.0867,0.0482,-0.0240,
    0.0146,-0.0121,-0.0279,0.0037,0.0402,-0.0172,0.0383,-0.0344,0.0638,0.0257,0.0497,-0.0485,-0.0089,-0.0176,-0.0421,-0.0323,0.0303,
    -0.0224,-0.0306,0.0273,-0.0161,-0.0263,-0.0368,-0.0254,-0.0049,0.0312,-0.0234,-0.0422,-0.0364,0.0405,0.0270,-0.0445,0.0677,
    0.0315,0.0007,0.0090,-0.0615,-0.0258,-0.0343,0.0041,0.0038,0.0341,-0.0217,-0.0309,-0.0364,0.0142,-0.0320,0.0376,0.0462,-0.0263,
    -0.0495,-0.0360,0.0086,0.0420,0.0219,0.0305,-0.0194,0.0428,-0.0469,0.0710,0.0919,0.0643,-0.0039,0.0606,0.0009,0.0059,-0.0142,
    -0.0586,-0.0276,-0.0619,-0.0047,0.0561,0.0220,-0.0187,-0.0544,-0.0219,-0.0918,-0.0137,0.0450,-0.0816,0.0414,-0.0556,-0.0386,
    -0.0415,-0.0104,0.0411,-0.0288,-0.0014,0.0213,0.0124,0.0430,-0.0377,-0.0150,-0.0959,-0.0361,0.0376,0.0823,0.0146,-0.1204,0.0328,
    -0.0103,0.0437,-0.0438,-0.0103,0.0471,0.0148,0.0064,0.0844,-0.0366,-0.0242,-0.0230,0.0526,-0.0521,0.0629,-0.0380,-0.0210,0.0430,
    0.0617,-0.0480,-0.0708,-0.0407,0.0048,-0.0191,-0.0517,-0.0183,-0.0380,0.0407,0.0251,0.0067,-0.0388,-0.0441,-0.0301,-0.0413,
    0.0586,0.0412,-0.0442,0.0123,-0.0358,0.0592,0.0325,-0.0357,-0.0112,-0.0103,-0.0400,-0.0098,0.0067,-0.0398,-0.0313,-0.0456,
    0.0070,0.0098,0.0287,0.0264,0.0507,-0.0728,-0.0487,-0.1331,-0.0221,-0.0671,-0.0183,0.0630,-0.0104,-0.0007,0.0260,-0.0348,0.0386,
    0.0676,-0.0327,-0.0282,-0.0174,0.0085,0.0364,-0.0265,-0.0225,0.0674,-0.0365,-0.0374,-0.0618,-0.0421,-0.0656,0.0118,-0.0429,
    0.1112,0.0946,0.0163,-0.0194,0.0208,0.0294,0.0368,-0.0826,0.0859,-0.0432,0.0188,0.0473,-0.0336,-0.0582,0.0528,-0.0298,0.0123,
    -0.0727,0.0906,-0.0480,-0.0266,0.0381,-0.0293,-0.0100,0.0213,-0.0594,0.0557,-0.0218,-0.0533,-0.0205,-0.0713,0.0271,-0.0281,
    0.0120,-0.0527,-0.0446,0.0488,-0.0136,0.0106,0.0817,-0.0244,0.0107,-0.0317,-0.0435,0.0056,0.0611,-0.0366,-0.0013,0.0920,0.0525,
    0.0451,0.0092,-0.0251,-0.0566,-0.0251,-0.0793,0.0218,0.0560,0.0121,-0.0270,0.0006,-0.0191,0.0040,-0.0550,0.0398,-0.0322,0.0639,
    0.0431,-0.0176,-0.0358,-0.1425,-0.0264,0.0543,0.0191,0.0024,0.0248,0.0312,-0.0196,-0.0259,-0.0437,0.0303,0.0065,0.0784,-0.0220,
    -0.0009,0.0337,0.0840,0.0049,-0.0160,-0.0555,0.0109,0.0217,0.1267,0.0161,0.0004,0.0440,0.0309,0.0449,0.0151,0.0276,-0.0236,
    -0.0273,0.0933,-0.0144,0.0495,0.0887,-0.0257,0.0248,0.0199,-0.0265,0.0587,0.0610,-0.0058,-0.0303,0.1158,-0.0196,-0.0656,0.0119,
    -0.0116,-0.0465,-0.0532,-0.0071,0.0581,0.0471,0.0427,-0.0661,-0.0805,-0.0001,-0.0374,-0.0603,0.0006,-0.0168,0.0112,-0.0333,
    0.0366]');

-- The embedders with theirs, null where it is not known.
create view centred as
    select e.id as embedder, c.centre
    from embedders e left join centres c on c.name = e.name and vector_dims(c.centre) = e.dimensions;

-- The thresholds lie where a dimension of a random vector of that length has one deviation, none and minus one.
create function sketch_of(v vector, centre vector) returns bit varying language sql immutable as $$
    select binary_quantize(moved - deviation) || binary_quantize(moved) || binary_quantize(moved + deviation)
    from (select v - coalesce(centre, v - v) as moved) m
    cross join lateral
        (select array_fill((vector_norm(moved) / sqrt(vector_dims(moved)))::real, array[vector_dims(moved)])::vector as deviation) d
$$;

-- A row has the labels of its message in passages.
create table sketches (
    message_id uuid not null references filed on delete cascade,
    embedder   smallint not null references embedders,
    voice      integer not null,
    sketch     bit varying not null,
    primary key (message_id, embedder)
);

-- What is held already, whosever it is.
alter table vectors no force row level security;
insert into sketches (message_id, embedder, voice, sketch)
    select v.message_id, v.embedder, f.voice, sketch_of(v.vector, c.centre)
    from vectors v join filed f on f.message_id = v.message_id join centred c on c.embedder = v.embedder;
alter table vectors force row level security;

create index sketches_voice on sketches (voice, embedder);

alter table sketches enable row level security;
alter table sketches force row level security;
create policy sketches_read on sketches for select
    using (voice in (select voice from heard));
create policy sketches_write on sketches for insert
    with check (voice in (select voice from heard where audience_key = any ((select viewer_audiences())::text[])));

-- Graphs were made from twenty thousand vectors on; now only of some millions.
do $$
declare
    graph name;
begin
    for graph in select indexname from pg_indexes where schemaname = current_schema() and indexname ~ '^vectors_near_' loop
        execute format('drop index %I', graph);
    end loop;
end $$;
