-- loses: the keys of the HTTP door, so that every program needs a new one
drop table gateway_keys;
