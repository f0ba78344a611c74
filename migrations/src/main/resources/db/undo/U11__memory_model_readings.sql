-- loses: what a model read in messages, which it is asked again
drop trigger messages_reworded_model on messages;
drop function model_loses_its_words();
drop table model_tellings;
drop table model_readings;
