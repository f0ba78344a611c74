-- loses: nothing
do $$
begin
    -- Without the column they would be recalled everywhere.
    if exists (select from conversations where project <> '') or exists (select from sessions where project <> '') then
        raise exception 'something was said in a project, which would be recalled everywhere without it';
    end if;
    -- The step took away the name under which talks stood before it.
    if exists (
        select from sessions, flyway_schema_history h
        where h.version = '9' and opened_at < h.installed_on at time zone current_setting('TimeZone')) then
        raise exception 'the name under which older talks stood is not kept anywhere';
    end if;
end $$;
alter table messages drop column project;
alter table conversations drop column project;
