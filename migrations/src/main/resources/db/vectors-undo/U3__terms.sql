-- loses: nothing; the list is made again from the weights of each message
drop table terms;
drop function terms_of(sparsevec, sparsevec);
drop function voice_of(uuid, text, text);
alter table filed drop column voice;
drop table heard;
drop table voices;
