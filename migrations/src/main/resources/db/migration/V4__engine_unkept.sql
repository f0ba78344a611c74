-- Words that may not be stored: their message's row and that of the answer are made empty, as erased ones are.
alter table inbox add column kept boolean not null default true;
