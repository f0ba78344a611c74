-- loses: nothing
drop trigger messages_reworded_graph on messages;
drop function graph_loses_its_words();
drop table graph_relations;
drop table graph_mentions;
drop table graph_readings;
drop table graph_cursors;
