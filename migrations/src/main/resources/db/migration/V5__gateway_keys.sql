-- Keys of the HTTP door, as hashes. A key with an account acts as the person behind it and goes when that person is forgotten;
-- a key without one has a namespace of its own for the people its program names.
create table gateway_keys (
    id               uuid primary key,
    name             text not null unique, -- never used again, so that a list stays true
    hash             bytea not null unique, -- SHA-256
    account_platform text,
    account_name     text,
    created_at       timestamptz not null,
    revoked_at       timestamptz,
    last_used_on     date,
    check ((account_platform is null) = (account_name is null)),
    foreign key (account_platform, account_name) references accounts on delete cascade
);
create index gateway_keys_account on gateway_keys (account_platform, account_name);
