-- loses: what stood before the model at each answer, as ./clara memory why shows it
drop index inbox_person;
drop index turns_message;
drop table prompt_words;
drop table prompts;
