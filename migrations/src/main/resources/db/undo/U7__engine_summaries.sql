-- loses: the summaries of talks, which are not made again of those that have ended
drop trigger messages_gone on messages;
drop trigger messages_reworded on messages;
drop function summaries_lose_their_message();
drop function summaries_lose_their_words();
drop table summary_sources;
drop table summaries;
drop table summary_work;
