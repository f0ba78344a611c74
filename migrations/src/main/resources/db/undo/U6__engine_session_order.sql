-- loses: nothing
drop index messages_session;
