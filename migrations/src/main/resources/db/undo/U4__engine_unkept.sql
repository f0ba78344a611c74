-- loses: which messages were not to be kept; their words are gone already
do $$
begin
    -- Their words stand until they are answered, and a program that does not know of this would keep them.
    if exists (select from inbox where not kept and state in ('accepted', 'running')) then
        raise exception 'a message that is not to be kept waits for its answer';
    end if;
end $$;
alter table inbox drop column kept;
