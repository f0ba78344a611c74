-- What memory searches lies in a schema of its own, so that it may share a database with the rest or have one for itself. Whoever
-- looks is told by the same settings of the transaction as there. The extension comes from whoever prepares the database.

create function viewer_audiences() returns text[] language sql stable parallel safe
    as $$ select string_to_array(nullif(current_setting('clara.audiences', true), ''), E'\x1f') $$;
create function viewer_writes() returns text language sql stable parallel safe
    as $$ select nullif(current_setting('clara.writes', true), '') $$;
create function viewer_actor() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('clara.actor', true), '')::uuid $$;
create function viewer_own_words_of() returns uuid language sql stable parallel safe
    as $$ select nullif(current_setting('clara.own_words_of', true), '')::uuid $$;
